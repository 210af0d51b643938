"""The study plan, from the command line: read, an empty one, the one of a year as it stands."""

from functools import partial
from pathlib import Path

from bot.actions import plans
from bot.cards.plans import content
from bot.console import Problem, deed_of, say
from bot.documents import plan_file
from bot.documents.roster import RosterErrors
from bot.documents.tables import TableError, read_rows
from bot.settings import Settings


async def import_plan(settings: Settings, file: Path) -> list[str]:
    """Takes over a file; Problem with every bad row where it has any."""
    try:
        found = plan_file.parse(read_rows(file, plan_file.MOST_ROWS + 10))
    except TableError as error:
        raise Problem(say(settings, "console.bad_plan", problems=[say(settings, str(error))])) from error
    except RosterErrors as errors:
        problems = [problem.say(partial(say, settings)) for problem in errors.problems]
        raise Problem(say(settings, "console.bad_plan", problems=problems)) from errors
    async with deed_of(settings) as deed:
        change = await plans.take_over(deed, found.rows)
    notices = [notice.say(partial(say, settings)) for notice in found.notices]
    figures = {"added": len(change.added), "updated": len(change.updated), "same": change.same}
    return [*notices, say(settings, "console.plan", **figures, absent=[item.topic for item in change.absent])]


async def write_template(settings: Settings, file: Path) -> None:
    """Writes an empty plan of this year, as .xlsx."""
    async with deed_of(settings) as deed:
        year = deed.today.year
    file.write_bytes(plan_file.template(year))


async def export(settings: Settings, year: int, file: Path) -> None:
    """Writes the plan of a year and what was done of it, as .xlsx."""
    async with deed_of(settings) as deed:
        found = await content(deed.session, deed.branch, year, deed.now, deed.zone)
    file.write_bytes(found)
