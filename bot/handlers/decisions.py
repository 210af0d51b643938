"""/decisions: 决议台账, 登记决议, 办结."""

from bot.actions import decisions
from bot.actions.base import Refused
from bot.cards.decisions import (
    FINISHING,
    OFFERED,
    ChooseOpinion,
    FinishDecision,
    NameOpinion,
    RegisterPage,
    ReopenDecision,
    ShowDecision,
)
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.store import decisions as store
from bot.store.decisions import Decision

router = Router("decisions")
# Anybody of the roster may own a decision; whose it is decides the action.
LOOK, ACT = see(Permission.HOME), do(Permission.HOME)


async def decision_of(here: Here, decision_id: int) -> Decision:
    """The decision of a button; Refused when it is none of this branch."""
    decision = await store.by_id(here.deed.session, decision_id)
    if decision is None or decision.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return decision


@router.command("decisions", need=see(Permission.BOARD), words=("决议", "决议台账"))
async def decisions_(here: Here) -> None:
    """The register."""
    await here.show("decisions/register", page=0)


@router.press(RegisterPage, need=see(Permission.BOARD), where=Where.PRIVATE)
async def register_page(here: Here, press: RegisterPage) -> None:
    """Another page of it."""
    await here.show("decisions/register", page=press.page)


@router.press(ShowDecision, need=LOOK, where=Where.PRIVATE)
async def show(here: Here, press: ShowDecision) -> None:
    """One decision; whether it is shown is the card's to decide, for its viewer."""
    decision = await decision_of(here, press.decision)
    if here.dialog is not None and here.dialog.name == FINISHING:
        await here.end()
    await here.show("decisions/one", decision=decision.id)


@router.press(FinishDecision, need=ACT, where=Where.PRIVATE)
async def finish(here: Here, press: FinishDecision) -> None:
    """办结: what is written next is what was done."""
    decision = await decision_of(here, press.decision)
    await decisions.check_may_complete(here.deed, decision)
    await here.begin(FINISHING, decision=decision.id)
    await here.show("decisions/finishing", decision=decision.id)


@router.answer(FINISHING, need=ACT)
async def take(here: Here) -> None:
    """The word itself."""
    if here.dialog is None:
        raise LookupError("an answer without a dialog")
    decision = await decision_of(here, here.dialog.answers["decision"])
    try:
        await decisions.check_may_complete(here.deed, decision)
    except Refused:
        await here.end()
        raise
    if not here.message.text or not here.text:
        raise Refused("decisions.text_only")
    await decisions.complete(here.deed, decision, here.text)
    await here.end()
    await here.show("decisions/one", decision=decision.id)


@router.press(ReopenDecision, need=ACT, where=Where.PRIVATE)
async def reopen(here: Here, press: ReopenDecision) -> None:
    """办结 taken back."""
    decision = await decision_of(here, press.decision)
    await decisions.reopen(here.deed, decision)
    here.toast("decisions.reopened")
    await here.show("decisions/one", decision=decision.id)


@router.press(ChooseOpinion, need=ACT, where=Where.PRIVATE)
async def choose_opinion(here: Here, press: ChooseOpinion) -> None:
    """The opinions asked for before."""
    decision = await decision_of(here, press.decision)
    await decisions.check_may_consult(here.deed, decision)
    await here.show("decisions/opinions", decision=decision.id)


@router.press(NameOpinion, need=ACT, where=Where.PRIVATE)
async def name_opinion(here: Here, press: NameOpinion) -> None:
    """One of them."""
    decision = await decision_of(here, press.decision)
    origin = await decisions.check_may_consult(here.deed, decision)
    before = origin.ballot.opened if origin.ballot else here.deed.now
    offered = await store.opinions(here.deed.session, here.deed.branch.id, before, OFFERED)
    opinion = next((each for each in offered if each.id == press.ballot), None)
    if opinion is None:
        raise Refused("home.old_button")
    await decisions.consult(here.deed, decision, opinion)
    await here.show("decisions/one", decision=decision.id)
