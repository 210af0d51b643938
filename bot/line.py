"""The command line. Each command is thin, and imports its work only when it is called: so the bot starts quickly."""

import asyncio
import gc
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from pydantic import ValidationError

from bot import logs
from bot.console import Problem, say
from bot.console.commands import COMMANDS, written
from bot.settings import Settings

# More than an update makes, so that most end without a search for garbage: measured 7 % of a tap, for 3 MiB.
_ALLOCATIONS = 20_000


class _InWords(click.Group):
    """Says in words what has gone wrong, with status 2; ``check`` with 1."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - as the library has it
        try:
            return super().invoke(context)
        except Problem as problem:
            _fail(str(problem), context)
        except OSError as error:
            if error.filename is None:
                raise
            _fail(say(context.obj, "console.no_access", path=error.filename, reason=error.strerror), context)


@click.group(cls=_InWords)
@click.pass_context
def line(context: click.Context) -> None:
    """The bot of a Party branch (机关党支部)."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(f"BOT_{'_'.join(map(str, problem['loc'])).upper()}" for problem in error.errors())
        _fail(f"设置有误，请检查 / wrong settings: {names}", context)  # which language, nobody can tell yet
    logs.configure(settings.log_level)
    context.obj = settings


def _fail(message: str, context: click.Context) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1 if context.invoked_subcommand == "check" else 2)


@line.command()
@click.option("--branch", required=True, help="Name of the branch.")
@click.option(
    "--rules", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The branch's rules, as a text file."
)
@click.pass_obj
def init(settings: Settings, branch: str, rules: Path | None) -> None:
    """Make the database, the keys and the branch; nothing else. May be repeated."""
    from bot.console import installation

    for line in asyncio.run(installation.init(settings, branch, rules)):
        click.echo(line)


@line.command()
@click.option("--to", "revision", default="head", help="A revision, for an older program.")
@click.pass_obj
def migrate(settings: Settings, revision: str) -> None:
    """Bring the database to the newest schema."""
    from bot.console import installation

    asyncio.run(installation.migrate(settings, revision))
    click.echo(say(settings, "console.migrated"))


@line.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Say what is wrong with this installation and how to mend it."""
    from bot.console import check as checking

    findings = asyncio.run(checking.check(settings))
    for finding in findings:
        click.echo(str(finding))
    if not all(finding.good for finding in findings):
        sys.exit(1)


@line.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or Ctrl-C."""
    gc.disable()  # as in bot/__main__.py
    from bot.console import running

    gc.freeze()
    gc.enable()
    gc.set_threshold(_ALLOCATIONS)
    asyncio.run(running.run(settings))


@line.command()
@click.option("--port", type=int, default=8080, envvar="DEMO_PORT", show_default=True, help="Port of the page.")
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), help="Folder to keep the data in, and go on from."
)
@click.option("--no-limits", is_flag=True, help="Without Telegram's flood limits: everything comes at once.")
def demo(port: int, keep: Path | None, no_limits: bool) -> None:
    """Try everything in a browser: no token, no network."""
    from bot import demo as demonstration

    asyncio.run(demonstration.run(port, keep, limits=not no_limits))


@line.group("keys")
def keys_() -> None:
    """The keys of what is encrypted."""


@keys_.command()
@click.pass_obj
def rotate(settings: Settings) -> None:
    """Make new keys, encrypt everything anew, destroy the old ones."""
    from bot.console import installation

    for line in asyncio.run(installation.rotate_keys(settings)):
        click.echo(line)


@line.group()
def roster() -> None:
    """The roster: template, import, export, invitations."""


@roster.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def template(settings: Settings, file: Path) -> None:
    """Write an empty roster (.xlsx or .csv)."""
    from bot.console import roster as rosters

    click.echo(rosters.write_template(settings, file))


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_(settings: Settings, file: Path) -> None:
    """Read a roster; on any bad row nothing is imported (status 2)."""
    from bot.console import roster as rosters

    for line in asyncio.run(rosters.import_roster(settings, file)):
        click.echo(line)


@roster.command("export")
@written(".xlsx")
@click.pass_obj
def export_roster(settings: Settings, file: Path) -> None:
    """Write the roster as it stands (.xlsx): it can be mended and imported again."""
    from bot.console import roster as rosters

    asyncio.run(rosters.export(settings, file))


@roster.command()
@click.option("--format", "form", type=click.Choice(["json", "text", "xlsx"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; needed for xlsx.")
@click.pass_obj
def invites(settings: Settings, form: str, output: Path | None) -> None:
    """Print fresh invitations for everybody not bound; older codes of these people end."""
    from bot.console import roster as rosters

    if form == "xlsx" and output is None:
        raise Problem(say(settings, "console.needs_output"))
    rows = asyncio.run(rosters.invites(settings))
    if form == "xlsx" and output is not None:
        rosters.write_invites(settings, rows, output)
        return
    text = json.dumps(rows, ensure_ascii=False, indent=1) if form == "json" else rosters.invites_text(settings, rows)
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")


@roster.command("base")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def base_(settings: Settings, file: Path) -> None:
    """Read dues bases, each from a month on; on any bad row nothing is taken over (status 2)."""
    from bot.console import roster as rosters

    for line in asyncio.run(rosters.import_bases(settings, file)):
        click.echo(line)


for _command in COMMANDS:
    line.add_command(_command)
