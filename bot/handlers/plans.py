"""/plan: what is studied when; items entered and corrected one by one; meetings and materials for them."""

from collections.abc import Sequence

from bot.actions import plans
from bot.actions.base import Refused
from bot.actions.plans import Planned
from bot.cards.base import View
from bot.cards.plans import (
    AddItem,
    CallFor,
    ChangeItem,
    RemoveItem,
    SendFor,
    ShowItem,
    ShowMonth,
    ShowYear,
    TakePlan,
)
from bot.context import Here
from bot.documents.plan_file import month_of
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers import broadcasts, newmeeting
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do, see
from bot.rules.plans import FIRST_YEAR, LAST_YEAR, LEADER_MOST, MATERIALS_MOST, TOPIC_MOST, StudyForm
from bot.store import plans as store
from bot.store import post
from bot.store.plans import PlanItem

router = Router("plans")
LOOK = see(Permission.HOME)
KEEP = do(Permission.BROADCAST)
_CHANGE = "plan_change"  # the form that corrects an item


@router.command("plan", need=LOOK, words=("学习计划",))
async def plan(here: Here) -> None:
    """What is studied this month."""
    await here.show("plans/month", month=str(Month.of(here.deed.today)))


@router.press(ShowMonth, need=LOOK, where=Where.PRIVATE)
async def show_month(here: Here, press: ShowMonth) -> None:
    """Another month."""
    await here.show("plans/month", month=str(press.month))


@router.press(ShowYear, need=LOOK, where=Where.PRIVATE)
async def show_year(here: Here, press: ShowYear) -> None:
    """A year."""
    _check_year(press.year)
    await here.show("plans/year", year=press.year)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("home.old_button")


async def _item(here: Here, item_id: int) -> PlanItem:
    item = await store.item(here.deed.session, here.deed.branch.id, item_id)
    if item is None:
        raise Refused("plans.gone")
    return item


@router.press(ShowItem, need=LOOK, where=Where.PRIVATE)
async def show_item(here: Here, press: ShowItem) -> None:
    """One item."""
    await here.show("plans/item", item=(await _item(here, press.item)).id)


@router.press(TakePlan, need=KEEP, where=Where.PRIVATE)
async def take_plan(here: Here, press: TakePlan) -> None:
    """The plan of a year as a file, as a message of its own."""
    plans.check_may_plan(here.deed)
    _check_year(press.year)
    await here.send("plans/file", year=press.year)


@router.press(CallFor, need=do(Permission.MEETINGS), where=Where.PRIVATE)
async def call_for(here: Here, press: CallFor) -> None:
    """召开."""
    item = await _item(here, press.item)
    await newmeeting.call_for(here, item.form.kind, item.topic, item=item.id)


@router.press(SendFor, need=KEEP, where=Where.PRIVATE)
async def send_for(here: Here, press: SendFor) -> None:
    """发材料: where the plan names what is read, that is the content, which may be changed."""
    item = await _item(here, press.item)
    await broadcasts.prepare(here, f"{item.topic}\n{item.materials}" if item.materials else "", item=item.id)


@router.press(RemoveItem, need=KEEP, where=Where.PRIVATE)
async def remove(here: Here, press: RemoveItem) -> None:
    """Takes an item out, after asking."""
    item = await _item(here, press.item)
    plans.check_may_plan(here.deed)
    if not press.sure:
        await here.show("plans/removing", item=item.id)
        return
    await plans.remove(here.deed, item)
    here.toast("plans.is_removed")
    await here.show("plans/month", month=str(item.month))


async def _month(view: View, text: str) -> Month:
    month = month_of(text)
    if month is None:
        raise Misunderstood("plans.bad_month", text=text[:20])
    return month


async def _months(view: View) -> Sequence[str]:
    this = Month.of(view.today)
    return [str(this.plus(later)) for later in range(6)]


async def _form(view: View, text: str) -> StudyForm:
    try:
        return StudyForm.of(text.strip())
    except ValueError as error:
        raise Misunderstood("plans.bad_form", text=text[:20], words=list(StudyForm)) from error


async def _forms(view: View) -> Sequence[str]:
    return [view.say(form) for form in StudyForm]


async def _corrected(view: View) -> PlanItem | None:
    """The item that the open form corrects; None where it asks for a new one, or that one is out of the plan by now."""
    dialog = await post.dialog(view.session, view.person.id)
    if dialog is None or dialog.name != _CHANGE:
        return None
    return await store.item(view.session, view.branch.id, dialog.answers["item"])


async def _remarks(view: View, values: Values) -> Sequence[str]:
    """The item as it stands in the plan."""
    item = await _corrected(view)
    return [view.short("plans.remark_was", month=item.month, kind=item.form, topic=item.topic)] if item else []


def _planned(values: Values) -> Planned:
    return Planned(
        values["month"], values["topic"], values["kind"], values["leader"] or "", values["materials"] or ""
    )  # fmt: skip


async def _enter(here: Here, values: Values) -> None:
    item = await plans.enter(here.deed, _planned(values))
    await here.show("plans/item", item=item.id)


async def _correct(here: Here, values: Values) -> None:
    item = await _corrected(here.view)
    if item is None:
        raise Refused("plans.gone")
    await plans.correct(here.deed, item, _planned(values))
    await here.show("plans/item", item=item.id)


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    there = await store.same(view.session, view.branch.id, values["month"], values["topic"])
    return None if there is None or there is await _corrected(view) else ("topic", Misunderstood("plans.is_there"))


_FIELDS = (
    Field("month", _month, _months, spell=lambda _, month: str(month), say=lambda view, _, month: view.say(month)),
    Field("topic", most=TOPIC_MOST),
    Field("kind", _form, _forms, spell=lambda _, form: form.zh),
    Field("leader", most=LEADER_MOST, optional=True),
    Field("materials", most=MATERIALS_MOST, optional=True),
)
NEW_ITEM = Form("plan_item", "plans", KEEP, _FIELDS, finish=_enter, check=_check)
CHANGE_ITEM = Form(_CHANGE, "plans", KEEP, _FIELDS, finish=_correct, check=_check, remarks=_remarks)
offer(router, NEW_ITEM)
offer(router, CHANGE_ITEM)


@router.press(AddItem, need=KEEP, where=Where.PRIVATE)
async def add(here: Here, press: AddItem) -> None:
    """Asks for a new item."""
    plans.check_may_plan(here.deed)
    await begin(here, NEW_ITEM, month=str(press.month))


@router.press(ChangeItem, need=KEEP, where=Where.PRIVATE)
async def change(here: Here, press: ChangeItem) -> None:
    """The item as it stands, to be changed."""
    plans.check_may_plan(here.deed)
    item = await _item(here, press.item)
    known = {"month": str(item.month), "topic": item.topic, "kind": item.form.zh}
    await begin(here, CHANGE_ITEM, **known, leader=item.leader, materials=item.materials)
    here.keep(item=item.id)
