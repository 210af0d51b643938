"""A quiz beside a material: prepared from plain text, taken as native polls in private, seen by others in sum."""

from tests.scene import Scene, carried
from tests.stories.quizzing import QUESTIONS, attach, begin, poll, send_quiz, take, vote
from tests.stories.sending import send
from tests.waiting import until

TAKERS = ("郑书记", "孙组织", "吴纪检")


async def test_a_quiz_is_prepared_sent_taken_and_reviewed(branch: Scene) -> None:
    zhou, chen, huang = branch.person("周宣传"), branch.person("陈正式"), branch.person("黄积极")
    await send(zhou, "学习党章第三条")
    preview = await attach(zhou)
    assert "✓ 八项" in preview.text
    assert "○ 十项" in preview.text
    assert "解析：见党章第三条。" in preview.text
    assert "未绑定、收不到的 1 人：高退休" in preview.text
    await zhou.presses("发给全部（10 人）")
    await zhou.sees("测验情况：学习党章第三条", "发给 10 人（1 人未绑定），0 人答完", "满 3 人答完后显示")
    first = await begin(chen)
    assert first.poll is not None
    assert first.protected
    assert [option["text"] for option in first.poll["options"]] == ["六项", "八项", "十项"]
    assert (first.poll["type"], first.poll["is_anonymous"]) == ("quiz", False)
    assert first.poll["correct_option_ids"] == [1]
    assert first.poll["explanation"] == "见党章第三条。"
    vote(chen, first, 0)
    vote(chen, await poll(chen, "有表决权吗"), 1)
    review = await chen.sees("我的测验：学习党章第三条", "答对 1/2 题", "✗ 您选 A，正确答案 B", "✓ 您选 B")
    assert review.protected
    assert "成绩只有您自己看得到" in review.text
    await chen.sees("已答 2 题")
    await zhou.sees("测验情况", "1 人答完", "满 3 人答完后显示")
    await branch.quiet()
    assert huang.has_seen("测验") == 0


async def test_the_committee_sees_shares_and_never_who(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await send_quiz(zhou)
    for name, choices in zip(TAKERS, ((1, 1), (1, 0), (0, 1)), strict=True):
        await take(branch.person(name), *choices)
    results = await zhou.sees("3 人答完", "1. 党员应当履行几项义务？ — 67%", "2. 预备党员有表决权吗？ — 67%")
    await branch.quiet()
    for name in TAKERS:
        assert name not in results.text
    wu = branch.person("吴纪检")
    await wu.presses("公开成绩")
    await wu.sees("您已公开成绩")
    await zhou.sees("自愿公开成绩：\n吴纪检 1/2")
    await wu.presses("✓ 已公开成绩")
    await branch.quiet()
    assert zhou.has_seen("吴纪检 1/2") == 0


async def test_the_shares_never_move_by_the_answers_of_fewer_than_three(branch: Scene) -> None:
    """Whoever watches them would know from the difference what the one that came last has chosen."""
    zhou = branch.person("周宣传")
    await send_quiz(zhou)
    for name in TAKERS:
        await take(branch.person(name), 1, 1)
    await zhou.sees("3 人答完", "各题正确率（3 份答卷，每满 3 份更新）", "1. 党员应当履行几项义务？ — 100%")
    for name in ("陈正式", "林预备"):
        await take(branch.person(name), 0, 1)
        await branch.quiet()
        await zhou.sees("1. 党员应当履行几项义务？ — 100%")
    await zhou.sees("5 人答完", "3 份答卷")
    await take(branch.person("何组长"), 0, 1)
    await zhou.sees("6 人答完", "6 份答卷", "1. 党员应当履行几项义务？ — 50%", "2. 预备党员有表决权吗？ — 100%")


async def test_what_was_chosen_is_on_nobodys_screen_but_ones_own(branch: Scene) -> None:
    zhou, chen, lin = branch.person("周宣传"), branch.person("陈正式"), branch.person("林预备")
    await send_quiz(zhou)
    await take(chen, 0, 1)
    await branch.quiet()
    review = await chen.sees("✗ 您选 A")
    for actor in branch.cast.values():
        if actor is not chen:
            assert actor.has_seen("✗ 您选") == 0, actor.name
    share = carried(review, "公开成绩").split(":")[1]
    for data in (f"lm:{share}", f"lh:{share}:1"):  # a review and a score of one who has not finished
        press = branch.simulator.press_data(lin.user, data, await lin.sees("测验："))
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or "")
    press = branch.simulator.press_data(chen.user, f"lr:{share}", review)
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")
    assert {each["choice"] for each in (await branch.place.rows("quiz_answers"))["quiz_answers"]} == {0, 1}


async def test_the_first_answer_counts_and_a_question_can_be_fetched_again(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await send_quiz(zhou)
    first = await begin(chen)
    await branch.quiet()
    await chen.presses("开始答题")
    await branch.quiet()
    again = await poll(chen, "几项义务")
    assert again.id != first.id
    vote(chen, first, 1)
    await poll(chen, "有表决权吗")
    vote(chen, again, 0)
    await branch.quiet()
    assert [each["choice"] for each in (await branch.place.rows("quiz_answers"))["quiz_answers"]] == [1]
    await chen.presses("继续答题")
    await branch.quiet()
    vote(chen, await poll(chen, "有表决权吗"), 1)
    await chen.sees("答对 2/2 题")
    chen.says("/study")
    await chen.sees("我的学习材料")
    await chen.presses("我的测验（0）")
    await chen.sees("我的测验", "0 份还没有答完")
    await chen.presses("✓ 学习党章第三条")
    await chen.sees("答对 2/2 题")


async def test_whoever_presses_again_while_the_question_comes_or_after_the_last_one_is_told(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await send_quiz(zhou)
    card = await chen.sees("测验：", "已答 0 题")
    pressed = carried(card, "开始答题")
    branch.simulator.fault("sendPoll", "429", retry_after=1)
    branch.simulator.press_data(chen.user, pressed, card)
    await until(lambda: branch.simulator.faults.ordered == [], "the question to be on its way")
    again = branch.simulator.press_data(chen.user, pressed, card)
    assert await chen.told(again) == "题目正在发来，请稍等。"
    vote(chen, await poll(chen, "几项义务"), 1)
    vote(chen, await poll(chen, "有表决权吗"), 1)
    await chen.sees("答对 2/2 题")
    late = branch.simulator.press_data(chen.user, pressed, card)
    assert await chen.told(late) == "您已全部答完。"
    await branch.quiet()
    assert sum(message.poll is not None for message in branch.simulator.messages(chen.user)) == 2


async def test_a_vote_is_kept_though_the_answer_to_our_sending_was_lost(branch: Scene) -> None:
    """Telegram took the question and its answer did not arrive: it goes again, under another number. Whichever of the
    two is answered, the vote counts once."""
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await send_quiz(zhou)
    await chen.sees("测验：")
    branch.simulator.fault("sendPoll", "drop", after=True)
    await chen.taps("开始答题")
    lost = await poll(chen, "几项义务")
    vote(chen, lost, 1)  # before it goes again
    second = await poll(chen, "有表决权吗")
    await branch.quiet()
    both = [m for m in branch.simulator.messages(chen.user) if m.poll and "几项义务" in m.poll["question"]]
    assert len(both) == 2
    vote(chen, both[1], 0)  # too late: the first one counted
    vote(chen, second, 0)
    await chen.sees("答对 1/2 题")
    rows = await branch.place.rows()
    assert [each["choice"] for each in rows["quiz_answers"]] == [1, 0]
    assert rows["quiz_strays"] == []


async def test_a_vote_in_the_poll_whose_number_was_lost_counts_later_too(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await send_quiz(zhou)
    await chen.sees("测验：")
    branch.simulator.fault("sendPoll", "drop", after=True)
    await chen.presses("开始答题")
    lost = await poll(chen, "几项义务")
    await branch.quiet()  # the second one has arrived, and its number is known
    vote(chen, lost, 2)
    await poll(chen, "有表决权吗")
    assert [each["choice"] for each in (await branch.place.rows("quiz_answers"))["quiz_answers"]] == [2]


async def test_a_taken_back_vote_and_a_strangers_change_nothing(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await send_quiz(zhou)
    first = await begin(chen)
    await branch.quiet()
    assert first.poll is not None
    stranger = branch.person("生人")
    for user, options in ((chen.user, []), (stranger.user, [1])):
        body = {"poll_id": first.poll["id"], "user": {"id": user.id, "is_bot": False, "first_name": user.name}}
        branch.simulator.world.updates.put("poll_answer", {**body, "option_ids": options, "option_persistent_ids": []})
    foreign = {"poll_id": "77", "user": {"id": chen.user.id, "is_bot": False, "first_name": "陈正式"}}
    branch.simulator.world.updates.put("poll_answer", {**foreign, "option_ids": [5], "option_persistent_ids": []})
    await branch.quiet()
    assert (await branch.place.rows("quiz_answers"))["quiz_answers"] == []
    vote(chen, first, 1)
    await poll(chen, "有表决权吗")


BAD = {
    "没有题目的文字": "第 1 题有 0 个选项",
    "1. 题\nA. 甲\n答案：A": "第 1 题有 1 个选项，应为 2 至 10 个",
    "1. 题\nA. 甲\nB. 乙\n答案：C": "第 1 题的答案“C”应是一个选项的字母：AB",
    "1. 题\nA. 甲\nB. 乙\n答案：AB": "第 1 题的答案“AB”应是",
    "1. 题\nA. 甲\nC. 乙\n答案：A": "第 1 题的选项应按 A、B、C 的顺序，现在是 AC",
    "1. 题\nA. 甲\nB.\n答案：A": "第 1 题的选项 B 是空的",
    "1. 题\nA. 甲\nB. 甲\n答案：A": "第 1 题有相同的选项",
    "1. 题\nA. 甲\nB. 乙": "第 1 题没有“答案：”一行",
    "1.\nA. 甲\nB. 乙\n答案：A": "第 1 题没有题目",
    f"1. {'题' * 301}\nA. 甲\nB. 乙\n答案：A": "第 1 题的题目有 301 字，最多 300 字",
    f"1. 题\nA. {'甲' * 101}\nB. 乙\n答案：A": "第 1 题的选项 A 有 101 字，最多 100 字",
    f"1. 题\nA. 甲\nB. 乙\n答案：A\n解析：{'因' * 201}": "第 1 题的解析有 201 字，最多 200 字",
    "1. 题\nA. 甲\nB. 乙\n答案：A\n" * 11: "最多 10 题",
}


async def test_what_is_no_quiz_is_said_with_the_number_of_the_question(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await send(zhou, "材料")
    await zhou.presses("附测验")
    for text, said in BAD.items():
        zhou.says(text)
        await zhou.sees("没有收下", said)
    branch.simulator.send_file(zhou.user, "题目.docx", b"1")
    await zhou.sees("请发来文字")
    zhou.says(f"{QUESTIONS}\n3. 还有\nA. 甲\nB. 乙\n答案：D")
    await zhou.sees("第 3 题的答案“D”")
    zhou.says("说明" * 2500)
    await zhou.sees("没有收下", "5001 字")
    await branch.quiet()
    zhou.says(QUESTIONS)
    await zhou.sees("请核对测验")


async def test_a_long_quiz_that_telegram_cuts_is_one_quiz(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await send(zhou, "材料")
    await zhou.presses("附测验")
    one = f"{'问' * 250}？\n" + "\n".join(f"{letter}. {letter}{'答' * 60}" for letter in "ABCD") + "\n答案：A\n"
    zhou.says("\n".join(f"{number}. {one}" for number in range(1, 11)))
    await zhou.sees("请核对测验", "共 10 题")


async def test_only_who_studied_or_in_the_morning_and_never_twice(branch: Scene) -> None:
    zhou, chen, li = branch.person("周宣传"), branch.person("陈正式"), branch.person("李组长")
    branch.move_to("2026-10-12 21:30")
    await send(zhou, "晚上的材料")
    await chen.sees("晚上的材料")
    await chen.presses("已学习")
    await zhou.sees("已学习 1")
    preview = await attach(zhou)
    assert "现在是休息时间" in preview.text
    old = carried(preview, "只发给已学习的（1 人）")
    await zhou.presses("明早发给全部")
    await zhou.sees("将在 2026年10月13日（周二）08:30 发给 10 人")
    press = branch.simulator.press_data(zhou.user, old, preview)
    await branch.quiet()
    assert "没有再办一次" in (press.answer or "")
    await zhou.presses("取消发送")
    zhou.says("/broadcast")
    await zhou.presses("发送记录")
    await zhou.presses("10月12日 晚上的材料")
    await attach(zhou)
    await zhou.presses("只发给已学习的（1 人）")
    await zhou.sees("发给 1 人，0 人答完")
    await chen.sees("测验：晚上的材料")
    await branch.quiet()
    assert li.has_seen("测验") == 0
    press = branch.simulator.press_data(zhou.user, "la:1:0", await zhou.sees("测验情况"))
    await branch.quiet()
    assert "已经有测验了" in (press.answer or "")


async def test_where_whoever_had_studied_took_that_back_there_is_nobody_to_send_it_to(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await send(zhou, "材料")
    await chen.presses("已学习")
    await zhou.sees("已学习 1")
    await attach(zhou)
    await chen.presses("✓ 已学习")
    press = await zhou.presses("只发给已学习的（1 人）")
    assert press.answer == "没有可以发给的同志，没有发出。"
    await zhou.presses("发给全部（10 人）")
    await zhou.sees("测验情况：材料", "发给 10 人")


async def test_what_waited_for_the_morning_goes_out_then(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    branch.move_to("2026-10-12 21:30")
    await send(zhou, "晚上的材料")
    await attach(zhou)
    await zhou.presses("明早发给全部")
    await zhou.sees("将在 2026年10月13日")
    await branch.quiet()
    assert chen.has_seen("测验") == 0
    branch.move_to("2026-10-13 08:31")
    assert branch.bot is not None
    branch.bot.engine.tick("broadcasts")
    await chen.sees("测验：晚上的材料", "共 2 题")
    await zhou.sees("发给 10 人（1 人未绑定），0 人答完")


async def test_a_team_leader_sees_the_own_quiz_and_no_other(branch: Scene) -> None:
    zhou, li = branch.person("周宣传"), branch.person("李组长")
    await send_quiz(zhou)
    await send(li, "小组材料", "第一党小组")
    await attach(li)
    await li.presses("发给全部（5 人）")
    await li.sees("测验情况：小组材料")
    shown = await li.sees("测验情况：小组材料")
    press = branch.simulator.press_data(li.user, "lr:1", shown)
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")


async def test_a_quiz_can_be_left_and_old_buttons_say_so(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await send(zhou, "材料")
    preview = await attach(zhou)
    data = carried(preview, "发给全部（10 人）")
    await zhou.presses("取消")
    press = branch.simulator.press_data(zhou.user, data, preview)
    await branch.quiet()
    assert "没有再办一次" in (press.answer or "")
    assert (await branch.place.rows("quizzes"))["quizzes"] == []
