"""Branch, teams, people, posts, invitations."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.permissions import Grants, Matter, Permission, grants
from bot.rules.words import Employment, Post, Status
from bot.store.base import Base, BigId, Utc, WordColumn
from bot.store.lookup import ByKey


class Branch(Base):
    """党支部. Everything else belongs to one."""

    __tablename__ = "branches"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    started: Mapped[date]  # nobody owes anything for periods before this day


class Team(Base):
    """党小组."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("branch_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    name: Mapped[str] = mapped_column(String(50))


class Person(Base):
    """One person of the roster. Identity is the name, or name and phone where names repeat."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_identity", "branch_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    name: Mapped[str] = mapped_column(String(50))
    phone: Mapped[str | None] = mapped_column(String(30))
    status: Mapped[Status] = mapped_column(WordColumn(Status))
    joined: Mapped[date | None]  # the assembly's decision; None: long ago, or never
    since: Mapped[date | None]  # came onto this branch's roster; None: with the branch itself
    confirmed: Mapped[date | None]
    employment: Mapped[Employment] = mapped_column(WordColumn(Employment))
    base: Mapped[int | None]  # 党费基数 in fen
    voting: Mapped[bool] = mapped_column(default=True)  # 表决权; false while suspended
    telegram_id: Mapped[int | None] = mapped_column(BigId, unique=True)
    reachable: Mapped[bool] = mapped_column(default=True)  # false after Telegram said: blocked or never started
    language: Mapped[str] = mapped_column(String(5), default="")  # empty: not chosen
    left_on: Mapped[date | None]  # 组织关系转出: the first day on which the person is no longer of this branch
    left_to: Mapped[str | None] = mapped_column(String(200))  # to which organization
    left_letter: Mapped[str | None] = mapped_column(String(100))  # 介绍信编号
    erased: Mapped[datetime | None] = mapped_column(Utc)  # what was personal is gone: the retention period is over

    post_rows: Mapped[list["PostRow"]] = relationship(lazy="joined", cascade="all, delete-orphan")
    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def posts(self) -> frozenset[Post]:
        """The posts this person holds."""
        return frozenset(row.post for row in self.post_rows)

    @property
    def counted_from(self) -> date | None:
        """The first day for which this branch counts the person as a member; None: there was no such day."""
        return max((day for day in (self.joined, self.since) if day is not None), default=None)

    @property
    def bound(self) -> bool:
        """Whether a Telegram account is bound."""
        return self.telegram_id is not None

    @property
    def grants(self) -> Grants:
        """What this person may do, by PRODUCT's table of permissions."""
        return grants(self.status, self.posts, voting=self.voting)

    def reaches(self, permission: Permission, matter: Matter) -> bool:
        """Whether the grants cover this matter for a change."""
        return self.grants.reach(permission, matter, person_id=self.id, team_id=self.team_id)


class PostRow(Base):
    """That a person holds a post."""

    __tablename__ = "posts"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    post: Mapped[Post] = mapped_column(WordColumn(Post), primary_key=True)


class Invitation(Base):
    """A single-use, expiring code, kept as its hash only."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    inviter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: printed from the command line
    expires: Mapped[datetime] = mapped_column(Utc)
    ended: Mapped[datetime | None] = mapped_column(Utc)  # used, replaced or voided


_PERSON = ByKey(Person)
_BY_ACCOUNT = select(Person).where(Person.telegram_id == bindparam("account"))
# Built once, for almost every card asks who there is.
_EVERYBODY = select(Person).where(Person.branch_id == bindparam("branch")).order_by(Person.id)
_PEOPLE = _EVERYBODY.where(Person.left_on.is_(None))


async def only_branch(session: AsyncSession) -> Branch | None:
    """The branch of this installation; None before `init`."""
    return (await session.scalars(select(Branch).order_by(Branch.id).limit(1))).first()


async def teams(session: AsyncSession, branch_id: int) -> Sequence[Team]:
    """The teams of the branch in the order in which they were made."""
    return (await session.scalars(select(Team).where(Team.branch_id == branch_id).order_by(Team.id))).all()


async def people(session: AsyncSession, branch_id: int) -> Sequence[Person]:
    """Everybody of the branch, in roster order; nobody who left."""
    return (await session.scalars(_PEOPLE, {"branch": branch_id})).unique().all()


async def everybody(session: AsyncSession, branch_id: int) -> Sequence[Person]:
    """The same with those who left: for the names of what is past, and to know whoever comes back."""
    return (await session.scalars(_EVERYBODY, {"branch": branch_id})).unique().all()


async def left(session: AsyncSession, branch_id: int) -> Sequence[Person]:
    """Who left, the last one first."""
    query = select(Person).where(Person.branch_id == branch_id, Person.left_on.is_not(None))
    return (await session.scalars(query.order_by(Person.left_on.desc(), Person.id.desc()))).unique().all()


async def person(session: AsyncSession, person_id: int) -> Person | None:
    """One person by id."""
    return await _PERSON(session, person_id)


async def person_by_telegram(session: AsyncSession, telegram_id: int) -> Person | None:
    """The person bound to that Telegram account."""
    return (await session.scalars(_BY_ACCOUNT, {"account": telegram_id})).unique().first()


async def holders(session: AsyncSession, branch_id: int, *posts: Post) -> Sequence[Person]:
    """Whoever holds one of the posts, in roster order."""
    held = select(PostRow.person_id).where(PostRow.post.in_(posts))
    query = select(Person).where(Person.branch_id == branch_id, Person.id.in_(held), Person.left_on.is_(None))
    query = query.order_by(Person.id)
    return (await session.scalars(query)).unique().all()


async def invitation_by_hash(session: AsyncSession, code_hash: str) -> Invitation | None:
    """The invitation whose code has that SHA-256, ended ones too."""
    return (await session.scalars(select(Invitation).where(Invitation.code_hash == code_hash))).first()


async def open_invitations(session: AsyncSession, person_id: int) -> Sequence[Invitation]:
    """The person's invitations that were neither used nor replaced."""
    query = select(Invitation).where(Invitation.person_id == person_id, Invitation.ended.is_(None))
    return (await session.scalars(query)).all()


async def unbound_count(session: AsyncSession, person_ids: Sequence[int]) -> int:
    """How many of these people have no Telegram account bound."""
    query = select(func.count()).where(Person.id.in_(person_ids), Person.telegram_id.is_(None))
    return (await session.scalar(query)) or 0
