"""What a bot may ask about chats and people: https://core.telegram.org/bots/api#getchat and what follows there."""

from ..calls import Call
from ..errors import refused, wrong
from ..model import User
from ..render import chat_json, member_json, message_json
from ..wire import Json
from ..world import GONE, World
from .common import known_chat, open_chat

_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
)  # fmt: skip
_NO_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_CHIEFS = {"creator", "administrator"}


def get_chat(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchat."""
    chat = known_chat(world, call)
    shown = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_NO_GIFTS, False),
    }
    if not chat.private:
        open_chat(world, call)
        shown["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    pinned = [message for message in world.visible(chat) if message.pinned]
    if pinned:
        shown["pinned_message"] = message_json(pinned[-1], with_reply=False)
    return shown


def get_chat_member(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchatmember."""
    chat = open_chat(world, call)
    user_id = call.number("user_id")
    who = world.bot if user_id == world.bot.id else world.users.get(user_id)
    if who is None:
        raise wrong("user not found")
    if chat.user is not None:
        if who not in (world.bot, chat.user):
            raise refused("member not found")
        return member_json(who, "member")
    return member_json(who, chat.members.get(user_id, "left"))


def get_chat_member_count(world: World, call: Call) -> int:
    """https://core.telegram.org/bots/api#getchatmembercount."""
    chat = open_chat(world, call)
    return 2 if chat.private else sum(status not in GONE for status in chat.members.values())


def get_chat_administrators(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#getchatadministrators."""
    chat = open_chat(world, call)
    if chat.private:
        raise wrong("there are no administrators in the private chat")
    chiefs: list[tuple[User, str]] = [
        (world.users[user_id], status)
        for user_id, status in chat.members.items()
        if status in _CHIEFS and user_id in world.users
    ]
    if world.bot_status(chat) in _CHIEFS:
        chiefs.append((world.bot, world.bot_status(chat)))
    return [member_json(who, status) for who, status in chiefs]


def leave_chat(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#leavechat."""
    chat = open_chat(world, call)
    if chat.private:
        raise wrong("chat member status can't be changed in private chats")
    world.set_member(chat, world.bot, world.bot, "left")
    return True


def get_user_profile_photos(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getuserprofilephotos: nobody here has any."""
    if call.number("user_id") not in world.users:
        raise wrong("user not found")
    return {"total_count": 0, "photos": []}


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "getUserProfilePhotos": get_user_profile_photos,
}
