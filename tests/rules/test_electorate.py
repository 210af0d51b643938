from dataclasses import dataclass
from hashlib import sha256
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.electorate import digest, electors
from bot.rules.words import Status


@dataclass(frozen=True)
class Person:
    id: int
    status: Status = Status.FULL
    voting: bool = True


PEOPLE = st.lists(
    st.builds(Person, st.integers(1, 999), st.sampled_from(Status), st.booleans()), unique_by=lambda person: person.id
)


def test_only_full_members_with_the_right_to_vote_are_electors() -> None:
    others = [Person(number, status) for number, status in enumerate(Status, start=10) if status is not Status.FULL]
    suspended = Person(2, voting=False)
    assert electors([Person(3), suspended, *others, Person(1)]) == (Person(1), Person(3))


@given(PEOPLE, st.randoms())
def test_the_order_of_the_roster_changes_nothing(people: list[Person], chance: Random) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert electors(people) == electors(shuffled)
    assert digest(person.id for person in people) == digest(person.id for person in shuffled)


def test_the_digest_can_be_worked_out_by_hand() -> None:
    assert digest([10, 9, 2]) == sha256(b"2,9,10").hexdigest()
    assert digest([]) == sha256(b"").hexdigest()


@given(st.sets(st.integers(1, 10**9)), st.sets(st.integers(1, 10**9)))
def test_different_electorates_have_different_digests(one: set[int], other: set[int]) -> None:
    assert (digest(one) == digest(other)) == (one == other)
