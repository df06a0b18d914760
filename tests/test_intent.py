"""What is asked about our own practice, what about guidance, and what is small talk."""

import pytest

from assistant.question.intent import Intent, intent_of, judged_thing

PRACTICE = """Are we certified?
Do we have a SOC 2 report?
Is our supplier certified?
Who is our CISO?
Did we pass the surveillance audit in May?
Have we done an internal audit this year?
When is our next surveillance audit?
Which of our suppliers have a SOC 2 report?
who signed off our last risk acceptance
Has the board approved the exception yet?
What did we decide for Acme in March?
Is the risk register reviewed here?
Does the company keep a statement of applicability?
Are access reviews happening?
What did the last audit find?
What came out of the last pen test?
Is our Statement of Applicability good enough for the auditors?
Are all our policies up to scratch?
Are our access reviews sufficient?
Is the proof we have enough for the Type 2 examination?
Is this risk register of ours solid enough?
How complete is our evidence matrix?
Do we have enough evidence for Stage 2?
Will our scope memo pass the Stage 1 audit?
Does our system description hold up?
Are we fit for certification?
Who approves exceptions here?"""
GUIDANCE = """What do we do with a gap?
What do I put in each row?
Do we need an internal audit before Stage 1?
How often do we have to review?
Should our CISO own both?
What may our auditor do?
If our scope changes, is our evidence still good?
Is our ISO certificate enough for a US customer?
Is a Statement of Applicability enough for the auditors?
Is our written rule enough to show that we do it?
When is our evidence good enough?
Who says whether our proof is good enough?
If our register lists every risk, is our register complete?
Our printer has its own report. Are we off the hook for printing?
Is a vendor's attestation proof for our own doings?
What is a Type 2 report?
What are our duties under SOC 2?
What is the difference here?
Does the organization need to keep a Statement of Applicability?
Are controls being tested in a Type 1 report?
What should be done after the last audit?
Are we still permitted to say that we are certified?
Was he entitled to sign it?
Did that need a decision record?
Was a record needed for it?
Which of our vendors counts as a subservice organization?
Who takes the decision, the one who audited us or somebody else?
Tell me what the clause is meant to draw on. Our visit is on Monday.
What will the auditors do at our sites?"""


@pytest.mark.parametrize("text", PRACTICE.splitlines())
def test_practice(text: str) -> None:
    assert intent_of(text) is Intent.PRACTICE


@pytest.mark.parametrize("text", GUIDANCE.splitlines())
def test_guidance(text: str) -> None:
    assert intent_of(text) is Intent.GUIDANCE


@pytest.mark.parametrize("text", ["hi", "Thanks a lot!", "ok", "...", "are you a bot?"])
def test_small_talk(text: str) -> None:
    assert intent_of(text) is Intent.SMALL_TALK


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Did the auditor find exceptions?", Intent.PRACTICE),
        ("Has the certification body raised any nonconformity in our stage 2 audit?", Intent.PRACTICE),
        ("Did management sign the assertion for our report?", Intent.PRACTICE),
        ("Is the scope memo approved?", Intent.PRACTICE),
        ("Was the last internal audit independent?", Intent.PRACTICE),
        ("Did the 2022 edition change the controls?", Intent.GUIDANCE),
        ("Has the standard changed?", Intent.GUIDANCE),
        ("Is the system description part of the report?", Intent.GUIDANCE),
    ],
)
def test_what_happened_or_stands_is_asked_of_our_practice(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The visit is on Monday. Is our SoA ready for it?", "our SoA"),
        ("How mature are our access reviews?", "our access reviews"),
        ("Do we have enough records for Stage 2?", "records"),
        ("Who owns our SoA?", None),
        ("Is our Type 1 report good enough for the bank?", None),
    ],
)
def test_what_of_ours_is_to_be_judged(text: str, thing: str | None) -> None:
    assert judged_thing(text) == thing
