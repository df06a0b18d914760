"""Every command of the README runs, and the answer that it shows is the one that is printed."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Command
from tickmark.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.splitlines() if line.strip()
]
REQUEST = (
    "ISO or SOC 2 for this request? A US customer wants a report on how our controls operated from January to June"
)
FILES = {
    "policies/backup.md": "# Backups\n\nBackups must be restored once a quarter to prove that they work.\n",
    "register.csv": "id,artefact,owner\n1,Access review of March,Jo\n",
    "questions.jsonl": '{"id": "1", "text": "What is a Type 2 report?"}\n',
    "claims.jsonl": '{"id": "1", "claim": "The door is red.", "contexts": [{"id": "c", "text": "The door is red."}]}\n',
    "evidence.csv": "claim,type,requirement,framework,owner,link,date\n"
    "Backups were restored,test,A1.2,SOC 2,olu@example.com,https://example.com/restore,2026-02-11\n",
    "people.csv": "email,roles\nolu@example.com,owner\nrex@example.com,reviewer\napo@example.com,approver\n",
    "cases.jsonl": '{"id": "c-1", "text": "What is a Type 2 report?", "expected": {"status": "answered"}, "answerable": true, '
    '"must_cite": [["soc2-type-1-type-2"]], "key_points": [["Type 2"]], "tags": ["plain"], "split": "dev"}\n',
    "thresholds.yaml": "suite:\n  quote validity: {min: 1}\n",
    "queries.jsonl": '{"id": "1", "text": "surveillance audit"}\n',
}
# These need tokens or a model, and two of them run until they are stopped: without, each says so in one line.
WITHOUT = {
    "tickmark eval judge runs/first": (2, "tickmark: TICKMARK_MODEL is not set"),
    "tickmark slack doctor": (1, "tickmark: 1 to fix"),
    "tickmark slack": (2, "tickmark: SLACK_BOT_TOKEN is not set"),
    "tickmark serve --port 8000": (2, "tickmark: SLACK_BOT_TOKEN is not set"),
}


@pytest.fixture
def desk_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the files that the README's commands name."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_run_one_after_the_other(command: Command, desk_folder: Path) -> None:
    for line in (c for c in COMMANDS if c.startswith("tickmark") and "evals/" not in c and c not in WITHOUT):
        status, out, err = command(*shlex.split(line)[1:])
        assert (status, "Traceback" in err) == (0, False), (line, err)
        assert out, line


def test_what_needs_a_token_or_a_model_says_so_in_one_line(
    command: Command, desk_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "TICKMARK_SLACK_LEADS",
        "TICKMARK_MODEL",
    ):
        monkeypatch.delenv(name, raising=False)
        assert f"| `{name}` |" in README
    command("people", "import", "people.csv")
    for line, (wanted, words) in WITHOUT.items():
        status, out, err = command(*shlex.split(line)[1:])
        said = err.strip().splitlines()
        assert line in COMMANDS and status == wanted, (line, status, err)
        assert len(said) == 1 and said[0].startswith(words), (line, err)
    assert "FIX  SLACK_BOT_TOKEN is not set" in command("slack", "doctor")[1]


@pytest.mark.parametrize("line", [c for c in COMMANDS if not c.startswith("tickmark") or "evals/" in c])
def test_the_target_or_the_file_is_there(line: str) -> None:
    if line.startswith("make"):
        assert subprocess.run(["make", "-n", *shlex.split(line)[1:]], cwd=ROOT, capture_output=True).returncode == 0
    else:
        assert [word for word in shlex.split(line) if "/" in word and not (ROOT / word).exists()] == []


def test_the_answer_shown_is_the_answer_printed(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = README.split("<!-- answer -->\n```text\n")[1].split("```\n<!-- /answer -->")[0]
    printed = "\n".join(line.rstrip() for line in command("ask", REQUEST)[1].splitlines())
    assert printed.strip() == shown.strip()


def test_the_example_in_python_runs(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TICKMARK_HOME", str(fresh.home))
    (example,) = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(example, "README.md", "exec"), {})
    assert "Statement of Applicability" in capsys.readouterr().out


def test_every_setting_of_a_model_stands_in_the_readme() -> None:
    named = set(re.findall(r"`(TICKMARK_MODEL\w*)` \|", README))
    read = re.findall(r'_read\(environ, "(\w+)"', (ROOT / "tickmark" / "model_settings.py").read_text("utf-8"))
    assert named == {"TICKMARK_MODEL", "TICKMARK_MODEL_URL", *(f"TICKMARK_MODEL_{name}" for name in read)}
