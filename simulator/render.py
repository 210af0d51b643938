"""The world's things as the Bot API's objects: https://core.telegram.org/bots/api#available-types."""

from .model import Chat, Media, Message, StoredFile, User
from .wire import Json

_ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_pin_messages",
)  # fmt: skip


def user_json(user: User) -> Json:
    """https://core.telegram.org/bots/api#user."""
    shown: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.username:
        shown["username"] = user.username
    if user.language:
        shown["language_code"] = user.language
    return shown


def chat_json(chat: Chat) -> Json:
    """https://core.telegram.org/bots/api#chat."""
    if chat.user is None:
        return {"id": chat.id, "type": chat.kind, "title": chat.title}
    shown: Json = {"id": chat.id, "type": "private", "first_name": chat.user.name}
    if chat.user.username:
        shown["username"] = chat.user.username
    return shown


def member_json(user: User, status: str) -> Json:
    """https://core.telegram.org/bots/api#chatmember."""
    shown: Json = {"user": user_json(user), "status": status}
    if status in {"creator", "administrator"}:
        shown["is_anonymous"] = False
    if status == "administrator":
        shown |= dict.fromkeys(_ADMIN_RIGHTS, True) | {"can_be_edited": False}
    if status == "kicked":
        shown["until_date"] = 0
    return shown


def message_json(message: Message, *, with_reply: bool = True) -> Json:
    """https://core.telegram.org/bots/api#message. The answered message is shown without its own."""
    shown: Json = {
        "message_id": message.id,
        "date": int(message.date.timestamp()),
        "chat": chat_json(message.chat),
        "from": user_json(message.sender),
    }
    if message.service is not None:
        shown |= message.service
    _add_content(shown, message)
    if message.reply_to is not None and with_reply and not message.reply_to.deleted:
        shown["reply_to_message"] = message_json(message.reply_to, with_reply=False)
    if message.markup is not None and "inline_keyboard" in message.markup:
        shown["reply_markup"] = message.markup
    if message.edit_date is not None:
        shown["edit_date"] = int(message.edit_date.timestamp())
    if message.protected:
        shown["has_protected_content"] = True
    if message.origin is not None:
        shown["forward_origin"] = message.origin
    if message.album is not None:
        shown["media_group_id"] = message.album
    return shown


def _add_content(shown: Json, message: Message) -> None:
    prefix = "" if message.media is None else "caption_"
    if message.text:
        shown["text" if message.media is None else "caption"] = message.text
    if message.entities:
        shown[f"{prefix}entities"] = message.entities
    if message.media is not None:
        shown[message.media.kind] = media_json(message.media)
        if message.media.kind == "animation":
            shown["document"] = _file_json(message.media.file)
    if message.poll is not None:
        shown["poll"] = message.poll


def media_json(media: Media) -> Json | list[Json]:
    """The object a message carries for its file."""
    if media.kind == "photo":
        return [photo_size_json(size) for size in media.sizes]
    return _file_json(media.file) if media.kind == "document" else _played_json(media)


def photo_size_json(file: StoredFile) -> Json:
    """https://core.telegram.org/bots/api#photosize."""
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "width": file.width,
        "height": file.height,
        "file_size": file.size,
    }


def _file_json(file: StoredFile) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": file.size,
    }


def _played_json(media: Media) -> Json:
    file = media.file
    shown = _file_json(file)
    if media.kind in {"voice", "sticker"}:
        del shown["file_name"]
    if media.kind == "sticker":
        del shown["mime_type"]
        shown |= {"type": "regular", "is_animated": False, "is_video": False}
    else:
        shown["duration"] = file.duration
    if media.kind in {"sticker", "video", "animation"}:
        shown |= {"width": file.width, "height": file.height}
    return shown
