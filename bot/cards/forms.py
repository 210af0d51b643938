"""The card of a form: its next question, or its preview."""

import hashlib
from dataclasses import replace
from typing import Any

from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.rulebook import why
from bot.forms import FORMS, Complaint, Field, Form, Misunderstood
from bot.presses import Press
from bot.rules.language import Language
from bot.rules.permissions import Permission, see
from bot.store import post

_ABREAST = 28  # characters of a label that still fits beside another one on a phone


class Choose(Press, tag="fc"):
    """One of the choices of a field, by its mark: a list may change while its buttons are on the screen."""

    form: str
    key: str
    choice: str


async def marks_of(view: View, field: Field) -> list[str]:
    """What the buttons of a field's choices carry, in their order: eight letters of the SHA-256 of the Chinese text.

    The text itself may be too long for a button, and is another one in another language.
    """
    spoken = replace(view, spoken=Language.ZH)
    return [hashlib.sha256(choice.encode()).hexdigest()[:8] for choice in await field.choices(spoken)]


class Skip(Press, tag="fs"):
    """Leaves an optional field empty."""

    form: str
    key: str


class Confirm(Press, tag="fy"):
    """Does what the preview shows."""

    form: str


class Change(Press, tag="fm"):
    """From the preview: asks which field to change; with a field: asks that one again."""

    form: str
    key: str


class Drop(Press, tag="fx"):
    """Leaves the form."""

    form: str


@card("forms/step", need=see(Permission.HOME))
async def step(view: View, form: str, choose: bool = False) -> Card | None:
    """What the person has to do next."""
    dialog = await post.dialog(view.session, view.person.id)
    if dialog is None or dialog.name != form:
        return Card(view.text("forms/ended"))
    shape, typed = FORMS.by_name[form], dialog.answers["typed"]
    if not view.person.grants.satisfies(shape.need):
        return closed(view)
    if choose:
        return _which(view, shape)
    missing = shape.missing(typed)
    if missing is None:
        return await _preview(view, shape, typed)
    complaints = dialog.answers["complaints"]
    # Whoever has answered nothing yet sees what may be pasted; a sticker is no answer, and one line no form.
    known = set(dialog.answers.get("known", ()))
    first = typed.keys() <= known and not any(key for key, *_ in complaints)
    left = [each for each in shape.fields if first and each.key not in typed]
    shown = [each for each in left if view.texts.has(view.language, f"{shape.system}.sample_{each.key}")]
    return await _question(view, shape, missing.key, complaints, shown if len(shown) > 1 else [])


async def _question(view: View, form: Form, key: str, complaints: list[Complaint], shown: list[Field]) -> Card:
    asked = form.field(key)
    facts = {
        "title": view.short(f"{form.system}.command_{form.name}"),
        "labels": [form.label(view, each.key) for each in shown],
        "samples": [view.short(f"{form.system}.sample_{each.key}") for each in shown],
        "question": await asked.question(view) if asked.question else view.short(f"{form.system}.ask_{key}"),
        "complaints": [form.say_complaint(view, complaint) for complaint in complaints],
    }
    choices = await asked.choices(view)
    width = 1 if any(len(text) > _ABREAST for text in choices) else 2
    marks = await marks_of(view, asked)
    pairs = zip(choices, marks, strict=True)
    buttons = in_rows((Button(text, Choose(form.name, key, mark)) for text, mark in pairs), width)
    skip = [view.button("forms.skip", Skip(form.name, key))] if asked.optional else []
    # What was refused by a rule leads to it.
    cited = dict.fromkeys(known["why"] for *_, known in complaints if "why" in known)
    buttons += [skip, [why(view, name) for name in cited], [view.button("home.cancel", Drop(form.name))]]
    return Card(view.text("forms/question", **facts), buttons)


async def _preview(view: View, form: Form, typed: dict[str, str]) -> Card:
    try:
        values: dict[str, Any] = await form.values(view, typed)
    except Misunderstood:
        return Card(view.text("forms/ended"))
    rows = [
        (form.label(view, each.key), each.preview(view, typed[each.key], values[each.key]))
        for each in form.fields
        if typed[each.key]
    ]
    facts = {
        "title": view.short(f"{form.system}.command_{form.name}"),
        "rows": rows,
        "remarks": await form.remarks(view, values),
    }
    confirm = view.button("home.confirm", Confirm(form.name))
    change = view.button("home.change", Change(form.name, ""))
    return Card(view.text("forms/preview", **facts), [[confirm, change], [view.button("home.cancel", Drop(form.name))]])


def _which(view: View, form: Form) -> Card:
    fields = [Button(form.label(view, each.key), Change(form.name, each.key)) for each in form.fields]
    return Card(view.text("forms/which"), [*in_rows(fields), [view.button("home.cancel", Drop(form.name))]])
