"""Starts the command line."""

import gc


def main() -> None:
    """The command line; the process ends with its status."""
    gc.disable()  # what is imported stays: to search it for garbage would only delay the start
    from bot.line import line

    gc.freeze()
    gc.enable()
    line()


if __name__ == "__main__":
    main()
