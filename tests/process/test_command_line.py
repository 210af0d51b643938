"""The command line, as the operator and other programs use it."""

import asyncio
import json
import os
import stat
import sys
import time
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bot.console import Problem, say
from bot.console.commands import duties_, export_ledger, reminders_
from bot.rules.language import Language
from tests.process.running import ROOT, Process, command, said_by
from tests.scene import BRANCH, ROSTER, Scene
from tests.waiting import until


async def test_init_makes_database_keys_and_branch_and_may_be_repeated(scene: Scene) -> None:
    for _ in range(2):
        status, out, _ = await command(scene.settings, "init", "--branch", BRANCH)
        assert status == 0
        assert BRANCH in out
    rows = await scene.place.rows()
    assert (len(rows["branches"]), len(rows["people"])) == (1, 0)
    modes = {key.name: stat.S_IMODE(key.stat().st_mode) for key in scene.settings.keys_dir.iterdir()}
    assert modes == {"reports.key": 0o600, "doors.key": 0o600}
    status, _, err = await command(scene.settings, "init", "--branch", "另一个支部")
    assert status == 2
    assert BRANCH in err


async def test_the_roster_goes_from_template_to_invitations(scene: Scene) -> None:
    await command(scene.settings, "init", "--branch", BRANCH)
    template = scene.folder / "template.xlsx"
    assert (await command(scene.settings, "roster", "template", str(template)))[0] == 0
    header = [cell.value for cell in next(load_workbook(template).worksheets[0].iter_rows())]
    assert header[:4] == ["姓名", "党小组", "职务", "党员类别"]
    file = scene.folder / "roster.csv"
    file.write_text(ROSTER, encoding="utf-8")
    status, out, _ = await command(scene.settings, "roster", "import", str(file))
    assert (status, out.splitlines()[-4].partition("（")[0]) == (0, "added 新增：11")
    copy = scene.folder / "copy.xlsx"
    assert (await command(scene.settings, "roster", "export", str(copy)))[:2] == (0, "")
    status, out, _ = await command(scene.settings, "roster", "import", str(copy))
    assert (status, out.splitlines()[-2]) == (0, "unchanged 未变：11")
    status, out, _ = await command(scene.settings, "roster", "invites", "--format", "json")
    rows = json.loads(out)
    assert status == 0
    assert len(rows) == 11
    assert set(rows[0]) == {"name", "post", "status", "team", "bound", "code", "link", "expires"}
    assert rows[0]["post"] == "书记"
    assert rows[0]["link"] == f"https://t.me/branch_bot?start={rows[0]['code']}"
    assert not rows[0]["bound"]


async def test_a_bad_roster_ends_with_two_and_names_every_bad_row(scene: Scene) -> None:
    await command(scene.settings, "init", "--branch", BRANCH)
    file = scene.folder / "bad.csv"
    file.write_text(
        ROSTER + "坏一,,,火星党员,,,在职,1\n,,,正式党员,,,在职,1\n坏三,,,正式党员,,,在职,-5\n", encoding="utf-8"
    )
    status, _, err = await command(scene.settings, "roster", "import", str(file))
    assert status == 2
    assert [number for number in range(1, 20) if f"第 {number} 行" in err] == [13, 14, 15]
    status, out, _ = await command(scene.settings, "roster", "invites", "--format", "json")
    assert json.loads(out) == []


async def test_check_says_what_is_wrong_and_how_to_mend_it(scene: Scene) -> None:
    status, out, _ = await command(scene.settings, "check")
    assert status == 1
    assert "init" in out
    await scene.found()
    status, out, _ = await command(scene.settings, "check")
    assert status == 0
    assert "@branch_bot" in out
    key = scene.settings.keys_dir / "reports.key"
    key.chmod(0o644)
    status, out, _ = await command(scene.settings, "check")
    assert status == 1
    assert "chmod 600" in out


async def test_an_installation_in_english_speaks_english_on_the_command_line(scene: Scene) -> None:
    english = scene.settings.model_copy(update={"language": Language.EN})
    assert "There is no branch yet" in (await command(english, "check"))[1]
    await command(english, "init", "--branch", BRANCH)
    template = scene.folder / "template.xlsx"
    assert (await command(english, "roster", "template", str(template)))[1].startswith("Roster template: ")
    header = [cell.value for cell in next(load_workbook(template).worksheets[0].iter_rows())]
    assert header[:4] == ["Name", "Party group", "Posts", "Status"]
    file = scene.folder / "roster.csv"
    file.write_text("Name,Status\nLi Ming,Full member\nWang Fang,nobody\n", encoding="utf-8")
    status, _, err = await command(english, "roster", "import", str(file))
    assert status == 2
    assert "The roster has faults, and nothing was imported:" in err
    assert "Row 3: Status: “nobody” is not known" in err


@pytest.mark.parametrize("language", Language)
def test_periods_that_cannot_be_are_refused_before_anything_is_written(scene: Scene, language: Language) -> None:
    settings, file = scene.settings.model_copy(update={"language": language}), scene.folder / "out.xlsx"
    told = {"month": "2026-13", "file": "out.txt", "endings": (".xlsx",)}
    for asked, arguments, key in (
        (export_ledger, ["--month", "2026-13", str(file)], "bad_month"),
        (export_ledger, [str(file)], "month_or_year"),
        (export_ledger, ["--month", "2026-11", "--year", "2026", str(file)], "month_or_year"),
        (export_ledger, ["--year", "2026", "out.txt"], "bad_ending"),
        (reminders_, ["--from", "2026-12-02", "--to", "2026-12-01"], "days_reversed"),
    ):
        result = CliRunner().invoke(asked, arguments, obj=settings)
        assert isinstance(result.exception, Problem), result.output
        assert str(result.exception) == say(settings, f"console.{key}", **told)
    assert not file.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_without_boards_is_refused_in_words(scene: Scene, day: str) -> None:
    for asked, arguments in ((duties_, ["--on", day]), (reminders_, ["--from", "2026-12-02", "--to", day])):
        result = CliRunner().invoke(asked, arguments, obj=scene.settings)
        assert (result.exit_code, "Invalid value" in result.output) == (2, True), result.output


async def test_the_ledger_holds_everybody_who_owes_before_the_bot_has_ever_run(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found()
    file = scene.folder / "ledger.xlsx"
    assert (await command(scene.settings, "export", "ledger", "--month", "2026-10", str(file)))[0] == 0
    rows = {row[1]: row[2:6] for row in load_workbook(file, data_only=True).worksheets[0].values}
    assert rows["陈正式"] == (8700, 0.015, 130.5, None)
    assert rows["合计"][2] == 907
    status, _, err = await command(scene.settings, "export", "ledger", "--month", "2026/9", str(file))
    assert (status, "党费台账从 2026年10月 记到 2026年10月" in err) == (0, True), err


async def test_run_without_a_branch_or_with_a_wrong_token_says_so(scene: Scene) -> None:
    status, _, err = await command(scene.settings, "run")
    assert status == 2
    assert "init --branch" in err
    await scene.found()
    wrong = scene.settings.model_copy(update={"token": type(scene.settings.token)("2:wrong")})
    status, out, err = await command(wrong, "run")
    assert status == 2
    assert "BOT_TOKEN" in err
    assert "Traceback" not in out + err
    assert "wrong" not in out + err


async def test_sigterm_is_heard_while_the_network_is_away(scene: Scene) -> None:
    await scene.found()
    away = scene.settings.model_copy(update={"api_url": "http://127.0.0.1:9"})
    async with Process(away, scene.folder / "log") as bot:
        await until(lambda: "start.waiting" in bot.log(), "the bot to wait for the network")
        started = time.monotonic()
        bot.terminate()
        assert await bot.ended() == 0
        assert time.monotonic() - started < 5


async def test_sigterm_ends_the_bot_cleanly_within_five_seconds_and_the_log_holds_no_secret(scene: Scene) -> None:
    await scene.found()
    code = (await scene.codes())["陈正式"]
    async with Process(scene.settings, scene.folder / "log") as bot:
        chen = scene.person("陈正式")
        chen.says(f"/start {code}")
        await chen.sees("请选择要办的事")
        chen.says("只有我知道的话")
        await chen.sees("没有看懂")
        started = time.monotonic()
        bot.terminate()
        assert await bot.ended() == 0
        assert time.monotonic() - started < 5
        log = bot.log()
    for secret in (scene.settings.token.get_secret_value(), code, "只有我知道的话", "陈正式"):
        assert secret not in log


async def test_a_start_of_the_bot_does_not_wait_for_libraries_that_it_may_never_need() -> None:
    listing = "import sys, bot.line, bot.console.running; print(*sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", listing, cwd=ROOT, stdout=PIPE)
    loaded = (await process.communicate())[0].decode().split()
    assert "bot.app" in loaded
    seldom = {"openpyxl", "xlsxwriter", "docx", "icalendar", "alembic", "psycopg", "holidays", "simulator"}
    assert seldom & set(loaded) == set()


@pytest.mark.parametrize("words", [("check",), ("run",), ("init", "--branch", BRANCH), ("migrate",)])
async def test_what_stands_in_the_way_is_said_in_words_and_never_as_a_traceback(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    here = {"BOT_DATA_DIR": str(tmp_path / "data"), "BOT_KEYS_DIR": str(tmp_path / "keys"), "BOT_TOKEN": "1:x"}
    for wrong, said in (
        ({"BOT_TIMEZONE": "Mars/Olympus"}, "BOT_TIMEZONE"),
        ({"BOT_DATABASE_URL": "nonsense"}, "BOT_DATABASE_URL"),
        ({"BOT_DATABASE_URL": "mysql://127.0.0.1/x"}, "BOT_DATABASE_URL"),
        ({"BOT_DATA_DIR": str(tmp_path / "file" / "data")}, "file"),
    ):
        status, out, err = await said_by(os.environ | here | {"BOT_API_URL": "http://127.0.0.1:9"} | wrong, *words)
        assert status == (1 if words == ("check",) else 2), out + err
        assert said in out + err
        assert "Traceback" not in out + err


async def test_the_folders_made_are_closed_to_others(tmp_path: Path) -> None:
    here = {"BOT_DATA_DIR": str(tmp_path / "data"), "BOT_KEYS_DIR": str(tmp_path / "keys"), "BOT_DATABASE_URL": ""}
    status, _, _ = await said_by(os.environ | here, "init", "--branch", BRANCH)
    assert status == 0
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("data", "keys")} == {0o700}


async def test_files_for_the_office_are_written_or_refused_in_words(scene: Scene) -> None:
    await scene.found()
    book, pack = scene.folder / "book.xlsx", scene.folder / "pack.zip"
    assert (await command(scene.settings, "export", "attendance", "--year", "2026", str(book)))[:2] == (0, "")
    assert load_workbook(book).sheetnames == ["出勤统计", "会议"]
    dates = ("--from", "2026-07-01", "--to", "2026-09-30")
    assert (await command(scene.settings, "export", "attendance", *dates, str(book)))[0] == 0
    status, _, err = await command(scene.settings, "meetings", "pack", "7", str(pack))
    assert status == 2
    assert err.endswith("没有编号为 7 的会议。编号见 meetings list。\n")
    status, _, err = await command(scene.settings, "export", "attendance", "--to", "昨天", str(book))
    assert status == 2
    assert "没有看懂日期" in err
    assert not pack.exists()
