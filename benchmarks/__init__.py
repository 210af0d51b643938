"""What the README's figures come from; see ``python -m benchmarks --help``. Nothing here is part of the bot."""
