"""The first deed of an installation: the branch itself."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import branch as store
from bot.store.branch import Branch


async def found_branch(session: AsyncSession, name: str, today: date) -> tuple[Branch, bool]:
    """The branch of this installation, made if there is none yet; and whether it was made."""
    branch = await store.only_branch(session)
    if branch is not None:
        return branch, False
    branch = Branch(name=name, started=today)
    session.add(branch)
    await session.flush()
    return branch, True
