"""Elections: papers are marked and cast in secret; who is proposed, ties voted on again, open seats, the approval."""

import json
from pathlib import Path

import pytest

from bot.console.ballots import ballots, export
from bot.rules.elections import Standing
from bot.rules.language import Language
from bot.texts import texts_of
from simulator.model import Message
from tests.scene import ZONE, Actor, Scene
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_counted import names_signers, sign
from tests.stories.test_ballots_recounted import recounted
from tests.stories.test_ballots_secret import CODE
from tests.stories.test_ballots_verdict import attendance
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

FORM = """/election
选举事项：选举支部委员会委员
会议：第四季度工作
应选人数：2
候选人：郑书记、孙组织、周宣传
排列：按姓氏笔画"""
VOTERS = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式")  # 高退休 is not bound


async def gathered(branch: Scene, *absent: str) -> Actor:
    """An assembly that has begun, all there but these; answers its convener."""
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, *absent)
    return zheng


async def opened(actor: Actor, form: str = FORM) -> None:
    """Pastes a whole form and confirms it."""
    actor.says(form)
    await actor.sees("请核对：发起选举")
    await actor.presses("确认")
    await actor.scene.quiet()


async def marks(actor: Actor, *choices: str) -> None:
    """Marks the nominees in the order of the paper: + for, - against, anything else abstains."""
    words = {"+": "赞成", "-": "反对"}
    for number, choice in enumerate(choices, 1):
        await actor.presses(f"{number} {words.get(choice, '弃权')}")


async def casts(actor: Actor, choices: str, *written: str) -> str:
    """Marks, writes in, checks, confirms; answers the code of the receipt."""
    await marks(actor, *choices)
    if written:
        await actor.presses("另选他人")
        for name in written:
            await actor.presses(f"○ {name}")
        await actor.presses("« 返回")
    await actor.presses("核对选票")
    await actor.sees("请核对您的选票", "投出后不能更改", *written)
    press = await actor.presses("确认投票")
    assert press.answer == "您的票已投入票箱，不能更改。"
    receipt = await actor.sees("您的票已投入票箱。", "回执码：")
    return str(CODE.findall(receipt.text)[0])


async def all_cast(branch: Scene, papers: dict[str, str]) -> list[str]:
    """Papers by the names of those who cast them alike."""
    paper_of = {name: paper for names, paper in papers.items() for name in names.split()}
    return sorted(await branch.each(paper_of, lambda actor: casts(actor, paper_of[actor.name])))


async def signed(branch: Scene, opener: str = "郑书记", signers: tuple[str, str] = ("李组长", "何组长")) -> None:
    """The election is ended, and two who are no candidates sign for the count."""
    actor = branch.person(opener)
    await ends(actor)
    await actor.presses("监票、计票")
    await names_signers(actor, *signers)
    await sign(branch, *signers)


def offered(actor: Actor, text: str) -> list[str]:
    """The labels of what shows that to those who follow a result up; electors see the same text, and no such labels."""
    messages = [m for m in actor.scene.simulator.messages(actor.user) if m.from_bot and text in m.text]
    return max((list(message.labels) for message in messages), key=len)


def row(result: Message, name: str) -> str:
    """The line of a nominee in a result."""
    return next(line for line in result.text.splitlines() if f" {name}" in line.partition("：")[0])


TIE = {"郑书记 李组长 何组长": "++-", "周宣传 吴纪检 冯青年": "+-+", "孙组织 陈正式": "0++"}  # six, five, five
SHORT = {"郑书记 李组长 何组长 陈正式 孙组织": "+--", "周宣传 吴纪检 冯青年": "-++"}  # five, three, three


async def test_from_opening_over_a_tie_and_a_runoff_to_the_approval(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    zheng.says(FORM)
    preview = await zheng.sees("请核对：发起选举", "选票上的次序：孙组织、周宣传、郑书记", "应投 9 人", "到会 8 人以上")
    assert "其中 1 人没有绑定账号" in preview.text
    assert "中国共产党基层组织选举工作条例" in preview.text
    await zheng.presses("确认")
    for name in VOTERS:
        paper = await branch.person(name).sees("投票：选举", "应选 2 人", "1 □ 孙组织\n2 □ 周宣传\n3 □ 郑书记")
        assert paper.labels[-3:] == ["核对选票", "另选他人", "« 返回"]
    shared = await chen.sees("投票：选举", "候选人：1 孙组织", "到私聊中投票", chat=group)
    assert shared.labels == ["到私聊中投票"]
    codes = await all_cast(branch, TIE)
    await zheng.sees("已投 8 / 应投 9")
    await signed(branch)
    for actor, chat in ((chen, None), (zheng, None), (chen, group)):
        result = await actor.sees("选举推荐结果", "发出 9 票 · 收回 8 票 · 有效 8 票 · 废票 0 票", chat=chat)
        assert "拟当选：孙组织。" in result.text
        assert "周宣传、郑书记票数相等，还有 1 个名额" in result.text
        assert row(result, "孙组织") == "1 孙组织：赞成 6 · 反对 0 · 弃权 2（拟当选）"
        assert row(result, "周宣传") == "2 周宣传：赞成 5 · 反对 3 · 弃权 0（票数相等）"
        assert "按应到须 5 票，按实到须 5 票；以应到为准（待核实" in result.text
        assert CODE.findall(result.text) == codes
        assert "✓✓✗ × 3\n✓✗✓ × 3\n○✓✓ × 2" in result.text
        assert "当选" not in result.text.replace("拟当选", "")
    assert result.labels == []
    await zheng.presses("发起第二轮投票")
    await zheng.sees("要发起第二轮投票吗？", "得票相等：周宣传、郑书记", "应选：1 人", "票数相等的重新投票")
    await zheng.presses("确认")
    second = await chen.sees("投票：选举", "第二轮投票：接第 1 号选举", "1 □ 周宣传\n2 □ 郑书记")
    assert second.labels == ["1 赞成", "1 反对", "1 弃权", "2 赞成", "2 反对", "2 弃权", "核对选票", "« 返回"]
    await all_cast(branch, {"郑书记 李组长 何组长 孙组织 周宣传": "+-", "吴纪检 冯青年 陈正式": "-+"})
    await signed(branch)
    await zheng.sees("选举推荐结果", "拟当选：周宣传。", "第二轮：得票多的拟当选", "批复：待批复")
    assert offered(zheng, "第二轮：得票多的拟当选") == ["登记批复", "依据", "« 返回"]
    await approved(zheng)
    for actor in (zheng, chen):
        await actor.sees("拟当选：周宣传。", "批复：已批复同意（工委〔2026〕3号，2026年10月15日）")
    deeds = [deed for deed, _ in await branch.audit("ballots")]
    named, signed_ = ["ballots.signer_named"] * 2, ["ballots.signed"] * 2
    assert deeds == ["ballots.opened", "ballots.closed", *named, *signed_] * 2
    assert await branch.audit("elections") == [("elections.approval", "选举 2")]


async def approved(actor: Actor) -> None:
    """Records what the 机关工委 said, with a slip on the way."""
    await actor.presses("登记批复")
    await actor.sees("机关工委批复同意还是不同意？")
    actor.says("还不知道")
    await actor.sees("请写“已批复同意”或“批复不同意”")
    await actor.presses("已批复同意")
    await actor.sees("批复的文号是什么？")
    actor.says("工委〔2026〕3号")
    await actor.sees("批复是哪一天？")
    for wrong, told in (("不知道", "没有看懂这个日期"), ("2026-12-01", "这个日期还没有到")):
        actor.says(wrong)
        await actor.sees(told)
    actor.says("今天")
    await actor.sees("请核对：登记批复", "批复：已批复同意", "文号：工委〔2026〕3号", "日期：2026年10月15日")
    press = await actor.presses("确认")
    assert press.answer == "批复已登记。"


async def test_seats_for_which_nobody_has_more_than_half_go_to_a_by_ballot(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    await all_cast(branch, SHORT)
    await signed(branch)
    await zheng.sees("拟当选：孙组织。", "还有 1 个名额没有人过半数，应当另行选举", "不足的名额另行选举")
    assert offered(zheng, "拟当选：孙组织。") == ["另行选举", "登记批复", "依据", "« 返回"]
    await zheng.presses("另行选举")
    await zheng.sees("请核对：发起选举", "应选人数：1", "候选人：周宣传、郑书记", "排列：按给定顺序")
    await zheng.presses("确认")
    await branch.person("陈正式").sees("投票：选举", "应选 1 人", "另行选举：接第 1 号选举不足的名额")
    await all_cast(branch, {" ".join(VOTERS[:6]): "+-", " ".join(VOTERS[6:]): "-0"})
    await signed(branch)
    await zheng.sees("选举推荐结果", "拟当选：周宣传。")
    assert offered(zheng, "拟当选：周宣传。") == ["登记批复", "依据", "« 返回"]
    assert "另行选举" not in offered(zheng, "拟当选：孙组织。")
    old = await zheng.sees("拟当选：孙组织。")
    for data, told in (("eb:1", "后续的投票已经发起"), ("er:1:1", "后续的投票已经发起"), ("eb:2", "没有不足的名额")):
        press = branch.simulator.press_data(zheng.user, data, old)
        await branch.quiet()
        assert told in await zheng.told(press), data


async def test_five_write_in_somebody_who_was_not_nominated(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    await opened(zheng)
    await chen.presses("另选他人")
    names = await chen.sees("另选他人", "已写 0 / 2")
    assert names.labels == ["○ 吴纪检", "○ 冯青年", "○ 李组长", "○ 何组长", "○ 陈正式", "○ 高退休", "« 返回"]
    await chen.presses("○ 吴纪检")
    await chen.presses("○ 李组长")
    await chen.sees("已写 2 / 2：吴纪检、李组长")
    await chen.presses("○ 何组长")  # there is no third line
    await chen.presses("● 吴纪检")
    await chen.sees("已写 1 / 2：李组长")
    await chen.presses("« 返回")
    await chen.sees("另选：李组长", "赞成和另选共 1 人")
    await casts(chen, "-0-")
    await branch.each(("周宣传", "冯青年", "吴纪检", "何组长"), lambda actor: casts(actor, "+0-", "李组长"))
    await casts(zheng, "+-+")
    await signed(branch, signers=("陈正式", "何组长"))
    result = await zheng.sees("选举推荐结果", "拟当选：孙组织、李组长。", "另选 李组长：5 票（拟当选）")
    assert row(result, "孙组织") == "1 孙组织：赞成 5 · 反对 1 · 弃权 0（拟当选）"
    assert "✓○✗ 另选李组长 × 4" in result.text


async def test_without_attendance_there_is_no_result_until_it_is_taken(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    await opened(zheng)
    branch.move_to("2026-10-15 14:40")
    await signed(branch)
    await zheng.sees("没有点名记录，不能确定选举是否有效")
    await attendance(zheng, "高退休")
    await chen.sees("选举推荐结果", "实到 8", "还有 2 个名额没有人过半数")


def _long_roster(names: list[str]) -> str:
    lines = [f"{name},第一党小组,{'书记' if name == '王同志' else ''},正式党员,,,在职,5000" for name in names]
    return "\n".join(["姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数", *lines])


async def test_a_long_roll_is_written_in_by_pages_and_a_paper_holds_no_more_than_twelve(scene: Scene) -> None:
    """Thirty-one electors, four fifths of whom are twenty-five."""
    names = [f"{surname}{given}" for surname in "王李张刘陈杨黄赵吴周徐孙马朱胡" for given in ("同志", "代表")]
    scene.move_to("2026-10-12 09:30")
    await scene.found(_long_roster([*names, "Smith"]))
    await scene.start()
    await scene.bind("王同志", "李代表", "胡同志")
    wang, li = scene.person("王同志"), scene.person("李代表")
    await call(wang, ASSEMBLY)
    wang.says(FORM.replace("应选人数：2", "应选人数：9").replace("郑书记、孙组织、周宣传", "、".join(names[:13])))
    await wang.sees("候选人最多 12 人")
    wang.says("、".join(["Smith", *names[2:13]]))
    await wang.sees("请核对：发起选举", "不知道这些姓氏的笔画，按给定顺序排列：Smith", "到会 25 人以上")
    await wang.presses("确认")
    scene.move_to("2026-10-15 14:40")
    await attendance(wang)
    await li.sees("1 □ Smith", "12 □ 黄同志")
    await marks(li, *"+++---------")
    await li.presses("另选他人")
    assert (await li.sees("已写 0 / 9")).labels[-3:] == ["○ 朱同志", "下一页 ›", "« 返回"]
    await li.presses("下一页 ›")
    second = await li.sees("已写 0 / 9")
    assert second.labels == ["○ 朱代表", "○ 胡同志", "○ 胡代表", "‹ 上一页", "« 返回"]
    await li.presses("○ 胡代表")
    await li.sees("已写 1 / 9：胡代表")
    await li.presses("‹ 上一页")
    await li.presses("○ 王代表")
    await li.sees("已写 2 / 9：王代表、胡代表", "赞成和另选共 5 人")
    await li.presses("« 返回")
    await li.sees("1 ✓ Smith", "另选：王代表、胡代表")
    await li.presses("核对选票")
    await li.presses("确认投票")
    await li.sees("您的票已投入票箱。")
    await signed(scene, wang.name, ("胡同志", wang.name))
    result = await wang.sees("✓✓✓✗✗✗✗✗✗✗✗✗ 另选王代表、胡代表 × 1", "收回的票完全一致")
    assert "实到 31" in result.text


async def test_an_election_is_listed_exported_and_counted_once_more(branch: Scene, tmp_path: Path) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    (listed,) = await ballots(branch.settings)
    assert (listed["kind"], listed["state"], listed["seats"], listed["verdict"]) == ("election", "open", 2, None)
    assert listed["options"]["孙组织"] == {"for": None, "against": None, "abstain": None}
    await all_cast(branch, {"郑书记 李组长 何组长 陈正式 孙组织": "+--"})
    await casts(branch.person("周宣传"), "-0+", "李组长")
    await signed(branch)
    await approved(zheng)
    (listed,) = await ballots(branch.settings)
    assert listed["options"]["孙组织"] == {"for": 5, "against": 1, "abstain": 0}
    assert (listed["state"], listed["returned"], listed["verdict"]) == ("closed", 6, "failed")
    assert (listed["elected"], listed["approval"]) == (["孙组织"], "approved")
    assert listed["clause"].startswith("机关党建工作责任制 二.1")
    file = tmp_path / "election.json"
    await export(branch.settings, 1, file)
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["options"] == ["孙组织", "周宣传", "郑书记"]
    assert record["choices"] == [*[["for", "against", "against"]] * 5, ["against", "abstain", "for", "李组长"]]
    assert record["result"]["threshold_of_expected"] == record["result"]["threshold_of_present"] == 5
    await zheng.sees("校验值", record["hash"])
    status, out = await recounted(file)
    assert (status, out.splitlines()[-2:]) == (0, ["valid 6 · over-marked 0 · seats 2", "as stated"])
    record["choices"][0] = ["for", "for", "for"]
    file.write_text(json.dumps(record), encoding="utf-8")
    assert (await recounted(file))[0] == 1


@pytest.mark.parametrize("language", Language)
def test_each_way_an_election_may_stand_is_said_in_words(language: Language) -> None:
    """One of them no ballot cast with the bot alone can come to: it takes back no more papers than it issues."""
    texts = texts_of(ZONE, Language.ZH)
    for standing in Standing:
        if standing is not Standing.FILLED:
            said = texts.short(language, f"elections.standing_{standing}", quorum=8, left=1, tied=["Smith"])
            assert said
