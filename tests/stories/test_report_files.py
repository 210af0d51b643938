"""Word files and pictures come into thought reports, and go out as Word files."""

import pytest

from bot.actions import report_files
from bot.console.installation import rotate_keys
from simulator.model import Message
from tests.documents.opened import Word
from tests.papers import docx, png
from tests.scene import Actor, Scene
from tests.stories.test_reports import TEXT, _drafts


def _sends(author: Actor, name: str, content: bytes, caption: str | None = None, mime: str = "") -> None:
    author.scene.simulator.send_file(author.user, name, content, caption=caption, mime=mime)


def _photographs(author: Actor, *pictures: bytes, album: str | None = None) -> None:
    for picture in pictures:
        author.scene.simulator.send_file(author.user, "p.png", picture, kind="photo", album=album)


def _photos(author: Actor) -> list[Message]:
    shown = author.scene.simulator.messages(author.user)
    return [each for each in shown if each.from_bot and each.media and each.media.kind == "photo"]


def _content(message: Message) -> bytes:
    assert message.media is not None
    return message.media.file.content


async def _begins(branch: Scene, name: str = "陈正式") -> Actor:
    author = branch.person(name)
    author.says("/report")
    await author.sees("我的思想汇报", "直接发来正文即可开始写")
    return author


async def test_a_word_file_becomes_the_text_and_can_be_taken_back(branch: Scene) -> None:
    chen = await _begins(branch)
    _sends(chen, "思想汇报.docx", docx("敬爱的党组织：", "我学习了 <党章> & 条例。"), caption="见附件")
    await chen.sees("文件已收完", "草稿：23 字")
    await chen.sees("已记入草稿，共 23 字")
    chen.says("又一段。")
    await chen.sees("已记入草稿，共 28 字")
    await chen.presses("预览")
    preview = await chen.sees("共 28 字", "敬爱的党组织：\n我学习了 <党章> & 条例。\n又一段。")
    assert "见附件" not in preview.text
    _sends(chen, "b.docx", docx("再来一份。"))
    await chen.sees("已记入草稿，共 34 字")
    await chen.presses("去掉刚才这段")
    await chen.sees("状态：草稿", "字数：28")


async def test_a_word_file_takes_the_place_of_the_text_where_that_was_asked_for(branch: Scene) -> None:
    chen = await _drafts(branch)
    await chen.presses("修改")
    await chen.sees("第一条会替换原来的全文")
    _sends(chen, "a.docx", docx("全新的正文。"))
    await chen.sees("已记入草稿，共 6 字")
    chen.says("再加一句。")
    await chen.sees("已记入草稿，共 12 字")
    await chen.presses("预览")
    assert TEXT not in (await chen.sees("全新的正文。\n再加一句。")).text


async def test_what_is_written_while_the_file_is_on_its_way_stands_behind_it(branch: Scene) -> None:
    chen = await _drafts(branch)
    branch.simulator.fault(method="getFile", kind="drop")
    _sends(chen, "a.docx", docx("文件里的话。"))
    await chen.sees("正在接收 1 个文件")
    early = branch.simulator.press(chen.user, "提交")
    chen.says("后来写的话。")
    await branch.quiet()
    assert early.answer == "还有文件正在接收，请稍候再提交。"
    await chen.sees("文件已收完")
    await chen.presses("预览")
    await chen.sees(f"{TEXT}\n文件里的话。\n后来写的话。")


async def test_a_file_survives_that_the_bot_is_stopped_before_it_has_come(branch: Scene) -> None:
    chen = await _drafts(branch)
    branch.simulator.fault(method="getFile", kind="drop", times=20)
    _sends(chen, "a.docx", docx("文件里的话。"))
    _photographs(chen, png())
    await chen.sees("正在接收 2 个文件")
    await branch.stop()
    branch.simulator.faults.ordered.clear()
    await branch.start()
    await chen.sees("文件已收完", "照片 1 张")
    await chen.presses("预览")
    await chen.sees(f"{TEXT}\n文件里的话。", "照片 1 张")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK\x03\x04rubbish", "它打不开"),
        ("a.docx", b"not a package at all", "它打不开"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "它有密码，或是旧版 Word 的文件"),
        ("a.docx", docx(), "里面没有文字"),
        ("a.docx", docx("学" * 20_001), "加上它就超过 20000 字了"),
    ],
)
async def test_a_file_that_gives_no_text_is_told_and_the_draft_stays(
    branch: Scene, name: str, content: bytes, said: str
) -> None:
    chen = await _drafts(branch)
    _sends(chen, name, content)
    await chen.sees("有一个文件没有记入思想汇报", said, "前面的都在")
    await chen.presses("查看")
    await chen.sees("状态：草稿", f"字数：{len(TEXT)}")


async def test_other_files_and_files_too_large_are_refused_at_once(branch: Scene) -> None:
    chen = await _drafts(branch)
    _sends(chen, "a.doc", b"x")
    await chen.sees("只收 .docx 文件，这一个没有记入")
    _sends(chen, "a.jpg", png(), mime="image/jpeg")
    await chen.sees("图片请用照片方式发送")
    _sends(chen, "a.pdf", b"%PDF")
    await chen.sees("只收文字、.docx 文件和照片")
    _sends(chen, "a.docx", b"PK" + bytes(5_000_000))
    await chen.sees("一个文件最多 5 MB")
    await branch.quiet()
    chen.says("/report")
    await chen.presses("2026年第4季度 草稿")
    await chen.sees("状态：草稿", f"字数：{len(TEXT)}")


async def test_a_file_for_a_report_that_was_dropped_meanwhile_or_is_gone_changes_nothing(branch: Scene) -> None:
    chen = await _drafts(branch)
    branch.simulator.fault(method="getFile", kind="drop")
    _sends(chen, "a.docx", docx("文件里的话。"))
    await chen.sees("正在接收 1 个文件")
    chen.says("/report")
    await chen.presses("2026年第4季度 草稿")
    await chen.presses("撤回")
    await chen.presses("确认")
    await chen.sees("还没有写过思想汇报")
    await branch.quiet()
    assert chen.has_seen("没有记入思想汇报") == 0
    await _drafts(branch)
    branch.simulator.fault(method="getFile", kind="400", description="Bad Request: invalid file_id")
    _sends(chen, "b.docx", docx("文件里的话。"))
    await chen.sees("没有记入思想汇报", "没有收到它的内容，请重新发来")


async def test_photos_sent_together_are_counted_kept_sealed_shown_in_order_and_taken_out(branch: Scene) -> None:
    chen, zheng = await _begins(branch), branch.person("郑书记")
    pictures = [png(shade) for shade in (10, 20, 30)]
    _photographs(chen, *pictures, album="7")
    await chen.sees("文件已收完", "草稿：0 字，照片 3 张")
    assert chen.has_seen("照片 3 张") == 1
    await branch.quiet()
    everything = await branch.place.rows()
    assert [row["arrived"] for row in everything["report_files"]] == [True] * 3
    assert all(png not in row["content"] for row in everything["report_files"] for png in pictures)
    await chen.presses("照片")
    await chen.presses("去掉第 2 张")
    card = await chen.sees("照片：2 张", "直接发来照片")
    assert card.labels == ["看照片", "去掉第 1 张", "去掉第 2 张", "« 返回"]
    await chen.presses("看照片")
    await chen.sees("思想汇报 · 2026年第4季度", "照片 2/2")
    assert [_content(each) for each in _photos(chen)] == [pictures[0], pictures[2]]
    chen.says("/report")
    await chen.presses("2026年第4季度 草稿")
    await chen.presses("预览")
    await chen.sees("共 0 字，照片 2 张", "（没有文字，正文见照片）")
    await chen.presses("提交")
    await chen.sees("状态：已提交", "照片 2 张")
    await zheng.presses("查看")
    await zheng.sees("陈正式同志的思想汇报", "照片 2 张，见上面")
    shown = _photos(zheng)
    assert [_content(each) for each in shown] == [pictures[0], pictures[2]]
    assert all(each.protected for each in shown)
    assert "陈正式同志的思想汇报" in shown[0].text
    await chen.presses("撤回")
    await branch.quiet()
    assert all("不再显示" in each.text for each in _photos(zheng))


async def test_there_is_an_end_to_photos(branch: Scene) -> None:
    chen = await _begins(branch)
    _photographs(chen, *[png(shade) for shade in range(10)], album="8")
    await chen.sees("一份思想汇报最多 9 张照片")
    await chen.sees("照片 9 张")
    chen.says("/report")
    await chen.presses("2026年第4季度 草稿")
    await chen.presses("撤回")
    await chen.sees("0 字和 9 张照片将全部删除")
    await chen.presses("确认")
    await branch.quiet()
    assert (await branch.place.rows("report_files"))["report_files"] == []


async def test_photos_that_are_too_large_together_and_old_buttons_are_answered(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "TOGETHER_MOST", 1_000_000)  # instead of 20 MB, which take seconds
    chen = await _begins(branch)
    _photographs(chen, *[png() + bytes(220_000)] * 5)
    await chen.sees("照片一共最多 1 MB")
    await chen.sees("照片 4 张")
    await chen.presses("照片")
    card = await chen.sees("照片：4 张")
    await chen.presses("去掉第 1 张")
    again = branch.simulator.press_data(chen.user, "hj:1:1", card)
    li = branch.person("李组长")
    li.says("/report")
    foreign = branch.simulator.press_data(li.user, "hj:1:2", await li.sees("我的思想汇报"))
    await branch.quiet()
    assert again.answer == "这张照片已经不在了。"
    assert foreign.answer == "这份思想汇报已经不在了。请发 /report 查看。"


async def test_every_version_stays_with_its_pictures_and_remarks(branch: Scene) -> None:
    chen, zheng = await _drafts(branch), branch.person("郑书记")
    _photographs(chen, png(10))
    await chen.sees("照片 1 张")
    await chen.presses("提交")
    await zheng.presses("查看")
    await zheng.presses("退回")
    zheng.says("请写具体事例")
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回")
    await chen.presses("修改")
    chen.says("补充了具体事例。")
    _photographs(chen, png(20))
    await chen.sees("文件已收完", "照片 2 张")
    await chen.presses("照片")
    await chen.presses("去掉第 1 张")
    await chen.sees("照片：1 张")
    chen.says("/report")
    await chen.presses("2026年第4季度 已退回")
    await chen.presses("提交")
    await chen.sees("第 2 稿", "照片 1 张")
    await chen.presses("历次稿")
    await chen.sees("第 1 稿", "已退回（郑书记）", "退回意见：请写具体事例", "第 2 稿")
    await chen.presses("第 1 稿")
    await chen.sees("第 1 稿", TEXT, "照片 1 张，见上面")
    assert _content(_photos(chen)[-1]) == png(10)
    await zheng.presses("查看")
    await zheng.sees("第 2 稿", "补充了具体事例。")
    assert _content(_photos(zheng)[-1]) == png(20)
    await zheng.presses("历次稿")
    await zheng.sees("陈正式同志的思想汇报", "退回意见：请写具体事例")
    await zheng.presses("第 1 稿")
    first = await zheng.sees("第 1 稿", TEXT)
    assert first.labels == ["Word 文件", "历次稿", "« 返回"]
    assert first.protected
    assert _content(_photos(zheng)[-1]) == png(10)
    chen.says("/report")
    await chen.presses("2026年第4季度 已提交")
    await chen.sees("郑书记 2026年10月12日（周一）09:30 · 第 2 稿", "· 第 1 稿", "谁可以打开", "孙组织（组织委员）")
    kept = (await branch.place.rows("report_versions"))["report_versions"]
    assert [row["version"] for row in kept] == [1, 2]
    assert all("事例".encode() not in row["text"] + (row["remarks"] or b"") for row in kept)


async def test_versions_and_pictures_open_under_new_keys(branch: Scene) -> None:
    chen = await _drafts(branch)
    _photographs(chen, png(10))
    await chen.sees("照片 1 张")
    await chen.presses("提交")
    await chen.sees("状态：已提交")
    before = await branch.place.rows()
    await rotate_keys(branch.settings)
    after = await branch.place.rows()
    for table, column in (("report_versions", "text"), ("report_files", "content"), ("reports", "text")):
        assert [row[column] for row in before[table]] != [row[column] for row in after[table]]
    zheng = branch.person("郑书记")
    await zheng.presses("查看")
    await zheng.sees("陈正式同志的思想汇报", TEXT)
    assert _content(_photos(zheng)[0]) == png(10)


async def test_nobody_else_looks_back_and_a_withdrawn_version_is_not_kept(branch: Scene) -> None:
    chen, zheng = await _drafts(branch), branch.person("郑书记")
    await chen.presses("提交")
    await zheng.presses("查看")
    card = await zheng.sees("陈正式同志的思想汇报", TEXT)
    other = branch.person("何组长")
    other.says("/report")
    theirs = await other.sees("我的思想汇报")
    for data in ("hx:1", "hy:1:1", "hz:1:1", "hk:1:1", "ht:1:1", "hv:1", "hg:1", "hq:1", "hc:1:"):
        press = branch.simulator.press_data(other.user, data, theirs)
        await branch.quiet()
        assert press.answer, data
    assert other.has_seen(TEXT) == 0
    await chen.presses("撤回")
    await chen.sees("状态：草稿")
    for data in ("hx:1", "hy:1:1", "hz:1:1"):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert press.answer == "本人已撤回，正文不再显示。"
    gone = branch.simulator.press_data(chen.user, "hk:1:1", await chen.sees("状态：草稿"))
    await branch.quiet()
    assert gone.answer == "这一稿已经撤回，不再保留。"
    assert (await branch.place.rows("report_versions"))["report_versions"] == []


async def test_a_report_is_taken_as_a_word_file_and_the_author_sees_who_took_it(branch: Scene) -> None:
    chen, zheng = await _drafts(branch), branch.person("郑书记")
    _photographs(chen, png(10))
    await chen.sees("照片 1 张")
    await chen.presses("提交")
    await zheng.presses("查看")
    await zheng.presses("Word 文件")
    taken = await zheng.sees("陈正式同志的思想汇报", "Word 文件", "照片 1 张附在后面")
    assert taken.media is not None
    assert taken.media.file.name == "思想汇报_陈正式_2026-10-12.docx"
    lines = Word(taken.media.file.content).lines
    assert lines[:4] == ["思想汇报", "敬爱的党组织：", TEXT.removeprefix("敬爱的党组织："), "汇报人：陈正式"]
    assert "2026年10月12日" in lines
    chen.says("/report")
    await chen.presses("2026年第4季度 已提交")
    await chen.sees("郑书记 2026年10月12日（周一）09:30 · 取走 Word 文件")
    await chen.presses("历次稿")
    await chen.presses("Word 文件")
    await chen.sees("陈正式同志的思想汇报", "请妥善保管")
    await branch.quiet()
    assert [deed for deed, _ in await branch.audit("reports")] == ["reports.opened", "reports.taken"]
