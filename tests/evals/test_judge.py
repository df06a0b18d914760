"""A model as a judge, scripted: what it says becomes labels of its own kind, what can't be read is an error."""

import re
from collections.abc import Mapping
from pathlib import Path

from evals.bars import label_bars
from evals.gate import Verdict
from evals.judge import PROMPT, Unread, judged
from evals.labels import Label, Origin, agreements
from evals.scorers.labelled import faithfulness
from evals.statements import statements
from tests.evals.made import answer, case, citation, run_in

ROOT = Path(__file__).parent.parent.parent
KEEPS = "The platform team keeps the record."
USER = (ROOT / "prompts" / f"{PROMPT}.md").read_text("utf-8").split("# User\n")[1]


class Scripted:
    """Says one line after the other, and keeps what it was asked."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.asked = list(lines), list[str]()

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.lines.pop(0)


def fill(values: Mapping[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], USER)


def test_a_judge_labels_and_its_agreement_with_people_is_told(tmp_path: Path) -> None:
    two = answer(KEEPS, [citation(KEEPS), citation(n=2)])
    run = run_in(tmp_path / "r", [(case("a"), answer()), (case("b"), two), (case("c"), answer())])
    model = Scripted('Sure: {"supported": true, "alone": [true]}', '{"supported": false, "alone": [false, false]}')
    said = [one for one in judged(statements(run.results), model, fill, "scripted 1.0.0") if isinstance(one, Label)]
    assert [(one.supported, one.origin) for one in said] == [(True, Origin.JUDGE), (False, Origin.JUDGE)]
    assert f"[1] {KEEPS}\n[2] Backups must" in model.asked[1] and "{{" not in "".join(model.asked)
    people = [Label(one.key, "ann", True, one.alone) for one in said]
    (agreed,) = agreements([*said, *people])
    assert (agreed.one, agreed.other, agreed.count, agreed.same) == ("ann", "scripted 1.0.0", 2, 0.5)
    assert faithfulness(run.results, said, Origin.JUDGE).hits == 2
    assert not any(one.holds for one in label_bars(run.results, said) if isinstance(one, Verdict))


def test_what_cannot_be_read_is_an_error_and_no_label(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer())])
    for line in ("yes", "{}", '{"supported": "true", "alone": [true]}', '{"supported": true, "alone": []}', "{]}"):
        assert isinstance(next(judged(statements(run.results), Scripted(line), fill, "s")), Unread), line
    odd = '{"supported": true, "alone": [1]}'
    assert isinstance(next(judged(statements(run.results), Scripted(odd), fill, "s")), Unread)
