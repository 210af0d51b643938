"""Forms: several things asked one after another, or pasted at once as ``字段：值`` lines.

What has been understood is kept as it was typed, in the person's dialog row; so a form survives restarts, and only
what was not understood is asked again.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.cards.base import View
from bot.rules.language import Language
from bot.rules.permissions import Need
from bot.rules.rulebook import Entry
from bot.rules.typed import cleaned
from bot.rules.words import Word

if TYPE_CHECKING:
    from bot.context import Here

Values = dict[str, Any]
# What was not understood, as JSON that can be said in any language: field (empty: all
# of it), the text, Misunderstood's key and facts.
Complaint = tuple[str, str, str, dict[str, Any]]


class Misunderstood(Exception):
    """The text is no answer to the question. ``key`` is a short text that says what would be.

    ``entry``: the rule that stands in the way; the text names its ``clause``, and leads to it by 【依据】.
    """

    def __init__(self, key: str, /, entry: Entry | None = None, **facts: Any) -> None:  # noqa: ANN401 - JSON
        super().__init__(key)
        self.key = key
        self.facts = facts if entry is None else {"clause": entry.clause.both, "why": entry.name, **facts}


async def _any_text(view: View, text: str) -> Any:  # noqa: ANN401 - a field's value
    return text


async def _no_choices(view: View) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Field:
    """One thing to ask. Short texts: ``system.field_KEY`` (its label in a pasted form), ``system.ask_KEY``.

    ``parse`` turns text into a value or raises Misunderstood; ``choices`` are offered as buttons and are texts
    that ``parse`` understands; an optional field may be skipped and then has the value None. ``spell``
    spells a value so that it means the same tomorrow (明天 9:00 does not): that is what the form keeps. ``say`` says
    what was kept, with its value, in the viewer's language: that is what the preview shows.
    ``most``: characters of what is typed. ``sealed``: a text that is kept encrypted, and nowhere quoted.
    ``question`` asks in the place of ``system.ask_KEY``, where it depends on what is asked about.
    """

    key: str
    parse: Callable[[View, str], Awaitable[Any]] = _any_text
    choices: Callable[[View], Awaitable[Sequence[str]]] = _no_choices
    optional: bool = False
    spell: Callable[[View, Any], str] | None = None
    say: Callable[[View, str, Any], str] | None = None
    most: int | None = None
    sealed: bool = False
    question: Callable[[View], Awaitable[str]] | None = None

    def kept(self, view: View, text: str, value: Any) -> str:  # noqa: ANN401 - a field's value
        """The text that stands for ``value`` from now on."""
        if self.sealed and value is not None:
            return view.keys.reports.seal(value).decode()
        return text if self.spell is None or value is None else self.spell(view, value)

    def preview(self, view: View, text: str, value: Any) -> str:  # noqa: ANN401 - a field's value
        """What was kept, in the viewer's language."""
        if isinstance(value, Word):
            return view.say(value)
        if self.sealed:
            return str(value)
        return self.say(view, text, value) if self.say else text


def spell_when(view: View, moment: datetime) -> str:
    """2026-10-13 09:00, the same in every language."""
    return f"{moment.astimezone(view.zone):%Y-%m-%d %H:%M}"


def say_when(view: View, _kept: str, moment: datetime) -> str:
    """A moment as people write it."""
    return view.when(moment)


async def _no_remarks(view: View, values: Values) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Form:
    """Its name is the command that begins it. ``check`` refuses values that do not go together (Misunderstood,
    naming the field to ask again); ``remarks`` are lines under the preview; ``finish`` does the deed."""

    name: str
    system: str
    need: Need
    fields: tuple[Field, ...]
    finish: "Callable[[Here, Values], Awaitable[None]]"
    check: Callable[[View, Values], Awaitable[tuple[str, Misunderstood] | None]] | None = None
    remarks: Callable[[View, Values], Awaitable[Sequence[str]]] = _no_remarks

    def field(self, key: str) -> Field:
        """The field of that key."""
        return next(each for each in self.fields if each.key == key)

    def label(self, view: View, key: str) -> str:
        """What the field is called in a pasted form."""
        return view.short(f"{self.system}.field_{key}")

    def labels(self, view: View) -> dict[str, str]:
        """The key of each label in any language, as a pasted form may have it."""
        labels = ((each.key, f"{self.system}.field_{each.key}") for each in self.fields)
        return {view.texts.short(language, short): key for key, short in labels for language in Language}

    def missing(self, typed: dict[str, str]) -> Field | None:
        """The first field that has no answer yet."""
        return next((each for each in self.fields if each.key not in typed), None)

    async def values(self, view: View, typed: dict[str, str]) -> Values:
        """The values of all fields, parsed now; Misunderstood where time has made one impossible."""
        return {each.key: await _value(each, view, typed[each.key]) for each in self.fields}

    async def understand(self, view: View, typed: dict[str, str], offered: dict[str, str]) -> list[Complaint]:
        """Takes what is understood of ``offered`` into ``typed``; answers the complaints about the rest."""
        complaints = []
        for key, text in offered.items():
            field_ = self.field(key)
            try:
                value = await _value(field_, view, text)
            except Misunderstood as problem:
                typed.pop(key, None)
                complaints.append(_complaint("" if field_.sealed else key, "" if field_.sealed else text, problem))
            else:
                typed[key] = field_.kept(view, text, value)
        return complaints

    async def contradiction(self, view: View, typed: dict[str, str]) -> list[Complaint]:
        """Asks ``check`` once everything is answered; what it names is asked again."""
        if self.check is None or self.missing(typed) is not None:
            return []
        found = await self.check(view, await self.values(view, typed))
        if found is None:
            return []
        key, problem = found
        return [_complaint(key, typed.pop(key), problem)]

    def say_complaint(self, view: View, complaint: Complaint) -> str:
        """A complaint in words."""
        key, text, problem, facts = complaint
        said = view.short(problem, **facts)
        if not key:
            return said
        return view.short("forms.complaint", label=self.label(view, key), text=text, problem=said)


def _complaint(key: str, text: str, problem: Misunderstood) -> Complaint:
    return key, text[:60], problem.key, problem.facts


async def _value(field: Field, view: View, text: str) -> Any:  # noqa: ANN401 - a field's value
    """Of what was typed, or of what was kept of it."""
    if field.optional and not text:
        return None
    kept = text.encode()
    plain = view.keys.reports.open(kept) if field.sealed and view.keys.reports.opens(kept) else text
    if field.most is not None and len(plain) > field.most:
        raise Misunderstood("forms.too_long", most=field.most)
    return await field.parse(view, plain)


@dataclass
class Forms:
    """All forms by name."""

    by_name: dict[str, Form] = field(default_factory=dict)

    def add(self, form: Form) -> Form:
        """Registers a form."""
        if form.name in self.by_name:
            raise ValueError(f"two forms are called {form.name}")
        self.by_name[form.name] = form
        return form


FORMS = Forms()

_LINE = re.compile(r"^\s*([^:：\n]{1,20}?)\s*[:：]\s*(.*)$")


def pasted(labels: dict[str, str], text: str) -> dict[str, str]:
    """The fields of a pasted form: ``labels`` maps a label to its key. Lines without a label continue the one before.

    Empty where the text is no form: a single answer may hold a colon, so one line counts only if its label is known.
    """
    keys = {label.casefold(): key for label, key in labels.items()}
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        match = _LINE.match(line)
        key = keys.get(match[1].casefold()) if match else None
        if match and key:
            current = found.setdefault(key, [])
            current[:] = [match[2].strip()]
        elif current is not None:
            current.append(line.strip())
    return {key: cleaned("\n".join(lines)) for key, lines in found.items()}
