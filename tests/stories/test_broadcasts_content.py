"""What a broadcast may hold: text, a file, a picture; and what it may not."""

from simulator.model import MediaKind
from tests.scene import Scene

JPEG = b"\xff\xd8\xff\xe0 a picture"
UNSENDABLE: tuple[MediaKind, ...] = ("sticker", "voice", "video", "animation")
FILES: tuple[tuple[str, bytes, MediaKind, str | None, str], ...] = (
    # name, content, kind, caption, what the bot calls it
    ("党课提纲.pdf", b"%PDF", "document", None, "党课提纲.pdf"),
    ("党课提纲.pdf", b"%PDF", "document", "请在周五前学完", "党课提纲.pdf"),
    ("", b"%PDF", "document", None, "文件"),
    ("p.jpg", JPEG, "photo", "会议照片说明", "会议照片说明"),
    ("p.jpg", JPEG, "photo", None, "图片"),
)


async def test_a_file_goes_out_as_telegram_holds_it(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    for name, content, kind, caption, title in FILES:
        zheng.says("发送材料")
        await zheng.sees("请发来内容")
        branch.simulator.send_file(zheng.user, name, content, kind=kind, caption=caption)
        await zheng.sees("发给谁", f"内容：{title}")
        await zheng.presses("组织委员")
        await zheng.presses("« 返回")
        zheng.says("陈正式")
        await zheng.sees("请核对", "陈正式（1 人）")
        await zheng.presses("确认")
        await zheng.sees("已送达 1/1", "已学习 0", title)
        copy = branch.simulator.messages(chen.user)[-1]
        assert copy.media is not None
        assert (copy.media.kind, copy.media.file.content, copy.protected) == (kind, content, True)
        assert "郑书记同志发来材料" in copy.text
        await chen.presses("已学习")
        await zheng.sees("已送达 1/1", "已学习 1", title)
        assert (caption or "") in copy.text
        assert "确认学习" in copy.text
    assert {call.method for call in branch.simulator.calls} & {"getFile"} == set()


async def test_what_is_too_long_is_not_taken_and_what_fits_arrives_whole(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    # Telegram cuts a text of 5,000 characters into two messages.
    zheng.says("长" * 4096)
    await zheng.sees("刚才的内容有 4096 字，没有收下", "最多 3800 字")
    zheng.says("尾" * 904)
    await zheng.sees("发给谁", "前一条太长，没有收下；将要发送的只有后来的这一条")
    await zheng.presses("« 返回")
    await zheng.sees("请发来内容", "现有内容：尾")
    zheng.says("<" * 3800)
    await zheng.sees("发给谁", "内容：<<<")
    await zheng.presses("第一党小组")
    preview = await zheng.sees("请核对")
    assert "太长" not in preview.text
    await zheng.presses("确认")
    await chen.sees("<" * 3800)
    await chen.presses("已学习")
    await chen.sees("<" * 3800, "确认学习")


async def test_a_caption_that_is_too_long_is_not_taken_and_one_that_fits_arrives_whole(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    branch.simulator.send_file(zheng.user, "a.pdf", b"%PDF", caption="长" * 1024)
    await zheng.sees("刚才的内容有 1024 字，没有收下", "最多 800 字")
    branch.simulator.send_file(zheng.user, "a.pdf", b"%PDF", caption="好" * 800)
    await zheng.sees("发给谁", "内容：a.pdf")
    await zheng.presses("第一党小组")
    await zheng.presses("确认")
    await chen.sees("好" * 800)
    await chen.presses("已学习")
    await chen.sees("好" * 800, "确认学习")


async def test_what_cannot_be_sent_on_is_refused_and_asked_again(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    for kind in UNSENDABLE:
        branch.simulator.send_file(zheng.user, "x.bin", b"x", kind=kind)
    await branch.quiet()
    assert zheng.has_seen("这种内容不能转发") == len(UNSENDABLE)
    zheng.says("那就发文字")
    await zheng.sees("发给谁", "内容：那就发文字")


async def test_of_several_pictures_the_first_is_taken_and_the_others_are_refused(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    for number in range(1, 4):
        branch.simulator.send_file(zheng.user, f"{number}.pdf", b"%PDF")
    await branch.quiet()
    await zheng.sees("发给谁", "内容：1.pdf")
    assert zheng.has_seen("前一份已经收下，这一份没有收") == 2
    await zheng.presses("第一党小组")
    await zheng.presses("确认")
    await zheng.sees("已送达 5/5")
    await branch.quiet()
    assert [m.media.file.name for m in branch.simulator.messages(chen.user) if m.media] == ["1.pdf"]
