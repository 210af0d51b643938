"""How every form is filled in: by answers, by buttons, or pasted whole."""

from bot.actions.base import Refused
from bot.cards.forms import Change, Choose, Confirm, Drop, Skip, marks_of
from bot.context import Here
from bot.forms import FORMS, Complaint, Form, Misunderstood, pasted
from bot.routing import Handler, Router, Where
from bot.rules.permissions import Permission, see

router = Router("forms")
# Everybody may press; whose form it is decides _form.
ANYBODY = see(Permission.HOME)


def offer(system: Router, form: Form) -> None:
    """Registers a form with its system: what is written while it is open is its answer."""
    FORMS.add(form)
    system.answer(form.name, need=form.need)(_answering(form))


def _answering(form: Form) -> Handler:
    async def answer(here: Here) -> None:
        """Text while the form is open."""
        await take_text(here, form, here.text)

    return answer


async def begin(here: Here, form: Form, **known: str) -> None:
    """Opens a form; what follows the command is taken as a pasted form, ``known`` as answered."""
    await here.begin(form.name, typed=known, complaints=[], known=[*known])
    if here.argument:
        await take_text(here, form, here.argument)
    else:
        await _show(here, form, known, [])


async def take_text(here: Here, form: Form, text: str) -> None:
    """A pasted form, or the answer to the question at hand."""
    typed = _typed(here)
    if not text:
        await _show(here, form, typed, [("", "", "forms.only_text", {})])
        return
    offered = pasted(form.labels(here.view), text)
    missing = form.missing(typed)
    if not offered and missing is not None:
        offered = {missing.key: text}
    elif offered:
        # Whoever pastes a form has left out the optional fields on purpose.
        for each in form.fields:
            if each.optional and len(offered) > 1:
                typed.setdefault(each.key, "")
    await _take(here, form, typed, {key: value for key, value in offered.items() if value})


async def _take(here: Here, form: Form, typed: dict[str, str], offered: dict[str, str]) -> None:
    # What was good a while ago is looked at again: a time may have passed since.
    complaints = await form.understand(here.view, typed, {**typed, **offered})
    complaints += await form.contradiction(here.view, typed)
    await _show(here, form, typed, complaints)


def _typed(here: Here) -> dict[str, str]:
    if here.dialog is None:
        raise LookupError("no form is open")
    return dict(here.dialog.answers["typed"])


async def _show(here: Here, form: Form, typed: dict[str, str], complaints: list[Complaint]) -> None:
    """Keeps what is known. Complaints quote what was typed: they stand in the dialog, not in the card's arguments."""
    here.keep(typed=typed, complaints=complaints)
    await here.show("forms/step", form=form.name)


async def _form(here: Here, name: str) -> Form:
    """The open form of that name; Refused where it is not open, or not (any more) this person's to fill in."""
    form = FORMS.by_name.get(name)
    if form is None or here.dialog is None or here.dialog.name != name:
        raise Refused("forms.ended")
    if not here.person.grants.satisfies(form.need):
        raise Refused("home.not_allowed")
    return form


@router.press(Choose, need=ANYBODY, where=Where.PRIVATE)
async def choose(here: Here, press: Choose) -> None:
    """A choice instead of typing."""
    form = await _form(here, press.form)
    field = form.field(press.key)
    marks, choices = await marks_of(here.view, field), await field.choices(here.view)
    if press.choice not in marks:
        raise Refused("forms.choice_gone")
    await _take(here, form, _typed(here), {press.key: choices[marks.index(press.choice)]})


@router.press(Skip, need=ANYBODY, where=Where.PRIVATE)
async def skip(here: Here, press: Skip) -> None:
    """An optional field left empty."""
    form = await _form(here, press.form)
    await _take(here, form, {**_typed(here), press.key: ""}, {})


@router.press(Change, need=ANYBODY, where=Where.PRIVATE)
async def change(here: Here, press: Change) -> None:
    """Which field, then the field again; all others stay."""
    form = await _form(here, press.form)
    if not press.key:
        await here.show("forms/step", form=form.name, choose=True)
        return
    typed = _typed(here)
    typed.pop(press.key, None)
    await _show(here, form, typed, [])


@router.press(Drop, need=ANYBODY, where=Where.PRIVATE)
async def drop(here: Here, press: Drop) -> None:
    """Leaves the form."""
    await _form(here, press.form)
    await here.end()
    await here.show("home/menu")


@router.press(Confirm, need=ANYBODY, where=Where.PRIVATE)
async def confirm(here: Here, press: Confirm) -> None:
    """Does it, once: the dialog ends with the deed."""
    form = await _form(here, press.form)
    typed = _typed(here)
    if form.missing(typed) is not None:
        await _show(here, form, typed, [])
        return
    complaints = await form.understand(here.view, typed, dict(typed)) or await form.contradiction(here.view, typed)
    if complaints:
        await _show(here, form, typed, complaints)
        return
    try:
        values = await form.values(here.view, typed)
    except Misunderstood as problem:
        entry = here.deed.book.entries.get(problem.facts.get("why", ""))
        raise Refused(problem.key, entry, **problem.facts) from problem
    await form.finish(here, values)
    await here.end()
