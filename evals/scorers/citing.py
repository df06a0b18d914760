"""Citations and key points, judged by the cases' labels and by the stored text."""

from collections.abc import Mapping

from assistant.contract import Reply, Status
from evals.cases import Case
from evals.measure import Metric, Score
from evals.runs import Result, Texts
from evals.said import cited_by, cited_text, cites, cites_point, lacks_text, newest, places, says, says_point


def is_plain(case: Case) -> bool:
    """A question that is answered from the sources, without a decision and without an attack."""
    wanted = case.expected.status is Status.ANSWERED and case.expected.outcome is None
    return wanted and case.attack is None and bool(case.key_points)


def _any(case: Case) -> bool:
    return True


def _of(one: Result) -> Reply:
    assert one.reply is not None
    return one.reply


def _quotes(one: Result, texts: Texts) -> Score | None:
    """Against the text as stored, or the context as given: never against what the reply says of itself."""
    valid = 0
    for citation in _of(one).citations:
        text = cited_text(one.case, citation, texts)
        if text is None:
            return None
        valid += bool(citation.quote) and text[citation.start : citation.end] == citation.quote
    return Score(valid, len(_of(one).citations))


def _plain_right(one: Result, _: Texts) -> Score:
    reply = _of(one)
    points = all(cites_point(reply, group) for group in one.case.key_points)
    sources = all(cites(reply, group) for group in one.case.must_cite)
    return Score(float(reply.status is Status.ANSWERED and points and sources), 1)


def _coverage(one: Result, _: Texts) -> Score:
    return Score(sum(says_point(_of(one), group) for group in one.case.key_points), len(one.case.key_points))


def _recall(one: Result, _: Texts) -> Score:
    return Score(sum(cites(_of(one), group) for group in one.case.must_cite), len(one.case.must_cite))


def _precision(one: Result, _: Texts) -> Score:
    wanted = {place for group in one.case.must_cite for place in group}
    cited = _of(one).citations
    return Score(sum(bool(places(citation) & wanted) for citation in cited), len(cited))


def _misattributed(one: Result, texts: Texts) -> Score | None:
    """Statements with a key point that another retrieved passage has and none of their own citations."""
    reply, wrong, stated = _of(one), 0, 0
    if lacks_text(one.case, reply, texts):
        return None
    held = newest(one.case, texts)
    for statement in reply.statements:
        for group in one.case.key_points:
            if says(statement.text, group):
                stated += 1
                own = any(says(citation.quote, group) for citation in cited_by(reply, statement))
                wrong += not own and _elsewhere(reply, group, held)
    return Score(wrong, stated)


def _elsewhere(reply: Reply, group: tuple[str, ...], held: Mapping[str, str]) -> bool:
    found = reply.trace.retrieved if reply.trace else ()
    return any(says(held[one.source_id][one.start : one.end], group) for one in found)


def _kept_from(tag: str) -> Metric:
    def score(one: Result, _: Texts) -> Score:
        barred = set(one.case.must_not_cite)
        cited = _of(one).citations
        return Score(sum(bool(places(citation) & barred) for citation in cited), max(1, len(cited)))

    names = {"staleness": "stale citations", "audience": "leaked citations"}
    return Metric(names[tag], lambda case: tag in case.tags and bool(case.must_not_cite), score, lower=True)


METRICS = (
    Metric("plain questions with every key point cited", is_plain, _plain_right),
    Metric("key-point coverage", is_plain, _coverage),
    Metric("quote validity", _any, _quotes),
    Metric("citation recall (labelled places)", lambda case: bool(case.must_cite), _recall),
    Metric("citation precision (labelled places)", is_plain, _precision),
    Metric("misattribution", is_plain, _misattributed, lower=True),
    _kept_from("staleness"),
    _kept_from("audience"),
)
