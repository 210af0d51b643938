"""What 监票人 and 计票人 see: all figures, 签字确认, and 有异议."""

from bot.cards.ballots_facts import standing_of
from bot.cards.ballots_text import count_text
from bot.cards.base import Card, View, card, closed
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.store import ballots as store
from bot.store.ballots_standing import seal_of

OBJECTION = "objection"  # the dialog in which a word about the count is awaited


class ShowSigning(Press, tag="ug"):
    """The card of whoever signs."""

    ballot: int


class Sign(Press, tag="uh"):
    """签字确认 of the figures whose seal is ``seen``."""

    ballot: int
    seen: str


class Dispute(Press, tag="uj"):
    """有异议: a word to the opener follows."""

    ballot: int


@card("ballots/signing", need=see(Permission.VOTE))
async def signing(view: View, ballot: int) -> Card | None:
    """The figures, to be signed; a plain "no longer yours" for whoever has been replaced."""
    asked = await store.by_id(view.session, ballot)
    if asked is None:
        return None
    count = await standing_of(view, asked)
    mine = next((each for each in count.signers.values() if each.person_id == view.person.id), None)
    if mine is None:
        return closed(view)
    both = count.final
    if not count.needs_signing:  # whoever was struck off has been taken back
        said = view.short("ballots.needs_no_signature")
        return Card(f"{await count_text(view, asked)}\n\n{said}", [[view.back("vote")]])
    facts = {"role": mine.role, "counted": count.counted, "signed": mine.signed, "both": both}
    said = view.text("ballots/signing", objection=mine.objection, **facts)
    text = f"{await count_text(view, asked)}\n\n{said}"
    if not count.counted or both:
        return Card(text, [[view.back("vote")]])
    object_ = view.button("ballots.dispute", Dispute(ballot))
    if mine.signed:
        return Card(text, [[object_], [view.back("vote")]])
    sign = view.button("ballots.sign", Sign(ballot, await seal_of(view.session, asked)))
    return Card(text, [[sign, object_], [view.back("vote")]])


@card("ballots/objecting", need=see(Permission.VOTE))
async def objecting(view: View, ballot: int) -> Card | None:
    """Asks what is wrong."""
    asked = await store.by_id(view.session, ballot)
    if asked is None:
        return None
    back = view.button("home.back", ShowSigning(ballot))
    return Card(view.text("ballots/objecting", question=asked.question), [[back]])
