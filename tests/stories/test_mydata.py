"""/mydata: everything about oneself as a file, in two steps; and leaving the bot."""

import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest

from tests.scene import ROSTER, Actor, Scene
from tests.stories.leading import committee_begun
from tests.stories.test_decisions import _resolves as resolves
from tests.stories.test_filing import document_of
from tests.stories.test_registers import SECRET, TALK, enters

MEETING = "/newmeeting 类型：集中学习\n主题：学习\n时间：明天 15:00\n地点：会议室\n参加：全体党员"


async def _takes(actor: Actor) -> dict[str, bytes]:
    """The files of the zip."""
    before = actor.has_seen("您的数据，截至现在") + actor.has_seen("Your data as of now")
    actor.says("/mydata")
    await actor.presses("生成")
    await actor.scene.quiet()
    assert actor.has_seen("您的数据，截至现在") == before + 1
    message = await actor.sees("您的数据，截至现在")
    assert not message.protected
    with zipfile.ZipFile(io.BytesIO(document_of(message).content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def _told(files: dict[str, bytes]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files["mydata.json"])
    return told


async def test_it_is_explained_first_and_then_the_file_tells_what_was_lived_through(branch: Scene) -> None:
    zheng, sun, chen = (branch.person(name) for name in ("郑书记", "孙组织", "陈正式"))
    chen.says("/report 我学习了。")
    await chen.presses("提交")
    sun.says("/report")
    await sun.presses("待阅的思想汇报")
    await sun.presses("查看")
    zheng.says(MEETING)
    await zheng.presses("确认")
    await chen.presses("请假")
    await chen.presses("因病")
    chen.says("/dues")
    await chen.presses("确认已交")
    await enters(zheng, "谈心谈话", TALK)
    chen.says("/mydata")
    await chen.sees("我的数据", "Telegram 的服务器", "没有别人的数据")
    files = await _takes(chen)
    told = _told(files)
    assert told["roster"]["people"][0]["name"] == "陈正式"
    assert told["reports"]["reports"][0]["text"] == "我学习了。"
    assert [reading["reader.name"] for reading in told["reports"]["readings"]] == ["孙组织"]
    leave = told["meetings"]["invited"][0]
    assert (leave["answer"], leave["reason"], leave["meeting.topic"]) == ("请假", "因病", "学习")
    assert [entry["deed"] for entry in told["dues"]["dues_entries"]] == ["计算应交", "本人确认已交"]
    assert told["registers"]["register_entries"][0]["note"] == SECRET
    assert {"who": "孙组织", "deed": "打开思想汇报"}.items() <= told["audit"]["by_others"][-2].items()
    assert told["audit"]["by_others"][-1]["deed"] == "新登记"
    assert [name for name in files if name.endswith(".txt")] == ["说明.txt", "思想汇报_2026-Q4_1.txt"]
    book = openpyxl.load_workbook(io.BytesIO(files["党费_2026.xlsx"]))
    assert [cell.value for cell in book.worksheets[0]["B"]][2] == "陈正式"
    assert await branch.audit("mydata") == [("mydata.taken_out", "陈正式")]


async def test_nothing_of_anybody_else_is_in_it_not_even_what_was_told_to_a_namesake(branch: Scene) -> None:
    """Whoever wrote to whom else, and what the log says of a namesake, is not one's own."""
    lin, chen = branch.person("林预备"), branch.person("陈正式")
    lin.says("/report 林的汇报。")
    await lin.presses("提交")
    await enters(branch.person("郑书记"), "谈心谈话", TALK)
    everything = b"".join((await _takes(lin)).values()).decode("utf-8", "replace")
    assert "林的汇报" in everything
    assert SECRET not in everything
    assert "陈正式" not in everything
    everything = b"".join((await _takes(chen)).values()).decode("utf-8", "replace")
    assert "林的汇报" not in everything
    assert "林预备" not in everything


async def test_of_a_secret_ballot_the_file_says_that_one_voted_and_of_an_open_one_also_what(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    for question, method in (("是否公布", "记名"), ("是否继续", "无记名")):
        zheng.says(f"/newvote\n事项：{question}\n方式：{method}\n参加：全体党员")
        await zheng.presses("确认")
        await chen.sees(question)
        await chen.presses("反对")
        if method == "无记名":
            await chen.presses("确认投票")
        await branch.quiet()
    rolls = {row["ballot.question"]: row for row in _told(await _takes(chen))["ballots"]["electors"]}
    assert (rolls["是否公布"]["voted"], rolls["是否公布"]["choice"]) == (True, "反对")
    assert (rolls["是否继续"]["voted"], rolls["是否继续"]["choice"]) == (True, None)


async def test_why_a_duty_was_waived_is_handed_to_whom_it_is_about_and_to_nobody_else(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await resolves(zheng)
    sun, chen, zhou, lin = (branch.person(name) for name in ("孙组织", "陈正式", "周宣传", "林预备"))
    await _waives(sun, "党费 2026年10月", "陈正式", "住院手术期间不便")
    await _waives(sun, "决议落实 2026年10月", "每月第一周集中学习", "与上级安排重复")
    await _waives(sun, "党员大会 2026年第4季度", "示范机关党支部", "机构调整期间")
    zheng.says("/board")
    await zheng.presses("党费 2026年10月")
    await zheng.presses("撤销免除")
    await zheng.presses("陈正式")
    await zheng.sees("党费 · 2026年10月", "未到期（10）")
    files = await _takes(chen)
    assert "由谁、在什么时候、为什么" in files["说明.txt"].decode()
    (dues,) = _told(files)["reminders"]["waivers"]
    assert dues["duty"].endswith(":2026-10")
    assert (dues["reason"], dues["given_by.name"], dues["ended_by.name"]) == ("住院手术期间不便", "孙组织", "郑书记")
    (decision,) = _told(await _takes(zhou))["reminders"]["waivers"]
    assert (decision["reason"], decision["given_by.name"], decision["ended"]) == ("与上级安排重复", "孙组织", None)
    for other in (lin, sun, zheng):  # of the branch's duty there is no word about the one who calls the assembly
        assert _told(await _takes(other))["reminders"]["waivers"] == []


async def _waives(keeper: Actor, line: str, whose: str, reason: str) -> None:
    keeper.says("/board")
    await keeper.sees("看板")
    await keeper.presses(line)
    await keeper.presses("免除")
    await keeper.presses(whose)
    await keeper.sees("为什么免除")
    keeper.says(reason)
    await keeper.presses("确认")
    await keeper.sees(f"免除）：{reason}")


async def test_where_two_have_one_name_the_log_is_left_out_because_it_holds_names_only(scene: Scene) -> None:
    twin = ROSTER.replace("党费基数\n", "党费基数,联系电话\n").replace("8700\n林", "8700,13800000001\n林")
    twin += "陈正式,第二党小组,,正式党员,2018-07-01,2019-07-01,在职,5000,13800000002\n"
    scene.move_to("2026-10-12 09:30")
    await scene.found(twin)
    await scene.start()
    code = next(iter((await scene.codes()).values()))
    assert code
    codes = await scene.codes()
    chen = scene.person("陈正式")
    chen.says(f"/start {codes['陈正式']}")
    await chen.sees("请选择要办的事")
    files = await _takes(chen)
    await chen.sees("同名的同志", "没有列出")
    assert "分不清是谁" in files["说明.txt"].decode()
    assert _told(files)["audit"]["by_others"] == []


async def test_in_english_the_file_explains_itself_in_english(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/language")
    await chen.presses("English")
    chen.says("/mydata")
    await chen.presses("Make it")
    message = await chen.sees("Your data as of now")
    with zipfile.ZipFile(io.BytesIO(document_of(message).content)) as pack:
        assert "nobody’s" not in pack.read("README.txt").decode()
        assert "Not in it: other people’s data" in pack.read("README.txt").decode()
        assert json.loads(pack.read("mydata.json"))["roster"]["people"][0]["status"] == "Full member"


async def test_everybody_may_take_it_and_only_in_private(branch: Scene) -> None:
    huang = branch.person("黄积极")
    assert _told(await _takes(huang))["roster"]["people"][0]["name"] == "黄积极"
    group = branch.simulator.add_group("示范群", members=[huang.user])
    huang.says("/mydata", chat=group)
    await huang.sees("请到与我的私聊中办理", chat=group)


# ---- leaving the bot


async def test_a_member_unbinds_in_two_steps_and_whoever_keeps_the_roster_is_told(branch: Scene) -> None:
    chen, sun, zheng = (branch.person(name) for name in ("陈正式", "孙组织", "郑书记"))
    chen.says("/report 写到一半")
    await chen.sees("已记入草稿")
    chen.says("/privacy")
    await chen.presses("解除绑定")
    await chen.sees("解除后", "组织上会知道")
    await chen.presses("« 返回")
    await chen.sees("我的数据")
    await chen.presses("解除绑定")
    await chen.presses("确认")
    await chen.sees("已解除绑定")
    for keeper in (sun, zheng):
        await keeper.sees("陈正式同志自己解除了账号绑定")
    assert branch.person("吴纪检").has_seen("自己解除了账号绑定") == 0
    chen.says("/menu")
    await chen.sees("这里只为受邀的同志服务")
    await branch.quiet()
    assert branch.simulator.menu(chen.user) == []
    assert ("people.unbound", "陈正式") in await branch.audit("people")
    await sun.presses("生成邀请链接")
    await sun.sees("陈正式同志的邀请链接")


@pytest.mark.parametrize("data", ["zf:1", "ze"])
async def test_an_old_button_of_an_account_that_is_unbound_does_nothing(branch: Scene, data: str) -> None:
    chen = branch.person("陈正式")
    card = await chen.sees("请选择要办的事")
    chen.says("/mydata")
    await chen.presses("解除绑定")
    await chen.presses("确认")
    await chen.sees("已解除绑定")
    press = branch.simulator.press_data(chen.user, data, card)
    await branch.quiet()
    assert press.answered
    assert chen.has_seen("您的数据，截至现在") == 0
    assert [deed for deed, _ in await branch.audit("people")].count("people.unbound") == 1
