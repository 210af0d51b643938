"""Roster cards: the list, one person with posts and status, invitations, and what a group is bound to."""

from bot.cards.base import GROUP, Button, Card, View, card, in_rows
from bot.cards.leaving import LeftPage, Transfer, gone
from bot.cards.people_files import SendRoster
from bot.cards.terms import Terms
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.rules.words import Post, Status
from bot.store import branch as store
from bot.store.post import Chat

PAGE = 16  # people on one page of the list


class MembersPage(Press, tag="mp"):
    """Another page of the list."""

    page: int


class ShowPerson(Press, tag="ms"):
    """One person's card."""

    person: int


class SetPost(Press, tag="mo"):
    """Give or take a post."""

    person: int
    post: Post
    holds: int


class AskStatus(Press, tag="mq"):
    """Show the statuses to choose from."""

    person: int


class SetStatus(Press, tag="mt"):
    """Change the status."""

    person: int
    status: Status


class SetVoting(Press, tag="mv"):
    """Suspend or restore 表决权."""

    person: int
    voting: int


class Unbind(Press, tag="mu"):
    """Take the account away; asked twice."""

    person: int
    sure: int


class Invite(Press, tag="mi"):
    """A fresh link for one person; 0: for all who are not bound."""

    person: int


class ShowAwayOf(Press, tag="wp"):
    """When this person is away."""

    person: int


class BindChat(Press, tag="cb"):
    """Bind this group to a team; 0: to the branch."""

    team: int


@card("people/members", need=do(Permission.ROSTER))
async def members(view: View, page: int) -> Card:
    """One page of the roster, a button a person."""
    everybody = await store.people(view.session, view.branch.id)
    shown = everybody[page * PAGE : (page + 1) * PAGE]
    bound = sum(1 for person in everybody if person.bound)
    text = view.text("people/members", people=shown, total=len(everybody), bound=bound, first=page * PAGE + 1)
    buttons = in_rows(Button(person.name, ShowPerson(person.id)) for person in shown)
    turns = []
    if page:
        turns.append(view.button("people.earlier", MembersPage(page - 1)))
    if (page + 1) * PAGE < len(everybody):
        turns.append(view.button("people.later", MembersPage(page + 1)))
    left = len(await store.left(view.session, view.branch.id))
    past = [view.button("leaving.list", LeftPage(0), count=left)] if left else []
    below = [view.button("people.roster_file", SendRoster()), view.button("terms.open", Terms()), *past]
    return Card(text, [*buttons, turns, below, [view.back()]])


@card("people/person", need=do(Permission.ROSTER))
async def person(view: View, person: int) -> Card | None:
    """What an officer may change about one person."""
    who = await store.person(view.session, person)
    if who is None:
        return None
    if who.left_on is not None:
        return await gone(view, who)
    posts = [_post_button(view, who, post) for post in Post]
    account = (
        view.button("people.unbind", Unbind(who.id, 0)) if who.bound else view.button("people.invite", Invite(who.id))
    )
    voting = view.button("people.suspend" if who.voting else "people.restore", SetVoting(who.id, int(not who.voting)))
    away = [view.button("travels.mine", ShowAwayOf(who.id))] if who.status.is_member else []
    rows = [[view.button("people.status", AskStatus(who.id)), voting], *in_rows(posts)]
    rows += [[account, *away], [view.button("leaving.transfer", Transfer(who.id))]]
    return Card(view.text("people/person", person=who), [*rows, [view.button("people.list", MembersPage(0))]])


def _post_button(view: View, who: store.Person, post: Post) -> Button:
    holds = post in who.posts
    return Button(("✓ " if holds else "") + view.say(post), SetPost(who.id, post, int(not holds)))


@card("people/statuses", need=do(Permission.ROSTER))
async def statuses(view: View, person: int) -> Card | None:
    """The statuses to choose from."""
    who = await store.person(view.session, person)
    if who is None:
        return None
    choices = [Button(view.say(status), SetStatus(who.id, status)) for status in Status]
    back = [view.button("home.back", ShowPerson(who.id))]
    return Card(view.text("people/person", person=who), [*in_rows(choices), back])


@card("people/unbinding", need=do(Permission.ROSTER))
async def unbinding(view: View, person: int) -> Card | None:
    """Asks before the account is taken away."""
    who = await store.person(view.session, person)
    if who is None:
        return None
    sure = view.button("home.confirm", Unbind(who.id, 1))
    back = view.button("home.back", ShowPerson(who.id))
    return Card(view.text("people/unbinding", name=who.name), [[sure], [back]])


@card("people/was_bound", need=do(Permission.ROSTER))
async def was_bound(view: View, person: int) -> Card | None:
    """Told to whoever invited."""
    who = await store.person(view.session, person)
    if who is None:
        return None
    buttons = [[view.button("people.unbind", Unbind(who.id, 0))]] if who.bound else []
    return Card(view.text("people/was_bound", name=who.name), buttons)


@card("people/unbound_oneself", need=do(Permission.ROSTER))
async def unbound_oneself(view: View, person: int) -> Card | None:
    """Told to whoever keeps the roster: somebody left the bot."""
    who = await store.person(view.session, person)
    if who is None:
        return None
    buttons = [] if who.bound or who.left_on is not None else [[view.button("people.invite", Invite(who.id))]]
    return Card(view.text("people/unbound_oneself", name=who.name), buttons)


@card("people/code_shown", need=do(Permission.ROSTER))
async def code_shown(view: View, person: int) -> Card | None:
    """Told to whoever invited: the code stood in a group, and is void."""
    who = await store.person(view.session, person)
    if who is None:
        return None
    buttons = [] if who.bound else [[view.button("people.invite", Invite(who.id))]]
    return Card(view.text("people/code_shown", name=who.name), buttons)


@card("people/invite", need=do(Permission.ROSTER))
async def invite(view: View) -> Card:
    """Who is not bound yet, each with a button for a fresh link."""
    unbound = [person for person in await store.people(view.session, view.branch.id) if not person.bound]
    buttons = in_rows(Button(person.name, Invite(person.id)) for person in unbound[:40])
    everyone = [[view.button("people.invite_all", Invite(0))]] if unbound else []
    return Card(view.text("people/invite", count=len(unbound)), [*everyone, *buttons, [view.back()]])


@card("people/chat", need=GROUP)
async def chat(view: View, chat: int) -> Card:
    """What this group is bound to, and to what else it may be bound."""
    bound = await view.session.get(Chat, chat)
    teams = await store.teams(view.session, view.branch.id)
    known = {team.id: team.name for team in teams}
    target = None if bound is None else known.get(bound.team_id or 0, view.branch.name)
    everybody = await store.people(view.session, view.branch.id)
    inside = [p for p in everybody if p.bound and (bound is None or bound.team_id in (None, p.team_id))]
    facts = {"target": target, "members": bound.members if bound else None, "bound": len(inside)}
    buttons = [Button(view.branch.name, BindChat(0)), *(Button(team.name, BindChat(team.id)) for team in teams)]
    return Card(view.text("people/chat", **facts), in_rows(buttons, 1))
