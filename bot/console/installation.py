"""An installation is made, brought to the newest schema, and given new keys."""

from collections.abc import Mapping
from pathlib import Path

from bot import keys
from bot.actions.installation import found_branch
from bot.actions.sealed import encrypt_anew
from bot.chores import replace_door_key
from bot.clock import Clock
from bot.console import Problem, address, deed_of, opened, say, secrets
from bot.rules import clauses
from bot.settings import Settings
from bot.store import branch as store
from bot.store import reports, rulebook
from bot.store.database import UnknownRevision


async def init(settings: Settings, name: str, rules: Path | None = None) -> list[str]:
    """Database, keys and the branch, with its rules text where a file of it is given; idempotent. Lines to print."""
    texts = _read_rules(settings, rules) if rules else {}
    async with opened(settings) as database:
        await database.migrate()
        today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
        async with database.writing() as session:
            existing = await store.only_branch(session)
            if existing is not None and existing.name != name:
                raise Problem(say(settings, "console.other_branch", name=existing.name))
            lost = keys.reports_key(settings.keys_dir)
            if not lost.exists() and await reports.every(session):
                raise Problem(say(settings, "console.reports_without_key", path=lost))
            branch, made = await found_branch(session, name, today)
            if rules:
                await rulebook.replace(session, branch.id, texts)
    fresh = keys.make(settings.keys_dir)
    secrets(settings)
    return [
        say(settings, "console.branch", name=name, made=made),
        say(settings, "console.database", address=address(settings)),
        say(settings, "console.keys_made", folder=settings.keys_dir, fresh=fresh),
        *_rules_lines(settings, rules, texts),
    ]


def _read_rules(settings: Settings, file: Path) -> dict[str, str]:
    """The clauses of a rules text (UTF-8); a Problem where it is none."""
    try:
        return clauses.split(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # also what is no UTF-8
        names = [document.name.zh for document in clauses.documents()]
        raise Problem(say(settings, "console.no_rules", file=file, documents=names)) from error


def _rules_lines(settings: Settings, rules: Path | None, texts: Mapping[str, str]) -> list[str]:
    """How many clauses were taken; which the bot knows and the text lacks."""
    if rules is None:
        return []
    missing = [clause.say(settings.language) for clause in clauses.known() if clause.name not in texts]
    lines = [say(settings, "console.rules", file=rules, count=len(texts))]
    return [*lines, say(settings, "console.rules_missing", count=len(missing), names=missing[:5])] if missing else lines


async def migrate(settings: Settings, revision: str = "head") -> None:
    """The newest schema, or that of a revision."""
    async with opened(settings) as database:
        try:
            await database.migrate(revision)
        except UnknownRevision as error:
            raise Problem(say(settings, "console.no_revision", revision=revision)) from error


async def rotate_keys(settings: Settings) -> list[str]:
    """New keys for reports and doors; everything is encrypted anew before the old ones go. May be repeated, and beside
    the running bot, which reads a key file anew when it has changed."""
    try:
        async with deed_of(settings) as deed:
            loaded = deed.keys
            old = loaded.reports.begin_rotation()
            count = await encrypt_anew(deed)
    except keys.InvalidToken as error:
        raise Problem(say(settings, "console.key_wrong", path=keys.reports_key(settings.keys_dir))) from error
    loaded.reports.end_rotation(old)
    async with opened(settings) as database:
        await replace_door_key(database, loaded)
    return [
        say(settings, "console.rotated", count=count),
        say(settings, "console.keep_keys", folder=settings.keys_dir),
    ]
