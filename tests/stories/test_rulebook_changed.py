"""A value of the rulebook changes, and with it the reminders, the to-do lists, the board and every text: together."""

from datetime import date
from pathlib import Path

import pytest

from bot.actions import rulebook
from bot.actions.rulebook import Change
from bot.console import Problem, deed_of
from bot.console.duties import between, on
from bot.console.overrides import import_file
from bot.console.rules import as_json, as_markdown, own_values
from bot.rules.language import Language
from bot.rules.overrides import fields_of, overridable
from bot.rules.rulebook import load
from bot.rules.rulebook_values import say, typed
from bot.store import branch as people
from bot.store import rulebook as store
from tests import twins
from tests.rules.test_overrides import OTHERS, SPECIAL
from tests.scene import Scene
from tests.stories.test_duties import opens
from tests.stories.test_overrides import _changes, _fill_in, _rule

REASON = "支委会决定"


@pytest.fixture(autouse=True)
def _data() -> None:
    twins.know(*(entry.source for entry in load().entries.values()), REASON, "发工资的日子")


async def test_reminders_todo_board_and_texts_follow_a_changed_due_day_together(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    first, last = date(2026, 10, 13), date(2026, 10, 31)
    before = [row["at"][:10] for row in await between(branch.settings, first, last) if _owes_dues(row, "陈正式")]
    assert before[:3] == ["2026-10-13", "2026-10-19", "2026-10-20"]
    await _changes(zheng, "28", "今天")
    after = [row["at"][:10] for row in await between(branch.settings, first, last) if _owes_dues(row, "陈正式")]
    assert after == ["2026-10-21", "2026-10-26", "2026-10-27", "2026-10-28"]
    text = await opens(chen, "/todo", "陈正式同志的待办")
    assert "2026年10月28日前，还有 16 天" in text
    assert "（党费每月交纳一次（本支部：每月交纳的截止日 28））" in text
    rows = await on(branch.settings, date(2026, 10, 21))
    assert next(row for row in rows if row["system"] == "dues" and row["subject"] == "陈正式")["due"] == "2026-10-28"
    await opens(zheng, "/board", "看板")
    await zheng.presses("党费 2026年10月")
    await zheng.sees("2026年10月28日前，还有 16 天", "本支部：每月交纳的截止日 28", "未到期（10）")
    branch.move_to("2026-10-20 09:00")
    await branch.quiet()
    assert chen.has_seen("今天到期") == 0
    branch.move_to("2026-10-21 08:40")
    await chen.sees("党费 · 2026年10月", "2026年10月28日前，还有 7 天", "本支部：每月交纳的截止日 28")


def _owes_dues(row: dict[str, object], name: str) -> bool:
    return row["to"] == name and "'dues'" in str(row["duties"])


async def test_a_report_a_year_is_what_everything_says_and_from_then_on(branch: Scene) -> None:
    sun, lin = branch.person("孙组织"), branch.person("林预备")
    await opens(lin, "/todo", "思想汇报 · 2026年9月10日—2026年12月9日")
    await _rule(sun, "预备党员、外出党员每季度书面汇报思想")
    await sun.presses("改数值")
    await sun.presses("周期")
    await sun.presses("每年")
    await _fill_in(sun, "2026-10-14", REASON)
    await sun.presses("确认")
    await opens(lin, "/todo", "思想汇报 · 2026年9月10日—2026年12月9日")
    branch.move_to("2026-10-14 09:00")
    await branch.quiet()
    text = await opens(lin, "/todo", "思想汇报 · 2026年3月10日—2027年3月9日")
    assert "思想汇报 · 2026年9月10日—2026年12月9日" not in text
    assert "预备党员、外出党员每季度书面汇报思想（本支部：周期 每年）" in text
    await opens(sun, "/board", "思想汇报 · 2026年3月10日—2027年3月9日")
    plan = await between(branch.settings, date(2027, 3, 1), date(2027, 3, 9))
    reports = [each for row in plan for each in row["duties"] if each["system"] == "report"]
    assert {(each["period"], each["due"]) for each in reports} == {("2026-03-10..2027-03-09", "2027-03-09")}
    lin.says("/report 我这一年的学习体会。")
    await lin.presses("提交")
    await branch.quiet()
    assert "思想汇报" not in await opens(lin, "/todo", "林预备同志的待办")


def _file(folder: Path, since: str = "2026-10-12") -> Path:
    """Every value that a branch may set, another one than the shipped."""
    tables = []
    for (entry, name), _ in overridable().items():
        raw = typed(SPECIAL.get((entry, name), OTHERS[name]), getattr(load().entries[entry], name))
        tables.append(f'[{entry}.{name}]\nvalue = {_toml(raw)}\nfrom = {since}\nreason = "{REASON}"\n')
    file = folder / "values.toml"
    file.write_text("\n".join(tables), encoding="utf-8")
    return file


def _toml(raw: object) -> str:
    if isinstance(raw, dict):
        return "{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in raw.items()) + " }"
    if isinstance(raw, list):
        return f"[{', '.join(map(_toml, raw))}]"
    return str(raw) if isinstance(raw, int) else f'"{raw}"'


async def test_every_value_that_may_be_set_is_taken_shown_and_given_up(branch: Scene, tmp_path: Path) -> None:
    count = len(overridable())
    assert await import_file(branch.settings, _file(tmp_path)) == [f"本支部的数值：已记录 {count} 项"]
    assert await import_file(branch.settings, _file(tmp_path)) == ["本支部的数值：已记录 0 项"]
    cards = await _painted(branch)
    for (entry, name), field in overridable().items():
        raw = typed(SPECIAL.get((entry, name), OTHERS[name]), getattr(load().entries[entry], name))
        shipped = say(getattr(load().entries[entry], name)).zh
        assert f"• {field.label.zh}：" in cards[entry]
        assert f"（原值 {shipped}）" in cards[entry] or raw == typed(shipped, getattr(load().entries[entry], name)), (
            name
        )
        assert f"理由：{REASON}（从文件导入）" in cards[entry]
    async with deed_of(branch.settings) as deed:
        given_up = [
            Change(entry=entry, name=name, value=None, since=deed.today, reason=REASON) for entry, name in overridable()
        ]
        await rulebook.override(deed, given_up)
    for entry, card in (await _painted(branch)).items():
        assert ("本支部按原值" in card, "（原值" in card) == (bool(fields_of(entry)), False), entry


async def _painted(branch: Scene) -> dict[str, str]:
    """The card of every entry, as 陈正式 sees it now."""
    if branch.bot is None:
        raise LookupError("the bot does not run")
    studio, now = branch.bot.engine.studio, branch.bot.engine.clock.now()
    async with branch.bot.database.reading() as session:
        here = await people.only_branch(session)
        assert here is not None
        book = (await store.book_of(session, here.id, branch.settings.zone)).on(now)
        viewer = next(each for each in await people.people(session, here.id) if each.name == "陈正式")
        view = studio.view(session, here, viewer, now, book)
        found = {name: await studio.gallery.paint(view, "rulebook/entry", {"entry": name}) for name in book.entries}
        return {name: card.text for name, card in found.items() if card}


async def test_a_file_with_a_mistake_changes_nothing_and_names_the_lines(branch: Scene, tmp_path: Path) -> None:
    good = _file(tmp_path).read_text(encoding="utf-8")
    file = tmp_path / "bad.toml"
    cases = {
        good.replace("value = 25", "value = 32"): "每月交纳的截止日不能是这个数值。可以是：1 到 31 的整数",
        good + '[motion.passed]\nvalue = "2/3"\nfrom = 2026-12-01\nreason = "甲"\n': "这是规定的数值，支部不能改",
        good.replace("from = 2026-10-12", "from = 2026-10-11", 1): "第 3 行：已经过去的日子按当时的数值",
        good.replace("from = 2026-10-12", 'from = "x"', 1): "第 3 行：看不懂这个日期",
        good.replace("[dues.due_day]", "[dues.due_days]"): "没有 dues.due_days 这一项",
        good.replace(f'reason = "{REASON}"', 'reason = ""', 1): "第 4 行：reason 要写理由",
        good.replace(f'reason = "{REASON}"\n', "", 1): "下面要有 value、from、reason 三项",
        "": "文件里没有数值",
        "[": "看不懂这个文件",
    }
    for text, complaint in cases.items():
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Problem, match="没有改动任何内容") as caught:
            await import_file(branch.settings, file)
        assert complaint in str(caught.value)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(Problem, match="看不懂这个文件"):
        await import_file(branch.settings, file)
    await import_file(branch.settings, _write(file, '[reminders.quiet_from]\nvalue = "10:00"\nfrom = 2026-12-01\n'))
    late = '[reminders.morning]\nvalue = "11:00"\nfrom = 2026-11-01\n'
    with pytest.raises(Problem, match="第 2 行：早上几点提醒不能是这个数值"):
        await import_file(branch.settings, _write(file, late))
    assert len((await branch.place.rows("overrides"))["overrides"]) == 1


def _write(file: Path, text: str) -> Path:
    file.write_text(f'{text}reason = "{REASON}"\n', encoding="utf-8")
    return file


async def test_the_printed_rulebook_has_the_branchs_values_where_there_is_a_branch(branch: Scene) -> None:
    assert await own_values(branch.settings) == []
    await _changes(branch.person("郑书记"), "25", "2026-11-01")
    own = await own_values(branch.settings)
    for language, title in ((Language.ZH, "本支部的数值"), (Language.EN, "The branch's own values")):
        page = as_markdown(language, own)
        assert page.startswith(as_markdown(language))
        assert f"## {title}" in page
        assert "| `dues.due_day` | 25 | 2026-11-01 | 发工资的日子 | 郑书记 |" in page
    assert '"field": "due_day"' in as_json(own)


async def test_without_a_branch_there_are_no_own_values(scene: Scene) -> None:
    assert await own_values(scene.settings) == []
