"""The commands that look at a branch, or write files for the office. Each imports its work only when it is called."""

import asyncio
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.console import Problem, say
from bot.settings import Settings

_YEAR = click.IntRange(1921, 9998)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def written(*endings: str) -> Callable[[_Command], _Command]:
    """The file that is written, which is called what it is."""

    def check(context: click.Context, _: click.Parameter, file: Path) -> Path:
        if file.suffix.lower() not in endings:
            raise Problem(say(context.obj, "console.bad_ending", file=file.name, endings=endings))
        return file

    return click.argument("file", type=click.Path(path_type=Path, dir_okay=False), callback=check)


@click.group("meetings")
def meetings_() -> None:
    """Meetings: a list; the filing pack of one."""


@meetings_.command("list")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.pass_obj
def list_meetings(settings: Settings, form: str) -> None:
    """Print every meeting, with who was expected and who came."""
    from bot.console import meetings

    click.echo(json.dumps(asyncio.run(meetings.meetings(settings)), ensure_ascii=False, indent=1))


@meetings_.command()
@click.argument("meeting", metavar="ID", type=int)
@written(".zip")
@click.pass_obj
def pack(settings: Settings, meeting: int, file: Path) -> None:
    """Write the filing pack of a meeting (.zip): all its files, and what is missing."""
    from bot.console import filing

    asyncio.run(filing.pack(settings, meeting, file))


@click.group("export")
def export_() -> None:
    """Files for the office: attendance, the dues ledger, the board."""


@export_.command()
@written(".xlsx")
@click.option("--from", "first", metavar="DATE", help="First day, such as 2026-07-01.")
@click.option("--to", "last", metavar="DATE", help="Last day.")
@click.option("--year", metavar="YEAR", help="A whole year; this one if nothing is said.")
@click.pass_obj
def attendance(settings: Settings, file: Path, first: str | None, last: str | None, year: str | None) -> None:
    """Write attendance by member and meeting (.xlsx)."""
    from bot.console import filing

    asyncio.run(filing.attendance(settings, file, first, last, year))


@click.group("ballots")
def ballots_() -> None:
    """Ballots: a list; one to be counted once more."""


@ballots_.command("list")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.pass_obj
def list_ballots(settings: Settings, form: str) -> None:
    """Print every ballot, with its result once it is closed."""
    from bot.console import ballots

    click.echo(json.dumps(asyncio.run(ballots.ballots(settings)), ensure_ascii=False, indent=1))


@ballots_.command()
@click.argument("ballot", metavar="ID", type=int)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export(settings: Settings, ballot: int, file: Path) -> None:
    """Write a closed ballot with its published lists, for scripts/recount.py."""
    from bot.console import ballots

    asyncio.run(ballots.export(settings, ballot, file))


@export_.command("ledger")
@click.option("--month", metavar="MONTH", help="Such as 2026-11.")
@click.option("--year", type=_YEAR, help="Such as 2026.")
@written(".xlsx")
@click.pass_obj
def export_ledger(settings: Settings, month: str | None, year: int | None, file: Path) -> None:
    """Write the dues ledger of a month or of a year (.xlsx)."""
    from bot.console import exports
    from bot.rules.calendar import Month

    try:
        period = Month.parse(month) if month else year
    except ValueError as error:
        raise Problem(say(settings, "console.bad_month", month=month)) from error
    if period is None or (month and year):
        raise Problem(say(settings, "console.month_or_year"))
    asyncio.run(exports.ledger(settings, period, file))


@export_.command("board")
@click.option("--year", type=_YEAR, required=True, help="Such as 2026.")
@written(".xlsx", ".html")
@click.pass_obj
def export_board(settings: Settings, year: int, file: Path) -> None:
    """Write how every duty of a year stands (.xlsx, or .html to be printed)."""
    from bot.console import exports

    asyncio.run(exports.board(settings, year, file))


def _day(_context: click.Context, parameter: click.Parameter, day: datetime) -> date:
    """A day of the years that there are boards of."""
    _YEAR.convert(day.year, parameter, None)
    return day.date()


_DAY: dict[str, Any] = {"type": click.DateTime(["%Y-%m-%d"]), "callback": _day, "required": True, "metavar": "DATE"}


@click.command("duties")
@click.option("--on", "day", **_DAY, help="The day to look at, such as 2026-12-01.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.pass_obj
def duties_(settings: Settings, day: date, form: str) -> None:
    """Print every duty of the branch as it stands on a day."""
    from bot.console import duties

    click.echo(json.dumps(asyncio.run(duties.on(settings, day)), ensure_ascii=False, indent=1))


@click.command("reminders")
@click.option("--from", "first", **_DAY, help="The first day.")
@click.option("--to", "last", **_DAY, help="The last day.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.pass_obj
def reminders_(settings: Settings, first: date, last: date, form: str) -> None:
    """Print what would be sent on these days, if nothing were done meanwhile."""
    from bot.console import duties

    if first > last:
        raise Problem(say(settings, "console.days_reversed"))
    rows = asyncio.run(duties.between(settings, first, last))
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@click.group("rulebook", invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["json", "markdown"]), default="markdown", show_default=True)
@click.pass_context
def rulebook_(context: click.Context, form: str) -> None:
    """Print every rule that the bot goes by, what serves each clause, and the branch's own values."""
    if context.invoked_subcommand is None:
        from bot.console import rules

        settings: Settings = context.obj
        own = asyncio.run(rules.own_values(settings))
        click.echo(rules.as_json(own) if form == "json" else rules.as_markdown(settings.language, own))


@rulebook_.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_values(settings: Settings, file: Path) -> None:
    """Read the branch's own values (.toml); on any bad line nothing is taken over (status 2)."""
    from bot.console import overrides

    for line in asyncio.run(overrides.import_file(settings, file)):
        click.echo(line)


@click.group("plan")
def plan_() -> None:
    """The study plan: an empty file; a filled-in one read."""


@plan_.command("template")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def plan_template(settings: Settings, file: Path) -> None:
    """Write an empty study plan (.xlsx)."""
    from bot.console import plans

    asyncio.run(plans.write_template(settings, file))


@plan_.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def plan_import(settings: Settings, file: Path) -> None:
    """Read a study plan; on any bad row nothing is taken over (status 2)."""
    from bot.console import plans

    for line in asyncio.run(plans.import_plan(settings, file)):
        click.echo(line)


@export_.command("plan")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="Such as 2026.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export_plan(settings: Settings, year: int, file: Path) -> None:
    """Write the study plan of a year, and what was done of it (.xlsx)."""
    from bot.console import plans

    asyncio.run(plans.export(settings, year, file))


COMMANDS = (meetings_, export_, ballots_, plan_, duties_, reminders_, rulebook_)
