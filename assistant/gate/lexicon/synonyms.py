"""Words that may stand for one another in compliance and everyday prose without changing what is said.

A semicolon or a new line ends a group; inflections are covered by the stem. Kept narrow: no broader or narrower
term, no actor for another actor with other duties, nothing that strengthens or weakens. A group may hold a verb and
its noun ("assess assessment").
"""

from functools import lru_cache

from assistant.gate.lexicon.spelling import american, lemma

_GROUPS = """
hire recruit; dismiss dismissal; invoice bill; prohibit forbid ban; stop cease halt; flaw defect; faulty defective
cheap inexpensive; worth value; sum amount; danger hazard; resident inhabitant; vessel ship; aircraft airplane plane
pupil student; mountain peak; oversee supervise supervision; utilize use; additional further extra; highest greatest
largest biggest; smallest tiniest; formerly previously; subsequently later; called named known; rapidly quickly
refund reimburse reimbursement; install installation; allocate assign; reject rejection refuse; depart departure
arrive arrival; attend attendance; buyer purchaser; lessor landlord; lessee tenant; artifact document
documentation documented; supplier vendor; customer client; employee staff personnel worker; company firm
attorney lawyer; physician doctor; buy purchase acquire; begin start commence
end finish conclude terminate termination; perform conduct undertake execute; obtain get
give provide supply provision; keep retain retention; show demonstrate; assess assessment evaluate evaluation
check verify verification; approve approval; submit submission; decide decision
comply compliance conform conformity; noncompliance nonconformity; disclose disclosure; dispose disposal
delete deletion erase erasure; detect detection; protect protection; inspect inspection; transmit transmission
revise revision; maintain maintenance; occur occurrence happen; exist existence; fail failure; treat treatment
appoint appointment; establish establishment; agree agreement; assign assignment; measure measurement
analyze analys analysis; select selection choose choice; receive receipt; remove removal; renew renewal
refuse refusal; withdraw withdrawal; publish publication; define definition; describe description
collect collection; correct correction; prevent prevention; restrict restriction; produce production
reduce reduction; explain explanation; require mandatory compulsory obligatory mandate
optional voluntary discretionary; recommend recommendation advisable; notify notification inform; begin beginning
annual yearly; fast quick rapid; large big; small little; important significant; entire whole complete
enough sufficient adequate; suitable appropriate; current present; former previous prior; help assist aid assistance
want wish; try attempt; allow permit; answer reply; change modify modification alter alteration amend amendment
develop development; fix repair; include comprise contain; rely reliance; main primary principal
goal aim objective purpose; duty obligation; responsible responsibility; error mistake; problem issue
place location site; method approach; outcome result; evidence proof; law legislation statute; fee charge
cost price; holiday vacation leave; car automobile; house home; movie film; illness sickness disease; city town
country nation; king monarch; year yr; hour hr; minute min; kilometer km; kilogram kg; article art; section sec
number no.; information info; authorize authorization authorisation; organization organisation; encrypt encryption
certify certification; attest attestation; monitor monitoring; train training; test testing; plan planning
examine examination; identify identification; store storage; reach attain achieve; grow growth; rise raise increase
fall decrease decline; live reside; near close; sign signature; timely prompt promptly; immediate immediately
direct directly; formal formally; regular regularly; independent independently independence; separate separately
clear clearly; confidential confidentiality; available availability; accurate accuracy; secure securely security
effective effectively effectiveness; operate operation; implement implementation; owner ownership
accountable accountability; consistent consistently; continual continually continuous continuously; full fully
appropriate appropriately; systematic systematically; periodic periodically; explicit explicitly expressly
manual manually; automatic automatically; complete completely; cooperate cooperation; contribute contribution
consider consideration; participate participation; invest investment; invade invasion; invent invention
discover discovery; elect election; die death; marry marriage; build construct construction; locate situated
salary wage remuneration; pay payment
"""


def _table() -> dict[str, str]:
    heads: dict[str, str] = {}
    for line in _GROUPS.replace("\n", ";").split(";"):
        stems = [lemma(american(word)) for word in line.split()]
        head = next((heads[stem] for stem in stems if stem in heads), stems[0] if stems else "")
        heads.update((stem, head) for stem in stems)
    return heads


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    return _table()


def meaning(word: str) -> str:
    """The key of a lower-case American word: its stem, or the head of its group."""
    stem = lemma(word)
    return _heads().get(stem, stem)
