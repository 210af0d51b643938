"""The roster: template, import, export, invitations."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import xlsxwriter
from telegram.error import TelegramError

from bot.actions import dues_import, people
from bot.actions.base import Deed, Refused
from bot.actions.roster import Changes
from bot.actions.roster import import_roster as take_over
from bot.cards.people_files import roster_content
from bot.clock import Clock
from bot.console import Problem, deed_of, say
from bot.documents import bases as bases_file
from bot.documents import excel
from bot.documents import roster as roster_file
from bot.documents.roster_cells import Column
from bot.gateway.api import Api
from bot.gateway.transport import Transport
from bot.rules.language import Language, listed
from bot.settings import Settings
from bot.store import branch as store

_WIDTHS = (14, 24, 16, 18, 10, 18, 52, 18)  # of the columns of an invitations' file


async def import_roster(settings: Settings, file: Path) -> list[str]:
    """Takes over a roster file; Problem with every bad row where it has any."""
    today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
    try:
        roster = roster_file.read(file, today=today)
    except roster_file.RosterErrors as errors:
        raise Problem(say(settings, "console.bad_roster", problems=_said(settings, errors.problems))) from errors
    async with deed_of(settings) as deed:
        try:
            changes = await take_over(deed, roster.rows)
        except Refused as refused:
            reason = say(settings, refused.key, **refused.facts)
            raise Problem(say(settings, "console.not_imported", reason=reason)) from refused
    return [*_said(settings, roster.notices), *_change_lines(settings, changes)]


async def import_bases(settings: Settings, file: Path) -> list[str]:
    """Takes over a file of dues bases; Problem with every bad row where it has any."""
    async with deed_of(settings) as deed:
        try:
            rows = bases_file.read(file, await dues_import.names(deed))
        except roster_file.RosterErrors as errors:
            raise Problem(say(settings, "console.bad_bases", problems=_said(settings, errors.problems))) from errors
        await dues_import.take_over(deed, rows)
    return [say(settings, "console.bases", count=len(rows))]


def _said(settings: Settings, remarks: Iterable[roster_file.Remark]) -> list[str]:
    return [remark.say(partial(say, settings)) for remark in remarks]


def _change_lines(settings: Settings, changes: Changes) -> list[str]:
    """How many, and who; of those unchanged only how many."""
    named = {"added": changes.added, "updated": changes.updated, "absent": changes.absent, "returned": changes.returned}
    lines = {key: say(settings, f"console.{key}", count=len(names), names=names) for key, names in named.items()}
    lines["unchanged"] = say(settings, "console.unchanged", count=len(changes.unchanged))
    back = ["returned"] if changes.returned else []
    return [lines[key] for key in ("added", "updated", "unchanged", "absent", *back)]


def write_template(settings: Settings, file: Path) -> str:
    """Writes an empty roster in the installation's language; a line to print."""
    try:
        roster_file.write_template(file, settings.language, partial(say, settings))
    except ValueError as error:
        raise Problem(say(settings, "roster.wrong_type")) from error
    return say(settings, "console.template", file=file)


async def export(settings: Settings, file: Path) -> None:
    """Writes the roster as .xlsx in the installation's language, as it is imported again."""
    async with deed_of(settings) as deed:
        content = await roster_content(deed.session, deed.branch.id, settings.language, partial(say, settings))
        deed.audit("roster.taken_out", deed.branch.name)
    file.write_bytes(content)


async def invites(settings: Settings) -> list[dict[str, Any]]:
    """Everybody, with fresh codes for those not bound. Times are ISO 8601 with the branch's offset."""
    username = await _username(settings)
    async with deed_of(settings) as deed:
        return [
            await _invite_row(deed, person, username, settings.language)
            for person in await store.people(deed.session, deed.branch.id)
        ]


async def _invite_row(deed: Deed, person: store.Person, username: str | None, language: Language) -> dict[str, Any]:
    row = {
        "name": person.name,
        "post": listed([post.say(language) for post in sorted(person.posts)], language),
        "status": person.status.say(language),
        "team": person.team.name if person.team else "",
        "bound": person.bound,
        "code": None,
        "link": None,
        "expires": None,
    }
    if not person.bound:
        code, invitation = await people.invite(deed, person)
        link = f"https://t.me/{username}?start={code}" if username else None
        row |= {
            "code": code,
            "link": link,
            "expires": invitation.expires.astimezone(deed.zone).isoformat("T", "seconds"),
        }
    return row


async def _username(settings: Settings) -> str | None:
    """The bot's name, for links; None while Telegram cannot be asked: the codes work without."""
    if not settings.token.get_secret_value():
        return None
    async with Transport(read_timeout=5) as transport:
        try:
            me = await Api(transport, settings.api_url, settings.token.get_secret_value()).call("getMe", {})
        except TelegramError:
            return None
    name: str = me["username"]
    return name


def invites_text(settings: Settings, rows: Sequence[dict[str, Any]]) -> str:
    """One line a person, to be cut up and handed out."""
    lines = [f"{row['name']}\t/start {row['code']}\t{row['link'] or ''}".rstrip() for row in rows if not row["bound"]]
    return "\n".join(lines) or say(settings, "console.all_bound")


def write_invites(settings: Settings, rows: Sequence[dict[str, Any]], file: Path) -> None:
    """The same as an Excel file to be printed, in the installation's language."""
    words = [column.say(settings.language) for column in (Column.NAME, Column.POSTS, Column.STATUS, Column.TEAM)]
    heads = [*words, *(say(settings, f"console.invites_{of}") for of in ("state", "code", "link", "expires"))]
    with xlsxwriter.Workbook(str(file), excel.PLAIN) as book:
        sheet = book.add_worksheet(say(settings, "people.menu_invite"))
        excel.paper(sheet, heads=1, kept=1)
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"})
        text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for place, (name, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            excel.write(sheet, 0, place, name, head)
        for number, row in enumerate(rows, start=1):
            cells = _cells(settings, row)
            sheet.set_row(number, excel.height(zip(cells, _WIDTHS, strict=True)))
            for place, cell in enumerate(cells):
                excel.write(sheet, number, place, cell, text)


def _cells(settings: Settings, row: dict[str, Any]) -> list[str]:
    state = say(settings, "console.invites_bound" if row["bound"] else "console.invites_unbound")
    expires = f"{datetime.fromisoformat(row['expires']):%Y-%m-%d %H:%M}" if row["expires"] else ""
    words = [row[of] for of in ("name", "post", "status", "team")]
    return [*words, state, row["code"] or "", row["link"] or "", expires]
