"""组织关系转出: who leaves is in no current list, what is past keeps the name, and who comes back is back."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from bot.console import deed_of
from bot.console.roster import import_roster
from bot.jobs import housekeeping
from bot.rules.calendar import Month
from bot.rules.words import BallotKind, BallotMethod, CountRole
from bot.store import dues
from bot.store.ballots import Ballot
from bot.store.counts import SignOff
from bot.store.decisions import Decision
from bot.store.meetings import Meeting
from tests import twins
from tests.scene import ROSTER, Actor, Scene
from tests.stories.test_registers import TALK, enters

MEETING = "/newmeeting 类型：党员大会\n主题：学习\n时间：明天 15:00\n地点：会议室\n参加：全体党员"


async def _person(branch: Scene, name: str) -> dict[str, Any]:
    rows = (await branch.place.rows("people"))["people"]
    return next(row for row in rows if row["name"] == name)


async def asks(actor: Actor, name: str) -> None:
    """Up to the preview of a transfer."""
    actor.says("/members")
    await actor.presses(name)
    await actor.presses("转出组织关系")
    await actor.sees("从哪天起转出")
    await actor.presses("今天")
    await actor.sees("转往哪个党组织")
    actor.says("某局机关党支部")
    await actor.sees("介绍信编号是多少")
    actor.says("〔2026〕12号")
    await actor.sees("请核对", f"姓名：{name}", "转往：某局机关党支部")


async def transfers(actor: Actor, name: str) -> None:
    """The whole of it."""
    await asks(actor, name)
    await actor.presses("确认")
    await actor.sees(f"{name}（已转出组织关系）")
    await actor.scene.quiet()


async def test_a_transfer_is_previewed_confirmed_and_the_person_is_told_farewell(branch: Scene) -> None:
    zheng, sun, chen = (branch.person(name) for name in ("郑书记", "孙组织", "陈正式"))
    zheng.says(MEETING)
    await zheng.presses("确认")
    await chen.presses("参加")
    zheng.says("/newvote\n事项：是否同意\n方式：无记名\n参加：全体党员")
    await zheng.presses("确认")
    await chen.sees("是否同意")
    chen.says("/report 写到一半")
    await chen.sees("已记入草稿")
    await asks(sun, "陈正式")
    preview = (await sun.sees("请核对")).text
    assert "1 项进行中的表决" in preview
    assert "1 个未召开的会议" in preview
    assert "1 个月的党费没有收讫" in preview
    assert "保存 3 年" in preview
    assert "草稿" not in preview.split("确认后立即生效")[0]
    await sun.presses("确认")
    card = await sun.sees("陈正式（已转出组织关系）", "某局机关党支部", "〔2026〕12号", "2029年10月12日")
    assert "写到一半" not in card.text
    await chen.sees("您的组织关系已从示范机关党支部转出")
    chen.says("/menu")
    await chen.sees("这里只为受邀的同志服务")
    row = await _person(branch, "陈正式")
    assert row["telegram_id"] is None
    assert row["left_to"] == "某局机关党支部"
    assert (await branch.place.rows("reports"))["reports"] == []
    assert ("leaving.left", "陈正式") in await branch.audit("leaving")


async def test_who_left_is_in_no_current_list(branch: Scene) -> None:
    sun, zheng, leader = branch.person("孙组织"), branch.person("郑书记"), branch.person("李组长")
    zheng.says(MEETING)
    await zheng.presses("确认")
    await zheng.sees("应到 10")
    await transfers(sun, "陈正式")
    zheng.says("/meetings")
    await zheng.presses("10月13日（周二）15:00 党员大会")
    await zheng.presses("会议管理")
    await zheng.sees("应到 9")
    zheng.says("/board")
    await branch.quiet()
    assert "已办 0 · 未到期 9 · 逾期 0" in (await zheng.sees("看板 ·", "谈心谈话")).text
    sun.says("/members")
    assert "陈正式" not in (await sun.sees("名册", "共 10 人")).text
    sun.says("/invite")
    await branch.quiet()
    assert "陈正式" not in sun.labels()
    sun.says("/ledger")
    await sun.sees("党费台账")
    zheng.says("/newvote\n事项：新的一项\n方式：记名\n参加：全体党员")
    preview = await zheng.sees("请核对", "新的一项")
    assert "8" in preview.text
    await zheng.presses("确认")
    await branch.quiet()
    rolls = (await branch.place.rows("electors"))["electors"]
    gone = (await _person(branch, "陈正式"))["id"]
    assert rows_of(rolls, gone) == []
    zheng.says("/newmeeting 类型：集中学习\n主题：点名\n时间：明天 16:00\n地点：会议室\n参加：陈正式")
    await zheng.sees("陈正式")
    await branch.quiet()
    assert zheng.has_seen("没有“陈正式”") + zheng.has_seen("名册里没有") >= 1
    await enters_nobody(leader)


def rows_of(rows: list[dict[str, Any]], person: int) -> list[dict[str, Any]]:
    """Those that are this person's."""
    return [row for row in rows if row["person_id"] == person]


async def enters_nobody(leader: Actor) -> None:
    """Who left is not offered as somebody to talk with."""
    leader.says("/register")
    await leader.presses("谈心谈话")
    await leader.presses("新登记")
    await leader.presses("今天")
    await leader.sees("同谁谈")
    await leader.scene.quiet()
    assert "陈正式" not in leader.labels()
    assert "林预备" in leader.labels()


async def test_what_is_past_keeps_the_name(branch: Scene) -> None:
    zheng, sun, chen = (branch.person(name) for name in ("郑书记", "孙组织", "陈正式"))
    chen.says("/dues")
    await chen.presses("确认已交")
    await enters(zheng, "谈心谈话", TALK)
    chen.says("/report 我学习了。")
    await chen.presses("提交")
    await branch.quiet()
    await transfers(sun, "陈正式")
    await sun.sees("已提交的思想汇报：1 份", "加密保存")
    sun.says("/ledger")
    assert "陈正式" in (await sun.sees("党费台账")).text
    zheng.says("/register")
    await zheng.presses("谈心谈话")
    assert "陈正式" in (await zheng.sees("谈心谈话 · 2026 年")).text
    zheng.says("/report")
    await zheng.presses("待阅的思想汇报")
    await branch.quiet()
    assert zheng.has_seen("我学习了") == 0
    press = branch.simulator.press_data(zheng.user, "hn:1", await zheng.sees("汇报"))
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")


async def test_an_officer_loses_the_posts_and_introducers_and_decisions_are_not_lost(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    sun.says("/register")
    await sun.presses("预备党员考察")
    await sun.presses("入党介绍人")
    await sun.presses("指定介绍人")
    sun.says("预备党员：林预备\n介绍人：周宣传、李组长")
    await sun.presses("确认")
    await branch.quiet()
    gone = (await _person(branch, "周宣传"))["id"]
    await branch.stop()
    twins.know("整改台账")
    async with deed_of(branch.settings) as deed:
        due = date(2026, 10, 20)
        decision = Decision(branch_id=1, text="整改台账", owner_id=gone, due=due, recorded_by_id=1, recorded=deed.now)
        deed.session.add(decision)
    await branch.start()
    await asks(sun, "周宣传")
    await sun.sees("有 1 项决议没有办结", "暂由书记负责")
    await sun.presses("确认")
    await sun.sees("周宣传（已转出组织关系）")
    await branch.quiet()
    assert rows_of((await branch.place.rows("posts"))["posts"], gone) == []
    sun.says("/register")
    await sun.presses("预备党员考察")
    await sun.presses("入党介绍人")
    await sun.sees("林预备", "周宣传")
    zheng.says("/board")
    card = await zheng.sees("看板 ·")
    branch.simulator.press_data(zheng.user, "wo:decision:2026-10", card)
    await zheng.sees("整改台账（负责：郑书记）")


# ---- who cannot be let go, and wrong input


async def test_one_who_is_needed_by_a_ballot_is_not_let_go(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await branch.stop()
    chen = (await _person(branch, "陈正式"))["id"]
    async with deed_of(branch.settings) as deed:
        ballot = Ballot(
            branch_id=1, kind=BallotKind.MOTION, method=BallotMethod.OPEN, question="x", opener_id=1, opened=deed.now,
            closed=deed.now, electors=1, digest="0" * 64,
        )  # fmt: skip
        deed.session.add(ballot)
        await deed.session.flush()
        deed.session.add(SignOff(ballot_id=ballot.id, role=CountRole.COUNTER, person_id=chen))
    await branch.start()
    sun.says("/members")
    await sun.presses("陈正式")
    press = await sun.presses("转出组织关系")
    assert "未完成表决" in (press.answer or "")
    assert zheng.has_seen("已转出") == 0


async def test_whose_admission_is_on_an_agenda_is_not_let_go(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    zheng.says(MEETING)
    await zheng.presses("确认")
    await branch.quiet()
    await branch.stop()
    lin = (await _person(branch, "林预备"))["id"]
    async with deed_of(branch.settings) as deed:
        await deed.session.execute(update(Meeting).values(subject_id=lin))
    await branch.start()
    sun.says("/members")
    await sun.presses("林预备")
    press = await sun.presses("转出组织关系")
    assert "移出议题" in (press.answer or "")


async def test_nobody_transfers_oneself_and_others_may_not_at_all(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/members")
    await sun.presses("孙组织")
    press = await sun.presses("转出组织关系")
    assert "本人的组织关系" in (press.answer or "")
    card = await chen.sees("请选择要办的事")
    for data in ("zg:1", "zh:0", "zi:1", "zj:1:1"):
        press = branch.simulator.press_data(chen.user, data, card)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or "")


async def test_wrong_answers_are_said_to_be_so_and_nothing_happens(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("转出组织关系")
    for wrong, said in (("哪天呢", "看不懂这个日期"), ("2027-01-01", "不能晚于今天"), ("2020-01-01", "2025")):
        sun.says(wrong)
        await sun.sees(said)
    branch.simulator.send_file(sun.user, "x.pdf", b"%PDF")
    await branch.quiet()
    await sun.presses("昨天")
    sun.says("很" * 5000)
    await branch.quiet()
    sun.says("某局机关党支部")
    await sun.presses("跳过")
    await sun.sees("请核对", "2026年10月11日")
    await sun.presses("修改")
    await sun.presses("姓名")
    await sun.sees("转出哪位同志")
    sun.says("全体党员")
    await branch.quiet()
    sun.says("高退休")
    await sun.sees("请核对", "姓名：高退休")
    assert (await _person(branch, "陈正式"))["left_on"] is None
    await sun.presses("确认")
    await sun.sees("高退休（已转出组织关系）", "介绍信编号：未填")


async def test_a_second_tap_and_buttons_of_before_are_answered_with_what_is_true(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    zheng.says("/members")
    await zheng.presses("陈正式")
    await zheng.sees("职务：无")
    await transfers(sun, "陈正式")
    await zheng.sees("陈正式（已转出组织关系）")
    chen = (await _person(branch, "陈正式"))["id"]
    card = await zheng.sees("陈正式（已转出组织关系）")
    for data in (f"zg:{chen}", f"mo:{chen}:deputy:1", f"mt:{chen}:full", f"mv:{chen}:0", f"mu:{chen}:0", f"mi:{chen}"):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert "已转出组织关系" in (press.answer or ""), data
    press = branch.simulator.press_data(zheng.user, "zi:999", card)
    await branch.quiet()
    assert "这个按钮已失效" in (press.answer or "")


# ---- coming back, and being forgotten


async def test_who_left_is_put_back_in_two_steps(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await transfers(sun, "陈正式")
    sun.says("/members")
    await sun.presses("已转出（1）")
    await sun.sees("已转出（共 1 人）", "陈正式 · 2026年10月12日 · 某局机关党支部")
    await sun.presses("陈正式")
    await sun.presses("恢复")
    card = await sun.sees("陈正式同志将恢复在册")
    await sun.presses("确认")
    await sun.sees("陈正式", "账号：未绑定")
    chen_id = (await _person(branch, "陈正式"))["id"]
    press = branch.simulator.press_data(sun.user, f"zj:{chen_id}:1", card)
    await branch.quiet()
    assert "在册" in (press.answer or "")
    await sun.presses("« 返回名册")
    await sun.sees("名册", "共 11 人")
    await sun.presses("陈正式")
    await sun.presses("生成邀请链接")
    chen.says(f"/start {(await branch.codes())['陈正式']}")
    await chen.sees("已与示范机关党支部绑定")
    assert (await branch.audit("leaving"))[-1] == ("leaving.returned", "陈正式")
    card = await sun.sees("陈正式同志已用邀请码")
    branch.simulator.press_data(sun.user, "zh:0", card)
    await sun.sees("没有已转出的同志")
    branch.simulator.press_data(sun.user, "zh:1", card)
    await sun.presses("上一页")


@pytest.mark.parametrize("days", [0, 60])
async def test_an_import_of_the_roster_brings_back_who_stands_in_it(branch: Scene, days: int) -> None:
    await transfers(branch.person("孙组织"), "陈正式")
    gone = (await _person(branch, "陈正式"))["id"]
    await branch.stop()
    without = "\n".join(line for line in ROSTER.splitlines() if not line.startswith("陈正式"))
    lines = await import_roster(branch.settings, branch.roster_file(without))
    assert "陈正式" not in "\n".join(lines)
    branch.move_by(days=days)
    lines = await import_roster(branch.settings, branch.roster_file(ROSTER))
    assert lines[-1] == "returned 转出后重新编入：1（陈正式）"
    row = await _person(branch, "陈正式")
    assert (row["id"], row["left_on"], row["left_to"]) == (gone, None, None)
    assert str(row["since"]) == ("2026-12-11" if days else "2026-10-12")


async def test_once_the_retention_period_is_over_what_is_personal_is_gone_and_figures_stay(branch: Scene) -> None:
    zheng, sun, chen = (branch.person(name) for name in ("郑书记", "孙组织", "陈正式"))
    chen.says("/report 我的秘密想法。")
    await chen.presses("提交")
    await enters(zheng, "谈心谈话", TALK)
    await transfers(sun, "陈正式")
    gone = (await _person(branch, "陈正式"))["id"]
    await branch.stop()
    branch.move_to("2029-10-11 12:00")
    async with deed_of(branch.settings) as deed:
        await housekeeping.run(deed)
        cipher = deed.keys.reports
    assert (await _person(branch, "陈正式"))["erased"] is None
    branch.move_to("2029-10-12 12:00")
    async with deed_of(branch.settings) as deed:
        await housekeeping.run(deed)
    async with deed_of(branch.settings) as deed:
        await housekeeping.run(deed)
    rows = await branch.place.rows()
    person = await _person(branch, "陈正式")
    assert (person["phone"], person["base"]) == (None, None)
    assert [cipher.open(bytes(row["text"])) for row in rows["reports"]] == [""]
    assert [row["note"] for row in rows["register_entries"]] == [None]
    month = next(row for row in rows["dues"] if row["person_id"] == gone)
    assert (month["due"], month["base"]) == (13050, None)
    assert (await branch.audit("leaving"))[-1] == ("leaving.erased", "陈正式")
    assert [deed for deed, _ in await branch.audit("leaving")].count("leaving.erased") == 1
    await branch.start()
    sun.says("/members")
    await sun.presses("已转出（1）")
    await sun.presses("陈正式")
    await sun.sees("保存期已满", "内容已清除")


async def test_who_left_owes_nothing_for_the_months_after_and_still_what_was_open(branch: Scene) -> None:
    """Entered in November, from October on; and a relief that is revoked later opens no month of somebody gone."""
    sun = branch.person("孙组织")
    sun.says("/ledger")
    await sun.presses("减免缓交")
    await sun.presses("新登记")
    sun.says("党员：陈正式\n类别：缓交\n起始月份：2026-10\n截止月份：2027-03\n依据：支委会 2026年10月9日 决定")
    await sun.presses("确认")
    await sun.sees("党费减免缓交", "共 1 件")
    branch.move_to("2026-11-10 10:00")
    await branch.quiet()
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("转出组织关系")
    sun.says("2026-10-30")
    await sun.sees("转往哪个党组织")
    sun.says("某局机关党支部")
    await sun.sees("介绍信编号是多少")
    sun.says("〔2026〕12号")
    await sun.presses("确认")
    await sun.sees("陈正式（已转出组织关系）")
    branch.move_to("2027-01-05 10:00")
    await branch.quiet()
    sun.says("/ledger")
    await sun.presses("减免缓交")
    await sun.presses("陈正式")
    await sun.presses("撤销")
    await sun.presses("确认")
    await branch.quiet()
    assert await _ledgers(branch) == {"2026-10": True, "2026-11": False, "2026-12": False, "2027-01": False}


async def _ledgers(branch: Scene) -> dict[str, bool]:
    """Which months' ledgers hold 陈正式."""
    if branch.bot is None:
        raise LookupError("the bot does not run")
    async with branch.bot.database.reading() as session:
        found = {}
        for month in (Month(2026, 10), Month(2026, 11), Month(2026, 12), Month(2027, 1)):
            rows = await dues.ledger(session, 1, month)
            found[str(month)] = "陈正式" in [person.name for _, person in rows]
        return found


async def test_whoever_leaves_neither_pays_for_anybody_nor_is_paid_for(branch: Scene) -> None:
    sun, chen, lin = (branch.person(name) for name in ("孙组织", "陈正式", "林预备"))
    for payer, proxy in ((chen, "何组长"), (lin, "陈正式")):
        payer.says("/dues")
        await payer.presses("请人代交")
        await payer.presses(proxy)
        payer.says("下月")
        payer.says("下乡两个月")
        await payer.presses("确认")
        await sun.sees(f"{payer.name}同志", "下乡两个月")
    await transfers(sun, "陈正式")
    rows = (await branch.place.rows("dues_proxies"))["dues_proxies"]
    assert [(row["state"], row["reason"]) for row in rows] == [("ended", ""), ("ended", "")]
    assert sun.has_seen("下乡两个月") == 0
