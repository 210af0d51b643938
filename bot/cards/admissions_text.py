"""What a ballot about one person came to, in words: the result goes on to the 机关工委 (党支部工作制度 三（十四）5)."""

from bot.cards.ballots_facts import passed_of
from bot.cards.base import View
from bot.rules.quorum import Verdict
from bot.rules.words import Approval
from bot.store import admissions
from bot.store.ballots import Ballot


async def state_line(view: View, ballot: Ballot) -> str:
    """Where the matter stands since that ballot."""
    decided = await passed_of(view, ballot)
    if decided is None:
        return view.short("admissions.state_running")
    if not decided:
        return view.short("admissions.state_failed")
    return view.short(f"admissions.state_{(ballot.approval or Approval.PENDING).value}")


def approval_line(view: View, ballot: Ballot) -> str | None:
    """The 批复 with number and date; None while there is none."""
    if ballot.approval in (None, Approval.PENDING):
        return None
    facts = {"approval": ballot.approval, "number": ballot.approval_number, "day": ballot.approval_date}
    return view.short("admissions.approval", **facts)


async def outcome(view: View, ballot: Ballot, found: Verdict) -> str | None:
    """What a result card adds: how many are not expected, and what the 机关工委 has to say; None: nothing."""
    excluded = await admissions.excluded_count(view.session, ballot.meeting_id) if ballot.meeting_id else 0
    approval = (ballot.approval or Approval.PENDING) if found.passed else None
    if not excluded and approval is None:
        return None
    return view.text(
        "admissions/outcome",
        excluded=excluded,
        exclusions=view.book.exclusions,
        state=view.short(f"admissions.state_{approval.value}") if approval else None,
        approval=approval_line(view, ballot) if approval else None,
        cited=view.book.admission_approval,
    )
