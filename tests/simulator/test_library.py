"""python-telegram-bot reads every object the simulator makes, and sends nothing that it takes for a breach."""

import pytest
import telegram
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputPollOption,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.constants import ChatMemberStatus, ChatType, ParseMode, PollType

from simulator import Chat, Simulator, User

pytestmark = pytest.mark.usefixtures("valid")


async def test_identity(bot: Bot) -> None:
    assert (bot.username, bot.id, bot.can_read_all_group_messages) == ("branch_bot", 1, False)
    assert await bot.set_my_name("支部")
    assert (await bot.get_my_name()).name == "支部"
    assert await bot.set_my_description("说明", language_code="zh")
    assert (await bot.get_my_description(language_code="zh")).description == "说明"
    assert (await bot.get_my_description()).description == ""
    assert await bot.set_my_short_description("短")
    assert (await bot.get_my_short_description()).short_description == "短"


async def test_message_round_trip(sim: Simulator, user: User, bot: Bot) -> None:
    question = sim.say(user, "在吗")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("是", callback_data="y")]])
    sent = await bot.send_message(
        user.id,
        "😀 <b>你好</b> #支部 @lihua",
        ParseMode.HTML,
        reply_markup=markup,
        protect_content=True,
        reply_parameters=ReplyParameters(question.id),
    )
    texts = {entity.type: text for entity, text in sent.parse_entities().items()}
    assert texts == {"bold": "你好", "hashtag": "#支部", "mention": "@lihua"}
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "在吗"
    assert (sent.has_protected_content, sent.reply_markup, sent.text_html) == (
        True,
        markup,
        sim.messages(user)[-1].html,
    )
    shown = sim.messages(user)[-1]
    assert (shown.protected, shown.reply_to, shown.labels, shown.from_bot) == (True, question, ["是"], True)
    edited = await sent.edit_text("再见")
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date is not None
    assert await sent.delete()
    assert shown.deleted


async def test_callback_query(sim: Simulator, user: User, bot: Bot) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("参加", callback_data="join")]])
    await bot.send_message(user.id, "来吗", reply_markup=markup)
    press = sim.press("李华", "参加")
    (update,) = await bot.get_updates(timeout=1)
    assert update.callback_query is not None
    assert update.callback_query.data == "join"
    assert await update.callback_query.answer("好的")
    await update.callback_query.edit_message_reply_markup(None)
    assert (press.answer, sim.messages(user)[-1].buttons) == ("好的", [])


async def test_pins(sim: Simulator, user: User, bot: Bot) -> None:
    def pinned() -> list[int]:
        return [m.id for m in sim.messages(user) if m.pinned]

    sent = await bot.send_message(user.id, "置顶")
    assert await sent.pin()
    assert pinned() == [sent.message_id]
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert isinstance(update.message.pinned_message, telegram.Message)
    assert (await bot.get_chat(user.id)).pinned_message == sent
    assert await sent.unpin()
    assert pinned() == []
    assert await sent.pin()
    assert await bot.unpin_chat_message(user.id)
    assert await sent.pin()
    assert await bot.unpin_all_chat_messages(user.id)
    assert pinned() == []


async def test_copies_and_forwards(sim: Simulator, user: User, group: Chat, bot: Bot) -> None:
    first = sim.say(user, "原文 *不变*")
    second = sim.send_file(user, "a.txt", b"a", caption="附件")
    copied = await bot.copy_message(group.id, user.id, first.id)
    assert sim.messages(user, group)[-1].id == copied.message_id
    recaptioned = await bot.copy_message(group.id, user.id, second.id, caption="<i>新</i>", parse_mode="HTML")
    assert sim.messages(user, group)[-1].html == "<i>新</i>"
    assert recaptioned.message_id > copied.message_id
    forwarded = await bot.forward_message(group.id, user.id, first.id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == user.id
    assert len(await bot.copy_messages(group.id, user.id, [first.id, second.id, 999], remove_caption=True)) == 2
    assert len(await bot.forward_messages(group.id, user.id, [first.id, second.id])) == 2
    assert await bot.delete_messages(group.id, [copied.message_id, forwarded.message_id])


async def test_quiz_and_reaction(sim: Simulator, user: User, bot: Bot) -> None:
    options: list[str | InputPollOption] = [InputPollOption("对"), "错"]
    sent = await bot.send_poll(user.id, "题目", options, type=PollType.QUIZ, correct_option_ids=[0], explanation="因为")
    assert sent.poll is not None
    assert (sent.poll.type, sent.poll.explanation) == ("quiz", "因为")
    assert await bot.set_message_reaction(user.id, 1, ReactionTypeEmoji("👍"))
    assert sim.messages(user)[0].reactions == [{"type": "emoji", "emoji": "👍"}]
    assert (await bot.stop_poll(user.id, sent.message_id)).is_closed
    assert await bot.send_chat_action(user.id, "typing")


async def test_chats_and_members(sim: Simulator, user: User, group: Chat, bot: Bot) -> None:
    assert (await bot.get_chat(group.id)).type == ChatType.GROUP
    assert (await bot.get_chat(user.id)).username == "lihua"
    assert (await bot.get_chat_member(group.id, user.id)).status == ChatMemberStatus.OWNER
    assert (await bot.get_chat_member(group.id, sim.add_user("王芳").id)).status == ChatMemberStatus.LEFT
    assert (await bot.get_chat_member(user.id, user.id)).status == ChatMemberStatus.MEMBER
    assert await bot.get_chat_member_count(group.id) == 2
    assert [m.user.id for m in await bot.get_chat_administrators(group.id)] == [user.id]
    sim.groups.add_bot(group, user, admin=True)
    assert len(await bot.get_chat_administrators(group.id)) == 2
    assert (await bot.get_user_profile_photos(user.id)).total_count == 0
    assert await bot.leave_chat(group.id)


async def test_files(sim: Simulator, user: User, bot: Bot) -> None:
    sent = await bot.send_document(user.id, b"content", filename="纪要.txt", caption="<b>纪要</b>", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("纪要.txt", 7, "纪要")
    assert await (await sent.document.get_file()).download_as_bytearray() == b"content"
    shown = sim.messages(user)[-1].document
    assert shown is not None
    assert (shown.name, shown.content, shown.mime) == ("纪要.txt", b"content", "text/plain")
    again = await bot.send_document(user.id, sent.document.file_id)
    assert again.document == sent.document
    album = [InputMediaDocument(b"1", filename="1.txt"), InputMediaDocument(b"2", filename="2.txt", caption="两个")]
    messages = await bot.send_media_group(user.id, album)
    assert len({m.media_group_id for m in messages}) == 1
    assert [m.document.file_name for m in messages if m.document] == ["1.txt", "2.txt"]
    assert await bot.edit_message_caption(user.id, messages[0].message_id, caption="改")
    assert sim.messages(user)[-2].text == "改"


async def test_menus(sim: Simulator, user: User, bot: Bot) -> None:
    assert await bot.set_my_commands([BotCommand("start", "开始")])
    assert sim.menu(user) == ["start"]
    assert await bot.set_chat_menu_button(user.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(user.id)).type == "commands"
    assert await bot.delete_my_commands()
    assert sim.menu(user) == []


async def test_errors_arrive_as_the_library_names_them(sim: Simulator, user: User, group: Chat, bot: Bot) -> None:
    sim.block(user)
    with pytest.raises(telegram.error.Forbidden, match="blocked by the user"):
        await bot.send_message(user.id, "x")
    new = sim.migrate(group)
    with pytest.raises(telegram.error.ChatMigrated) as migrated:
        await bot.send_message(group.id, "x")
    assert migrated.value.new_chat_id == new.id
    sim.fault("sendMessage", "429", retry_after=7)
    with pytest.raises(telegram.error.RetryAfter, match="0:00:07"):
        await bot.send_message(new.id, "x")
    sim.fault("sendMessage", "502")
    with pytest.raises(telegram.error.NetworkError, match="Bad Gateway"):
        await bot.send_message(new.id, "x")
