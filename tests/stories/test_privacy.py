"""/privacy names exactly those who can see: whoever is named can open the card, whoever is not is refused."""

import pytest

from tests.papers import png
from tests.scene import Actor, Scene
from tests.stories.test_registers import REVIEW, TALK, enters

NAMES = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备", "黄积极")
REPORT, ILL, MATERIAL = "甲乙丙丁学习体会", "肠胃不适", "请学习某材料"
SECRET = TALK.rsplit("：", 1)[1]


async def privacy(actor: Actor) -> str:
    """What the person is told."""
    actor.says("/privacy")
    await actor.scene.quiet()
    return (await actor.sees("谁能看到什么", "不得在此发送")).text


def named(text: str, begin: str, end: str = "\n") -> set[str]:
    """Who is named between these words."""
    part = text.split(begin, 1)[1].split(end, 1)[0]
    return {name for name in NAMES if name in part}


async def opens(actor: Actor, *presses: str, texts: tuple[str, ...]) -> bool:
    """Whether pressing these brings a message that holds all the texts on the screen."""
    actor.says("/menu")
    await actor.scene.quiet()
    card = await actor.sees("请选择要办的事")
    for data in presses:
        actor.scene.simulator.press_data(actor.user, data, card)
        await actor.scene.quiet()
    return actor.has_seen(texts[0]) > 0 and any(
        all(text in message.text for text in texts)
        for message in actor.scene.simulator.messages(actor.user)
        if message.from_bot
    )


async def able(branch: Scene, *presses: str, texts: tuple[str, ...], but: str = "") -> set[str]:
    """Who of all but one can open that."""
    names = [name for name in NAMES if name != but]
    opened = await branch.each(names, lambda actor: opens(actor, *presses, texts=texts))
    return {name for name, found in zip(names, opened, strict=True) if found}


async def _lived(branch: Scene, name: str) -> None:
    """A report, a leave, dues with a receipt, a talk, a vote and a material of this person."""
    zheng, sun, person = branch.person("郑书记"), branch.person("孙组织"), branch.person(name)
    person.says(f"/report {REPORT}")
    await person.presses("提交")
    zheng.says("/newmeeting 类型：党员大会\n主题：学习\n时间：明天 15:00\n地点：会议室\n参加：全体党员")
    await zheng.presses("确认")
    await person.presses("请假")
    await person.presses("因病")
    person.says(ILL)
    person.says("/dues")
    await person.presses("确认已交")
    await person.presses("附上凭证")
    branch.simulator.send_file(person.user, "p.png", png(), kind="photo")
    await branch.quiet()
    await enters(zheng, "谈心谈话", TALK.replace("陈正式", name))
    sun.says("/broadcast")
    sun.says(MATERIAL)
    await sun.presses("全体党员")
    await sun.presses("确认")
    await person.presses("已学习")
    await branch.quiet()


async def _votes(branch: Scene, name: str) -> None:
    zheng, person = branch.person("郑书记"), branch.person(name)
    zheng.says("/newvote\n事项：是否同意\n方式：记名\n参加：全体党员")
    await zheng.presses("确认")
    await person.sees("是否同意")
    await person.presses("弃权")
    zheng.says("/tally")
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    await branch.quiet()


async def test_whoever_is_named_can_open_it_and_nobody_else(branch: Scene) -> None:
    await _lived(branch, "陈正式")
    await _votes(branch, "陈正式")
    chen = branch.person("陈正式")
    text = await privacy(chen)
    number = 8  # of 陈正式 on the roster
    dues = next(row["id"] for row in (await branch.place.rows("dues"))["dues"] if row["person_id"] == number)
    probes = {
        "您的思想汇报（提交后）：": (("hn:1",), (REPORT,)),
        "名册中的您": ((f"ms:{number}",), ("陈正式", "表决权：有")),
        "您的党费": (("go:ledger",), ("台账", "陈正式", "130.50")),
        "您附上的交费凭证：": ((f"rv:{dues}",), ("交费凭证：陈正式",)),
        "您的事项是否办结": (("wo:dues:2026-10",), ("党费 · 2026年10月", "陈正式")),
        "您的请假类别和说明：": (("kb:1",), (ILL,)),
        "谈心谈话的日期和主题：": (("bs:1",), ("谈话对象：陈正式", "近期工作")),
        "只有谈话双方和": (("bo:1",), (SECRET,)),
        "您在记名表决中的选择": (("vd:1",), ("投票明细", "弃权 1：陈正式")),
        "您是否确认学习材料：": (("nn:1",), ("已学习 1 人：陈正式",)),
    }
    for begin, (presses, texts) in probes.items():
        told = named(text, begin, "能打开" if begin.startswith("只有") else "；" if "谈心" in begin else "\n")
        assert told == await able(branch, *presses, texts=texts, but="陈正式"), begin
    told = named(text, "谁办过关于您的事")
    for name in NAMES:
        branch.person(name).says("/audit")
    await branch.quiet()
    assert told == {name for name in NAMES if branch.person(name).has_seen("只增不改")}


async def test_a_probationary_member_is_also_told_of_reviews_and_of_the_way_into_the_party(branch: Scene) -> None:
    sun, lin = branch.person("孙组织"), branch.person("林预备")
    sun.says("/register")
    await sun.presses("预备党员考察")
    await sun.presses("入党介绍人")
    await sun.presses("指定介绍人")
    sun.says("预备党员：林预备\n介绍人：周宣传、冯青年")
    await sun.presses("确认")
    await branch.quiet()
    for author in ("周宣传", "冯青年", "孙组织"):
        await enters(branch.person(author), "预备党员考察", REVIEW)
    text = await privacy(lin)
    seen = [await able(branch, f"bs:{number}", texts=("预备党员：林预备",), but="林预备") for number in (1, 2, 3)]
    assert named(text, "您的预备党员考察登记：") == set().union(*seen)
    assert named(text, "您发展过程中的日期和材料：") == await able(branch, "ap:9", texts=("转正：林预备", "入党日期"))
    assert "考察登记" not in await privacy(branch.person("陈正式"))


async def test_posts_of_today_decide_and_who_opened_a_report_is_named(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    text = await privacy(chen)
    assert named(text, "您的思想汇报（提交后）：") == {"郑书记", "孙组织", "李组长"}
    assert "郑书记（书记）" in text
    assert "还没有人打开过您的汇报" in text
    chen.says(f"/report {REPORT}")
    await chen.presses("提交")
    sun.says("/report")
    await sun.presses("待阅的思想汇报")
    await sun.presses("查看")
    sun.says("/members")
    await sun.presses("郑书记")
    await sun.presses("✓ 书记")
    await branch.quiet()
    text = await privacy(chen)
    assert named(text, "您的思想汇报（提交后）：") == {"孙组织", "李组长"}
    assert "孙组织打开了 2026年第4季度的汇报" in text
    assert "只有谈话双方和没有其他同志能打开" in text


@pytest.mark.parametrize("name", ["郑书记", "黄积极"])
async def test_nobody_is_told_of_oneself_as_of_another(branch: Scene, name: str) -> None:
    text = await privacy(branch.person(name))
    assert name not in text.split("除您本人外", 1)[1]
    assert "Telegram 的服务器" in text
    assert "保存 3 年" in text
