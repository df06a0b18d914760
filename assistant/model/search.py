"""Job 2: rewrite the search. What it finds answers only where the question's own words lead there too."""

from assistant.contract import Question
from assistant.model.fence import fenced, one_line
from assistant.model.forms import Rewriting
from assistant.model.session import Refused, Session
from assistant.model.surface import search_objection
from assistant.model.talk import Failure

JOB = "search"
TURNS = 4


def rewritten(question: Question, session: Session | None) -> str:
    """The question as a model would search for it, "" where there is none or it does not know."""
    if session is None or not session.does(JOB):
        return ""
    before = [turn.text for turn in question.conversation][-TURNS:]
    values = {"before": fenced(before, [question.text]), "question": fenced([question.text], before)}
    said = session.ask("rewrite-search", Rewriting, 1, values)
    if isinstance(said, Failure):
        return ""
    search = one_line(said.search)
    if why := search_objection(search, question.text):
        session.dropped.append(Refused(search, why))
        return ""
    return search
