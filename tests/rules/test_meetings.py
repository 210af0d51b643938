"""Each kind of meeting by the branch rules: whom it invites, whether it decides, which groups hear of it."""

from dataclasses import dataclass

import pytest

from bot.rules.meetings import SHAPES, cited, invited_by, quorum_rule, told_in_groups
from bot.rules.rulebook import load
from bot.rules.words import MeetingKind, Post, Status

BOOK = load()


@dataclass(frozen=True)
class Somebody:
    name: str
    status: Status
    posts: frozenset[Post] = frozenset()
    team_id: int | None = 1


PEOPLE = (
    Somebody("secretary", Status.FULL, frozenset({Post.SECRETARY})),
    Somebody("leader", Status.FULL, frozenset({Post.TEAM_LEADER}), 2),
    Somebody("full", Status.FULL),
    Somebody("probationary", Status.PROBATIONARY, team_id=2),
    Somebody("candidate", Status.CANDIDATE),
    Somebody("activist", Status.ACTIVIST, team_id=2),
    Somebody("applicant", Status.APPLICANT, team_id=None),
)
MEMBERS = ["secretary", "leader", "full", "probationary"]
EVERYBODY = [person.name for person in PEOPLE]


@pytest.mark.parametrize(
    ("kind", "invited", "clause"),
    [
        (MeetingKind.ASSEMBLY, MEMBERS, "党支部工作制度 三（二）"),
        (MeetingKind.COMMITTEE, ["secretary"], "党支部工作制度 三（三）"),
        (MeetingKind.TEAM_MEETING, ["leader", "probationary"], "党小组工作制度 1；机关党建工作责任制 三.2"),
        (MeetingKind.ORGANIZATION_LIFE, MEMBERS, "党支部工作制度 三（四）"),
        (MeetingKind.LECTURE, EVERYBODY, "党支部工作制度 三（十三）1"),
        (MeetingKind.STUDY, EVERYBODY, "党支部工作制度 三（十三）1"),
        (MeetingKind.DEMOCRATIC_LIFE, ["secretary"], "党支部工作制度 三（八）"),
        (MeetingKind.SYMPOSIUM, [], "党支部工作制度 三（十四）5"),
    ],
)
def test_whom_a_kind_invites_and_by_which_clause(kind: MeetingKind, invited: list[str], clause: str) -> None:
    assert [person.name for person in invited_by(kind, PEOPLE, 2)] == invited
    assert cited(kind, BOOK).clause.zh == clause


def test_without_a_team_nobody_is_invited_to_a_team_meeting() -> None:
    assert invited_by(MeetingKind.TEAM_MEETING, PEOPLE, None) == []


def test_every_kind_has_its_shape() -> None:
    assert set(SHAPES) == set(MeetingKind)


def test_only_an_assembly_and_the_committee_decide() -> None:
    deciding = {kind for kind in MeetingKind if quorum_rule(kind, BOOK) is not None}
    assert deciding == {MeetingKind.ASSEMBLY, MeetingKind.COMMITTEE}


@pytest.mark.parametrize(("of_one_person", "needed"), [(False, 8), (True, 9)])
def test_an_assembly_about_a_person_needs_more_than_half_of_sixteen(of_one_person: bool, needed: int) -> None:
    rule = quorum_rule(MeetingKind.ASSEMBLY, BOOK, of_one_person=of_one_person)
    assert rule is not None
    assert rule.present_needed(16) == needed


def test_what_the_committee_meets_about_and_whom_a_symposium_hears_is_not_told_in_groups() -> None:
    silent = {kind for kind in MeetingKind if not told_in_groups(kind)}
    assert silent == {MeetingKind.COMMITTEE, MeetingKind.DEMOCRATIC_LIFE, MeetingKind.SYMPOSIUM}
