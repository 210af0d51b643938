"""/members, /invite, /bind and what their buttons do."""

from bot.actions import people
from bot.actions.base import Deed, Refused
from bot.cards.people import (
    AskStatus,
    BindChat,
    Invite,
    MembersPage,
    SetPost,
    SetStatus,
    SetVoting,
    ShowPerson,
    Unbind,
)
from bot.cards.people_files import SendRoster
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.rules.typed import cleaned
from bot.store import branch as store
from bot.store import post
from bot.store.branch import Person
from bot.store.post import Chat

router = Router("people")
ROSTER = do(Permission.ROSTER)


async def _present(here: Here, person_id: int) -> Person:
    """Somebody who may be changed: whoever left may not."""
    person = await here.find_person(person_id)
    if person.left_on is not None:
        raise Refused("leaving.has_left", name=person.name)
    return person


@router.command("members", need=ROSTER, words=("名册",))
async def members(here: Here) -> None:
    """The roster."""
    await here.show("people/members", page=0)


@router.press(MembersPage, need=ROSTER, where=Where.PRIVATE)
async def page(here: Here, press: MembersPage) -> None:
    """Another page."""
    await here.show("people/members", page=press.page)


@router.press(SendRoster, need=ROSTER, where=Where.PRIVATE)
async def send_roster(here: Here, press: SendRoster) -> None:
    """The roster as a file, in a message of its own."""
    people.send_roster(here.deed)


@router.press(ShowPerson, need=ROSTER, where=Where.PRIVATE)
async def show_person(here: Here, press: ShowPerson) -> None:
    """One person."""
    await here.show("people/person", person=(await here.find_person(press.person)).id)


@router.press(SetPost, need=ROSTER, where=Where.PRIVATE)
async def set_post(here: Here, press: SetPost) -> None:
    """A post given or taken; the same button undoes it."""
    person = await _present(here, press.person)
    await people.set_post(here.deed, person, press.post, holds=bool(press.holds))
    await here.show("people/person", person=person.id)


@router.press(AskStatus, need=ROSTER, where=Where.PRIVATE)
async def ask_status(here: Here, press: AskStatus) -> None:
    """The statuses to choose from."""
    await here.show("people/statuses", person=(await _present(here, press.person)).id)


@router.press(SetStatus, need=ROSTER, where=Where.PRIVATE)
async def set_status(here: Here, press: SetStatus) -> None:
    """A status changed."""
    person = await _present(here, press.person)
    await people.set_status(here.deed, person, press.status)
    await here.show("people/person", person=person.id)


@router.press(SetVoting, need=ROSTER, where=Where.PRIVATE)
async def set_voting(here: Here, press: SetVoting) -> None:
    """表决权 suspended or restored."""
    person = await _present(here, press.person)
    await people.set_voting(here.deed, person, voting=bool(press.voting))
    await here.show("people/person", person=person.id)


@router.press(Unbind, need=ROSTER, where=Where.PRIVATE)
async def unbind(here: Here, press: Unbind) -> None:
    """First asks, then takes the account away."""
    person = await _present(here, press.person)
    if not press.sure:
        await here.show("people/unbinding", person=person.id)
        return
    await people.unbind(here.deed, person)
    await here.show("people/person", person=person.id)


@router.command("invite", need=ROSTER, words=("邀请",))
async def invite(here: Here) -> None:
    """Who is not bound."""
    await here.show("people/invite")


@router.press(Invite, need=ROSTER, where=Where.PRIVATE)
async def invite_one(here: Here, press: Invite) -> None:
    """Fresh links, as a message to be forwarded. Not a card: the codes are kept nowhere."""
    if press.person:
        chosen = [await _present(here, press.person)]
    else:
        everybody = await store.people(here.deed.session, here.deed.branch.id)
        chosen = [person for person in everybody if not person.bound]
    if not chosen:
        raise Refused("people.nobody_to_invite")
    username = here.view.username
    for person in chosen:
        code, invitation = await people.invite(here.deed, person)
        link = f"https://t.me/{username}?start={code}"
        await here.say("people/link", name=person.name, link=link, code=code, expires=invitation.expires)


@router.command("bind", need=ROSTER, where=Where.GROUP)
async def bind(here: Here) -> None:
    """In a group: what it is bound to."""
    await here.show("people/chat", chat=here.chat_id)


@router.press(BindChat, need=ROSTER, where=Where.GROUP)
async def bind_chat(here: Here, press: BindChat) -> None:
    """Binds the group to the branch or to a team."""
    if press.team not in (0, *(team.id for team in await store.teams(here.deed.session, here.deed.branch.id))):
        raise Refused("home.old_button")
    chat = here.update.effective_chat
    title = cleaned(chat.title or "" if chat else "") or str(here.chat_id)
    await people.bind_chat(here.deed, here.chat_id, title, press.team or None)
    await here.show("people/chat", chat=here.chat_id)


@router.errand("chats.counted")
async def counted(deed: Deed, chat_id: int, result: int | None) -> None:
    """How many people Telegram counts in the group, the bot among them; None: it would not say."""
    chat = await deed.session.get(Chat, chat_id)
    if chat is not None and result is not None:
        chat.members = result - 1
        deed.refresh("people/chat", chat=chat_id)


@router.event("group_message")
async def group_message(here: Here) -> None:
    """A code in a group, however it got there, is a code that others have read. The group is not told whose it was."""
    message = here.update.effective_message
    if message is None:
        return
    links = [entity.url for entity in (*message.entities, *message.caption_entities) if entity.url]
    words = " ".join([message.text or message.caption or "", *links])
    voided = [code for code in people.codes_in(words) if await people.void_code(here.deed, code)]
    if voided:
        await here.hold()  # whatever becomes of the message itself
        await here.say("people/code_voided")


@router.event("migrated")
async def migrated(here: Here) -> None:
    """The group became a supergroup: everything bound to the old id follows."""
    new = here.message.migrate_to_chat_id
    if new is not None:
        await post.move_chat(here.deed.session, here.chat_id, new)


def _let_in(here: Here, *, again: bool) -> None:
    if here.deed.actor is not None:
        here.person.reachable = again
    if again:  # also an account that was somebody's once: something there may have to go
        here.deed.returned(here.chat_id)


@router.event("my_chat_member")
async def membership(here: Here) -> None:
    """Blocked or let in again in private; put out of a bound group."""
    change = here.update.my_chat_member
    if change is None:
        return
    gone = change.new_chat_member.status in ("kicked", "left")
    if here.private:
        _let_in(here, again=not gone)
    elif gone:
        chat = await here.deed.session.get(Chat, here.chat_id)
        if chat is not None:
            await here.deed.session.delete(chat)
