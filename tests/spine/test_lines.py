"""The lines of parcels: no edit overtakes its own send, and a message that is gone is replaced once."""

from typing import Any

from bot.gateway.parcels import Lines, Parcel

CHAT, CARD = 7, 70


def _parcel(row: int, method: str, text: str, urgency: int = 0, **more: Any) -> Parcel:  # noqa: ANN401 - JSON
    return Parcel([row], CHAT, CARD, method, {"chat_id": CHAT, "text": text, **more}, urgency, None)


def _texts(lines: Lines) -> list[tuple[str, str, list[int]]]:
    """Everything the line still holds, in the order in which it goes."""
    left = []
    while lines.head(CHAT) is not None:
        parcel = lines.begin(CHAT)
        left.append((parcel.method, parcel.payload["text"], parcel.row_ids))
        lines.end(parcel)
    return left


def test_an_edit_that_came_while_its_send_was_on_its_way_goes_with_the_send_that_is_put_back() -> None:
    lines = Lines()
    lines.add(_parcel(1, "sendMessage", "first", urgency=2))
    send = lines.begin(CHAT)
    lines.add(_parcel(2, "editMessageText", "second"))
    lines.add(_parcel(3, "editMessageText", "third"))
    lines.add(send)  # a time-out, or a 429
    lines.end(send)
    assert _texts(lines) == [("sendMessage", "third", [1, 2, 3])]


def test_an_edit_that_is_put_back_does_not_undo_a_newer_one() -> None:
    lines = Lines()
    lines.message_ids.note(CARD, CHAT, 5)
    lines.add(_parcel(1, "editMessageText", "first"))
    edit = lines.begin(CHAT)
    lines.add(_parcel(2, "editMessageText", "second"))
    lines.add(edit)
    lines.end(edit)
    assert _texts(lines) == [("editMessageText", "second", [1, 2])]


def _withdrawal(row: int) -> Parcel:
    note = {"type": "document", "media": {"upload": "x.txt", "base64": ""}, "caption": "gone", "parse_mode": "HTML"}
    return Parcel([row], CHAT, CARD, "editMessageMedia", {"chat_id": CHAT, "media": note, "reply_markup": {}}, 0, None)


def _captioned(row: int, method: str, **more: Any) -> Parcel:  # noqa: ANN401 - JSON
    return Parcel([row], CHAT, CARD, method, {"chat_id": CHAT, "caption": "file", **more}, 0, None)


def test_a_withdrawn_file_does_not_come_back_whatever_waits_with_it() -> None:
    lines = Lines()
    for each in (_captioned(1, "editMessageCaption"), _withdrawal(2), _captioned(3, "editMessageCaption")):
        lines.add(each)
    parcel = lines.begin(CHAT)
    assert (parcel.method, parcel.row_ids, parcel.payload) == ("editMessageMedia", [1, 2, 3], _withdrawal(2).payload)
    assert not parcel.anew()  # where the message is gone, so is the file


def test_a_file_that_is_withdrawn_on_its_way_is_sent_as_the_note() -> None:
    lines = Lines()
    lines.add(_captioned(1, "sendPhoto", photo="secret", protect_content=True))
    send = lines.begin(CHAT)
    lines.add(_withdrawal(2))
    lines.add(send)  # a 429
    lines.end(send)
    parcel = lines.begin(CHAT)
    assert (parcel.method, parcel.row_ids) == ("sendDocument", [1, 2])
    assert parcel.payload == {
        "chat_id": CHAT, "document": {"upload": "x.txt", "base64": ""}, "caption": "gone", "parse_mode": "HTML",
        "reply_markup": {},
    }  # fmt: skip


def test_what_belongs_to_another_card_stays_by_itself() -> None:
    lines = Lines()
    lines.add(_parcel(1, "sendMessage", "first", urgency=2))
    send = lines.begin(CHAT)
    other = Parcel([2], CHAT, 71, "editMessageText", {"chat_id": CHAT, "text": "other", "message_id": 4}, 0, None)
    lines.add(other)
    lines.add(send)
    lines.end(send)
    assert _texts(lines) == [("editMessageText", "other", [2]), ("sendMessage", "first", [1])]


def test_a_second_edit_finds_the_message_that_took_the_place_of_the_one_that_is_gone() -> None:
    lines = Lines()
    edit = _parcel(2, "editMessageText", "second", message_id=5)
    assert edit.body(lines.message_ids)["message_id"] == 5
    lines.message_ids.note(CARD, CHAT, 9)  # the first edit found 5 gone, and was sent anew
    assert edit.body(lines.message_ids)["message_id"] == 9


def test_a_message_id_does_not_follow_a_group_that_moves() -> None:
    lines = Lines()
    lines.message_ids.note(CARD, CHAT, 5)
    lines.add(_parcel(1, "editMessageText", "first", message_id=5))
    lines.move(CHAT, -100)
    parcel = lines.begin(-100)
    assert (parcel.method, parcel.body(lines.message_ids)) == ("sendMessage", {"chat_id": -100, "text": "first"})


def test_a_card_that_was_queued_twice_as_a_message_is_one_message() -> None:
    lines = Lines()
    lines.add(_parcel(1, "sendMessage", "first"))
    send = lines.begin(CHAT)
    lines.add(_parcel(2, "sendMessage", "second"))
    lines.message_ids.note(CARD, CHAT, 9)
    lines.end(send)
    second = lines.begin(CHAT)
    second.once(lines.message_ids)
    assert (second.method, second.body(lines.message_ids)["message_id"]) == ("editMessageText", 9)
