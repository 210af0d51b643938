"""参加: who is meant by what people write."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.language import Language
from bot.rules.words import Employment, Post, Status
from bot.store.audience import BadAudience, EmptyAudience, RepeatedName, UnknownName, known, parse
from bot.store.branch import Branch, Person, PostRow, Team
from bot.store.database import Database

_PEOPLE: tuple[tuple[str, int | None, Status, tuple[Post, ...], str | None], ...] = (
    ("郑书记", 1, Status.FULL, (Post.SECRETARY,), None),
    ("李组长", 1, Status.FULL, (Post.TEAM_LEADER,), None),
    ("吴纪检", 2, Status.FULL, (Post.DISCIPLINE, Post.TEAM_LEADER), None),
    ("林预备", 2, Status.PROBATIONARY, (), None),
    ("黄积极", 2, Status.ACTIVIST, (), None),
    ("王伟", 1, Status.FULL, (), "138-0000-0001"),
    ("王伟", 2, Status.FULL, (), "13800000002"),
)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    """A branch with two teams of people and one of nobody."""
    async with database.writing() as session:
        session.add(Branch(id=1, name="示范机关党支部", started=date(2026, 1, 1)))
        await session.flush()
        session.add_all(Team(id=number, branch_id=1, name=f"第{name}党小组") for number, name in enumerate("一二三", 1))
        await session.flush()
        for name, team_id, status, posts, phone in _PEOPLE:
            person = Person(
                branch_id=1, team_id=team_id, name=name, phone=phone, status=status, employment=Employment.EMPLOYED
            )
            person.post_rows = [PostRow(post=post) for post in posts]
            session.add(person)
            await session.flush()
        yield session


async def _names(session: AsyncSession, text: str) -> list[str]:
    branch = await session.get(Branch, 1)
    assert branch is not None
    return [person.name for person in await parse(session, branch, text)]


async def test_all_members_are_the_full_and_the_probationary_ones(session: AsyncSession) -> None:
    assert await _names(session, "全体党员") == ["郑书记", "李组长", "吴纪检", "林预备", "王伟", "王伟"]


async def test_the_committee_is_whoever_holds_one_of_its_posts(session: AsyncSession) -> None:
    assert await _names(session, " 支委会 ") == ["郑书记", "吴纪检"]


async def test_a_team_is_its_party_members(session: AsyncSession) -> None:
    assert await _names(session, "第二党小组") == ["吴纪检", "林预备", "王伟"]


@pytest.mark.parametrize("text", ["黄积极、郑书记", "黄积极，郑书记", "黄积极,郑书记;", "黄积极\n郑书记、黄积极"])
async def test_names_may_be_joined_in_any_usual_way(session: AsyncSession, text: str) -> None:
    assert await _names(session, text) == ["郑书记", "黄积极"]


async def test_groups_and_names_may_be_mixed_and_count_once(session: AsyncSession) -> None:
    assert await _names(session, "支委会、第一党小组、黄积极") == ["郑书记", "李组长", "吴纪检", "黄积极", "王伟"]


async def test_a_repeated_name_takes_its_phone(session: AsyncSession) -> None:
    with pytest.raises(RepeatedName) as problem:
        await _names(session, "王伟")
    assert problem.value.name == "王伟"
    assert await _names(session, "王伟（13800000001）、王伟(138 0000 0002)") == ["王伟", "王伟"]
    with pytest.raises(UnknownName):
        await _names(session, "王伟（13800000003）")


@pytest.mark.parametrize(
    ("text", "problem", "name"),
    [
        ("郑书记、张三", UnknownName, "张三"),
        ("第九党小组", UnknownName, "第九党小组"),
        ("第三党小组", EmptyAudience, "第三党小组"),
        ("、", EmptyAudience, "、"),
        ("", EmptyAudience, ""),
    ],
)
async def test_what_names_nobody_is_said_back(
    session: AsyncSession, text: str, problem: type[BadAudience], name: str
) -> None:
    with pytest.raises(problem) as raised:
        await _names(session, text)
    assert raised.value.name == name


async def test_the_audiences_with_a_name_are_offered(session: AsyncSession) -> None:
    branch = await session.get(Branch, 1)
    assert branch is not None
    assert await known(session, branch, Language.ZH) == ["全体党员", "支委会", "第一党小组", "第二党小组", "第三党小组"]
