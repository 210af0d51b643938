"""/mydata: everything that the store holds of the viewer, as one file; and leaving the bot.

The file is made as its card is painted and not protected: it is taken out to be kept.
"""

import json
from asyncio import to_thread
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from bot.cards import audit as log
from bot.cards.base import Button, Card, Open, Upload, View, card
from bot.cards.dues_files import year_line
from bot.presses import Press
from bot.rules.calendar import Month, Quarter
from bot.rules.permissions import Permission, see
from bot.rules.words import Word
from bot.store import audit, dues, own_data, report_files, reports
from bot.store import branch as people
from bot.store.own_data import Found, Row

_HOME = see(Permission.HOME)
_File = tuple[str, bytes]


class TakeOut(Press, tag="ze"):
    """生成."""


class UnbindMe(Press, tag="zf"):
    """Takes the own account away; asked twice."""

    sure: int


@card("mydata/explained", need=_HOME)
async def explained(view: View) -> Card:
    """What comes, and through whose hands it passes."""
    make = view.button("mydata.make", TakeOut())
    seen, unbind = Button(view.short("home.menu_privacy"), Open("privacy")), view.button("people.unbind", UnbindMe(0))
    return Card(view.text("mydata/explained"), [[make], [seen, unbind], [view.back()]])


@card("mydata/unbinding", need=_HOME)
async def unbinding(view: View) -> Card:
    """Asks before the own account is taken away."""
    sure, back = view.button("home.confirm", UnbindMe(1)), view.back("mydata")
    return Card(view.text("mydata/unbinding"), [[sure], [back]])


@card("mydata/file", need=_HOME)
async def file(view: View) -> Card:
    """The zip as things stand now."""
    found = await own_data.collected(view.session, view.person)
    others = await audit.of_others(view.session, view.person) if await _only_one(view) else None
    content = plain(view, found)
    content["audit"]["by_others"] = [
        {"at": _value(view, row.at), "who": who.name if who else None, "deed": log.deed(view, row.deed)}
        for row, who in others or ()
    ]
    index = _index(view, content, namesake=others is None)
    files = [("mydata.json", _json(view, content)), (view.short("mydata.index"), index.encode()), *await _reports(view)]
    made = await to_thread(_packed, view, files, await _years(view))
    day = view.today
    text = view.text("mydata/file", namesake=others is None)
    return Card(text, (), Upload("document", f"mydata_{day.isoformat()}.zip", made))


async def _only_one(view: View) -> bool:
    """Whether nobody else has the name: the log holds names, and another's matters are not for this file."""
    everybody = await people.everybody(view.session, view.branch.id)
    return [person.name for person in everybody].count(view.person.name) == 1


def plain(view: View, found: Found) -> Found:
    """The same as JSON has it, in the viewer's language, with what is sealed opened."""
    return {
        section: {table: [_row(view, table, row) for row in rows] for table, rows in tables.items()}
        for section, tables in found.items()
    }


def _row(view: View, table: str, row: Row) -> Row:
    told = {name: _value(view, value) for name, value in row.items()}
    return {**told, "deed": log.deed(view, row["deed"])} if table == "audit" else told


def _value(view: View, value: Any) -> Any:  # noqa: ANN401 - of any column
    if isinstance(value, Word):
        return view.say(value)
    if isinstance(value, datetime):
        return value.astimezone(view.zone).isoformat(timespec="seconds")
    if isinstance(value, bytes):
        return view.keys.reports.open(value) if view.keys.reports.opens(value) else None
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Month | Quarter) else value


def _json(view: View, content: Found) -> bytes:
    made = {"person": view.person.name, "branch": view.branch.name, "made": _value(view, view.now), **content}
    return json.dumps(made, ensure_ascii=False, indent=2).encode()


def _index(view: View, content: Found, *, namesake: bool) -> str:
    """What each part of the file is, how much there is of it, and what is not there and why."""
    head = view.short("mydata.head", name=view.person.name, branch=view.branch.name, now=view.now)
    counts = {section: sum(map(len, tables.values())) for section, tables in content.items()}
    told = [
        view.short("mydata.part", part=section, about=_about(view, section), count=counts[section])
        for section in counts
    ]
    notes = [view.short("mydata.files"), view.short("mydata.fen"), view.short("mydata.not_there")]
    return "\n\n".join([head, *told, *notes, *([view.short("mydata.namesake")] if namesake else [])]) + "\n"


def _about(view: View, section: str) -> str:
    return view.short(f"mydata.about_{section}")


async def _reports(view: View) -> list[_File]:
    """Each own report as a text of its own, and its pictures beside it."""
    cipher, found = view.keys.reports, list[_File]()
    for report in reversed(await reports.of_author(view.session, view.person.id)):
        if not cipher.opens(report.text):
            continue
        name = f"思想汇报_{report.period}_{report.id}"
        found.append((f"{name}.txt", cipher.open(report.text).encode()))
        version = report.version + (report.state in reports.IN_HAND)
        for number, picture in enumerate(await report_files.pictures(view.session, report.id, version), start=1):
            content = cipher.open_bytes(await report_files.content(view.session, picture.id))
            found.append((f"{name}_{number}.jpg", content))
    return found


async def _years(view: View) -> dict[int, dict[Month, dues.MonthDues]]:
    """The own months that count, by year."""
    found: dict[int, dict[Month, dues.MonthDues]] = defaultdict(dict)
    for each in await dues.of_person(view.session, view.person):
        found[each.month.year][each.month] = each
    return found


def _packed(view: View, files: list[_File], years: dict[int, dict[Month, dues.MonthDues]]) -> bytes:
    from bot.documents import dues_book, pack

    for year, months in sorted(years.items()):
        line = year_line(view.person, [months.get(Month(year, number)) for number in range(1, 13)])
        files.append((f"党费_{year}.xlsx", dues_book.year_book(view.branch.name, year, [line])))
    return pack.zipped(files, view.now.astimezone(view.zone))
