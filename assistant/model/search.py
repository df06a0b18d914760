"""Job 2: rewrite the search. It only brings more passages to the table: whether they answer is judged by the question's words."""

from assistant.contract import Question
from assistant.model.fence import fenced, one_line
from assistant.model.forms import Rewriting
from assistant.model.session import Session
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
    return "" if isinstance(said, Failure) else one_line(said.search)
