"""What every action is given: the deed. It knows no messenger: it names cards and people, and others send."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.keys import Keys
from bot.rules.calendar import Holidays
from bot.rules.permissions import Matter, Permission
from bot.rules.rulebook import Entry, Rulebook
from bot.store.branch import Branch, Person
from bot.store.outbox import Urgency
from bot.store.post import Audit


class Refused(Exception):
    """The deed is not possible, and nothing was changed. ``key`` is a short text that says why and what to do.

    ``entry``: the rule that stands in the way. The text names its ``clause``, and leads to it by 【依据】.
    """

    def __init__(self, key: str, /, entry: Entry | None = None, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.entry = entry
        self.facts = facts if entry is None else {"clause": entry.clause, **facts}


@dataclass(frozen=True)
class Show:
    """Send a card to a person (skipped while unbound) or to a chat.

    Not ``kept``, it leaves no trace in the store once it has gone, and is never painted anew.
    """

    card: str
    args: dict[str, Any]
    urgency: Urgency
    person_id: int | None = None
    chat_id: int | None = None
    kept: bool = True


@dataclass(frozen=True)
class Refresh:
    """Paint anew every message that shows this card, or one person's."""

    card: str
    args: dict[str, Any]
    person_id: int | None = None


@dataclass(frozen=True)
class Menu:
    """Bring an account's command menu, and what its screen shows, in line with the posts held."""

    telegram_id: int
    person_id: int | None  # None: nobody is bound to that account any more


@dataclass(frozen=True)
class Return:
    """An account lets the bot write again: what could not be changed on its screen meanwhile is changed now."""

    telegram_id: int


@dataclass(frozen=True)
class Errand:
    """Ask the messenger something about a chat; the answer comes back to the errand handler named ``then``.
    ``facts``: what else the question needs; of a file, see gateway/api.py."""

    chat_id: int
    question: str
    then: str
    facts: dict[str, Any] = field(default_factory=dict)


Notice = Show | Refresh | Menu | Return | Errand


@dataclass
class Deed:
    """One thing that happens: in which transaction, when, by whom, and what is to be told because of it. ``book``: the
    branch's rulebook of the day."""

    session: AsyncSession
    now: datetime
    zone: ZoneInfo
    book: Rulebook
    holidays: Holidays
    branch: Branch
    keys: Keys
    actor: Person | None = None  # None: the clock or the command line
    notices: list[Notice] = field(default_factory=list)
    chores: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The date on the branch's calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def person(self) -> Person:
        """The acting person; LookupError where the clock acts."""
        if self.actor is None:
            raise LookupError("nobody acts here")
        return self.actor

    def reaches(self, permission: Permission, matter: Matter) -> bool:
        """Whether the actor's grants cover this matter for a change."""
        return self.person.reaches(permission, matter)

    def require(self, permission: Permission, matter: Matter) -> None:
        """Refused unless :meth:`reaches`."""
        if not self.reaches(permission, matter):
            raise Refused("home.not_yours")

    def tell(self, person: Person, card: str, /, *, urgency: Urgency = Urgency.NOTICE, **args: object) -> None:
        """A card for a person's private chat."""
        self.notices.append(Show(card, args, urgency, person_id=person.id))

    def whisper(self, person: Person, card: str, /, **args: object) -> None:
        """The same, where nothing that is kept may say who was told: of the message, no trace stays in the store."""
        self.notices.append(Show(card, args, Urgency.NOTICE, person_id=person.id, kept=False))

    def post(self, chat_id: int, card: str, /, *, urgency: Urgency = Urgency.NOTICE, **args: object) -> None:
        """A card for a group chat."""
        self.notices.append(Show(card, args, urgency, chat_id=chat_id))

    def refresh(self, card: str, /, *, only: Person | None = None, **args: object) -> None:
        """The card changed: everyone who sees it (or this person) sees it so."""
        self.notices.append(Refresh(card, args, only.id if only else None))

    def menu(self, telegram_id: int, person: Person | None) -> None:
        """The person's grants changed: so must the command menu."""
        self.notices.append(Menu(telegram_id, person.id if person else None))

    def returned(self, telegram_id: int) -> None:
        """The account lets the bot write again; see Return."""
        self.notices.append(Return(telegram_id))

    def errand(self, chat_id: int, question: str, then: str, **facts: object) -> None:
        """Ask Telegram; see Errand."""
        self.notices.append(Errand(chat_id, question, then, facts))

    def chore(self, name: str) -> None:
        """What no transaction can do, such as destroying a key: done once this one is committed; see bot/chores.py."""
        self.chores.append(name)

    def audit(self, what: str, subject: str) -> None:
        """Appends to the audit log: ``what`` as ``system.verb``, and whose matter. Never contents."""
        actor_id = self.actor.id if self.actor else None
        self.session.add(Audit(branch_id=self.branch.id, at=self.now, actor_id=actor_id, deed=what, subject=subject))


Job = Callable[[Deed], Awaitable[None]]  # what a tick of the schedule does
