"""Records are found by what they are called, on both databases alike."""

import pytest
from sqlalchemy import Engine

from assistant.intake.open import Asked, open_intake
from knowledge.store.people import put_people
from knowledge.store.record_finding import named, words
from tests.conftest import AT
from tests.offices import ANA, PEOPLE, SECRET, done, office_on

EVERYONE = frozenset({"everyone"})
ASKED = "Does Zoë & Söhne's 100%_plan c:\\new need a report?"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("söhne",), True),
        (("ZOë",), True),
        (("zoë", "PLAN"), True),
        (("100%_plan",), True),
        (("100x_plan",), False),
        (("100%%plan",), False),
        (("zoe",), False),
        (("zoë", "contoso"), False),
        (("a\0b",), False),
        ((), False),
    ],
)
def test_a_record_is_found_by_each_of_its_names(engine: Engine, names: tuple[str, ...], found: bool) -> None:
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    office = office_on(lambda: engine, lambda: AT)
    one = done(open_intake(office, ANA, Asked(ASKED)))
    hidden = done(open_intake(office, ANA, Asked(ASKED, {"audience": "legal"})))
    assert named(engine, names, EVERYONE) == ((one,) if found else ())
    assert hidden in named(engine, ("söhne",), EVERYONE | {"legal"})
    assert "söhne's" in words(engine, EVERYONE)
