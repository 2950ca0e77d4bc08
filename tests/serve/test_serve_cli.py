"""Commands as typed: what stands on stdout, what on stderr, which exit status."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from lagebild.serve.cli import app, run

HEAVY = ("duckdb", "onnxruntime", "tokenizers", "pyarrow", "jinja2", "numpy", "rich.table", "lagebild.pipeline")


@pytest.fixture(autouse=True)
def no_preset_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAGEBILD_DB", raising=False)


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_help_answers_at_once_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; from lagebild.serve.cli import run; run(['--help']); "
        f"sys.exit(','.join(m for m in {HEAVY!r} if m in sys.modules) or None)"
    )
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "annotate" in done.stdout
    # Processor time, the best of three, because other work may share the machine.
    assert min(seconds) < 0.3


def test_every_command_and_option_explains_itself() -> None:
    import typer

    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for option in command.params:
            assert getattr(option, "help", None), f"{name} {option.name}"


def test_the_database_may_be_preset(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAGEBILD_DB", str(db))
    assert run(["events", "--json"]) == 0
    assert len(lines(capsys.readouterr().out)) == 4


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("lagebild ")


def test_events_as_json_follow_the_contract(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "--db", str(db), "--json"]) == 0
    rows = {row["event"]: row for row in lines(capsys.readouterr().out)}
    assert list(rows) == ["e1aaaa", "e2bbbb", "e3cccc", "e4dddd"]
    assert rows["e1aaaa"] == {
        "event": "e1aaaa",
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "actors": ["PRK"],
        "recipients": ["KOR"],
        "earliest": "2024-05-02",
        "latest": "2024-05-02",
        "place": "South Korea",
        "status": "happened",
        "dispatches": 2,
        "sources": 2,
        "claims": [
            {"doc": "np-1", "trigger": [53, 63], "status": "happened", "said_by": "Joint Chiefs of Staff"},
            {"doc": "ab-7", "trigger": [47, 57], "status": "possible", "said_by": None},
        ],
    }
    assert rows["e2bbbb"]["claims"][0]["doc"] == "d2"  # type: ignore[index]
    assert rows["e4dddd"]["earliest"] is None


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--actor", "usa"], ["e3cccc"]),
        (["--actor", "KOR"], ["e1aaaa", "e2bbbb", "e3cccc"]),
        (["--actor", "united"], ["e3cccc"]),
        (["--type", "assault"], ["e1aaaa", "e2bbbb"]),
        (["--status", "denied"], ["e2bbbb"]),
        (["--from", "2024-06"], ["e3cccc"]),
        (["--to", "2024-05-02"], ["e1aaaa"]),
        (["--actor", "JPN"], []),
    ],
)
def test_events_are_chosen(db: Path, capsys: pytest.CaptureFixture[str], options: list[str], found: list[str]) -> None:
    assert run(["events", "--db", str(db), "--json", *options]) == 0
    assert [row["event"] for row in lines(capsys.readouterr().out)] == found


def test_tables_read_well(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("events", "claims", "actors", "timeline", "rejects"):
        assert run([command, "--db", str(db)]) == 0
        captured = capsys.readouterr()
        assert captured.out.strip()
        assert captured.err == ""
    assert run(["events", "--db", str(db), "--lang", "de"]) == 0
    assert "Nordkorea → Südkorea" in capsys.readouterr().out


def test_claims_show_the_marked_sentence(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["claims", "--db", str(db), "--type", "ASSAULT"])
    out = capsys.readouterr().out
    assert "🚀 Nordkorea hat am Donnerstag eine Stellung im Süden [beschossen]." in out
    assert "that it had [shelled] the South." in out


def test_claims_as_json_hold_words_as_they_stand(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["claims", "--db", str(db), "--json", "--status", "denied"])
    (row,) = lines(capsys.readouterr().out)
    assert row["trigger"] == {"text": "shelled", "span": [43, 50]}
    assert row["event"] == "e2bbbb"
    assert row["sentence"]["text"] == "North Korea 😀 denied on Friday that it had shelled the South."  # type: ignore[index]


def test_actors_count_events(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["actors", "--db", str(db), "--json"])
    rows = {row["actor"]: row for row in lines(capsys.readouterr().out)}
    assert (rows["KOR"]["events"], rows["KOR"]["acting"], rows["KOR"]["receiving"]) == (3, 1, 2)
    assert rows["KOR"]["score"] == -9.0
    assert rows["USA"]["score"] is None
    assert (rows["USA"]["first"], rows["USA"]["last"]) == ("2024-06-01", "2024-06-30")


@pytest.mark.parametrize(
    ("options", "kinds"),
    [([], ["day", "day", "spanning", "undated"]), (["--by", "month"], ["month", "month", "undated"])],
)
def test_timeline_counts_every_event_once(
    db: Path, capsys: pytest.CaptureFixture[str], options: list[str], kinds: list[str]
) -> None:
    run(["timeline", "--db", str(db), "--json", *options])
    rows = lines(capsys.readouterr().out)
    assert [row["kind"] for row in rows] == kinds
    assert sorted(key for row in rows for key in row["ids"]) == ["e1aaaa", "e2bbbb", "e3cccc", "e4dddd"]  # type: ignore[attr-defined]
    assert rows[0]["material conflict"] == len(rows[0]["ids"])  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["e1aaaa", "e1", "old1"])
def test_show_finds_by_id_beginning_and_alias(db: Path, capsys: pytest.CaptureFixture[str], key: str) -> None:
    assert run(["show", key, "--db", str(db), "--lang", "de"]) == 0
    out = capsys.readouterr().out
    for words in ("[beschossen]", "np-1", "ab-7", "Nordpost", "Widersprüchliche Angaben", "bestritten in: e2bbbb"):
        assert words in out


def test_show_as_json(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", "e1", "--db", str(db), "--json"])
    (row,) = lines(capsys.readouterr().out)
    assert row["dispatches"] == ["np-1", "ab-7"]
    assert row["links"] == [{"relation": "denied_by", "event": "e2bbbb"}]
    assert [claim["type"] for claim in row["claims"]] == ["ASSAULT", "ASSAULT"]  # type: ignore[attr-defined]


def test_rejects_keep_reason_and_place(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["rejects", "--db", str(db), "--json"])
    rows = lines(capsys.readouterr().out)
    assert {(row["doc"], row["reason"], row["origin"]) for row in rows} == {
        ("x-9", "missing date", "feed.jsonl:9"),
        ("r2", "empty text", "feed.jsonl:12"),
    }


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["events", "--db", "/no/such/file"], "no such database"),
        (["events"], "--db"),
        (["evnts"], "No such command"),
        (["events", "--db", "{db}", "--bogus"], "No such option"),
        (["events", "--db", "{db}", "--type", "PARTY"], "unknown event type 'PARTY'"),
        (["events", "--db", "{db}", "--status", "sure"], "unknown status 'sure'"),
        (["events", "--db", "{db}", "--from", "gestern"], "YYYY-MM-DD"),
        (["events", "--db", "{db}", "--from", "2024-02-30"], "does not exist"),
        (["events", "--db", "{db}", "--lang", "fr"], "--lang"),
        (["show", "e", "--db", "{db}"], "4 events begin with 'e'"),
        (["show", "nix", "--db", "{db}"], "no event 'nix'"),
        (["report", "--db", "{db}", "--out", "/no/such/folder/x.html"], "cannot write"),
        (["read", "/no/such/file", "--db", "{db}"], "no such file or folder"),
        (["annotate", "/no/such/file.jsonl"], "cannot read"),
        (["annotate", "{self}", "--layers", "tokens,smells"], "unknown layer 'smells'"),
        (["parse", "/no/such/file.conllu"], "cannot read"),
    ],
)
def test_wrong_calls_are_one_line_and_status_2(
    db: Path, fake_pipeline: object, capsys: pytest.CaptureFixture[str], arguments: list[str], hint: str
) -> None:
    assert run([word.format(db=db, self=__file__) for word in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("lagebild: ")
    assert hint in captured.err


def test_no_command_shows_help_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Commands:" in captured.err


def test_a_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database\n" * 1000, encoding="utf-8")
    assert run(["events", "--db", str(other)]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "not a Lagebild database" in captured.err


def test_annotate_loses_nothing_and_keeps_the_order(
    fake_pipeline: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.jsonl"
    given.write_bytes(
        b"\xef\xbb\xbf"
        + "\n".join(
            [
                '{"id": "a", "date": "2024-05-03", "text": "Nordkorea hat gestern geschossen, sagt die Regierung."}',
                "{broken",
                '{"id": "b", "date": "2024-13-41", "text": "Nordkorea hat gestern geschossen."}',
                "",
                '{"id": 7, "date": "2024", "text": "Nordkorea hat gestern geschossen, sagt die Regierung."}',
                '{"id": "k", "date": "2024-05", "text": "KAPUTT ist die Lage in dem Land und in der Stadt."}',
                '{"id": "z", "date": "2024-05", "text": "Südkorea hat nicht geantwortet auf die Frage der Reporter."}',
            ]
        ).encode()
        + b'\n{"id": "u", "text": "\xff"}\n["no", "object"]\n{"id": "t", "date": "2024"}\n'
    )
    out = tmp_path / "out.jsonl"
    assert run(["annotate", str(given), "--layers", "mentions,claims", "--out", str(out)]) == 0
    rows = lines(out.read_text(encoding="utf-8"))
    kept = [row["doc"] for row in rows if "rejected" not in row]
    assert kept == ["a", "7", "z"]
    assert [row["rejected"]["reason"] for row in rows if "rejected" in row] == [  # type: ignore[index]
        "not a dispatch record",
        "impossible date",
        "annotation failed",
        "undecodable text",
        "not a dispatch record",
        "not a dispatch record",
    ]
    assert [row["doc"] for row in rows][2] == "b"
    assert [row["doc"] for row in rows][-1] == "t"
    assert set(rows[0]) == {"doc", "mentions", "claims"}
    err = capsys.readouterr().err
    assert err.count("\n") == 6
    assert "in.jsonl:2: not a dispatch record" in err


def test_annotate_writes_all_layers_to_stdout(
    fake_pipeline: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.jsonl"
    text = "Nordkorea hat gestern geschossen, sagt die Regierung."
    given.write_text(json.dumps({"id": "a", "date": "2024-05", "text": text}), encoding="utf-8")
    assert run(["annotate", str(given)]) == 0
    (row,) = lines(capsys.readouterr().out)
    assert row["tokens"] == [
        {"start": 0, "end": 9, "lemma": "nordkorea", "upos": "PROPN", "feats": "Case=Nom", "head": -1, "deprel": "root"}
    ]
    assert row["sentences"] == [[0, 9]]
    assert row["mentions"] == [
        {"start": 0, "end": 9, "type": "LOC", "name": "North Korea", "country": "PRK", "actor": "PRK"}
    ]
    assert row["times"] == [
        {"start": 0, "end": 9, "type": "DATE", "value": "2024-05", "earliest": "2024-05-01", "latest": "2024-05-31"}
    ]
    assert row["quotes"] == [{"type": "Direct", "content": [[0, 9]], "speaker": None, "cue": [[0, 9]]}]
    (claim,) = row["claims"]  # type: ignore[misc]
    assert claim["trigger"] == {"text": "Nordkorea", "span": [0, 9]}
    assert claim["when"] is None
    assert "notes" not in row
    assert run(["annotate", str(given), "--layers", "notes"]) == 0
    (row,) = lines(capsys.readouterr().out)
    assert row == {"doc": "a", "notes": []}


def test_annotate_with_nothing_readable_is_status_1(
    fake_pipeline: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text("{\n[]\n", encoding="utf-8")
    assert run(["annotate", str(given)]) == 1
    captured = capsys.readouterr()
    assert len(lines(captured.out)) == 2
    assert "none of 2 lines" in captured.err


def test_output_may_replace_its_input(fake_pipeline: object, tmp_path: Path) -> None:
    given = tmp_path / "in.conllu"
    given.write_bytes(b"# text = a\r\n1\ta\n\n")
    assert run(["parse", str(given), "--out", str(given)]) == 0
    assert given.read_bytes() == b"# TEXT = A\n1\tA\n\n"
    assert [path.name for path in tmp_path.iterdir()] == ["in.conllu"]


def test_read_tells_its_summary(fake_pipeline: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert run(["read", *paths, "--db", str(tmp_path / "x.duckdb")]) == 0
    captured = capsys.readouterr()
    assert "1 dispatches: 1 new, 0 already known; 3 claims, 2 events" in captured.out
    assert "1 rejected: missing date 1" in captured.out
    assert captured.err == ""
    assert run(["read", *paths, "--db", str(tmp_path / "x.duckdb"), "--json"]) == 0
    assert lines(capsys.readouterr().out)[0]["rejected"] == {"missing date": 1}
    assert run(["read", paths[0], "--db", str(tmp_path / "x.duckdb")]) == 1
    assert "no dispatch could be read" in capsys.readouterr().err


def test_bench(fake_pipeline: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "--json"]) == 0
    assert lines(capsys.readouterr().out) == [{"encoder_words_per_s": 21000.0, "read_words_per_s": 9000.5}]


def test_a_reader_who_leaves_early_sees_no_traceback(db: Path) -> None:
    code = (
        "import sys; from lagebild.serve import cli; "
        f"sys.argv[1:] = ['claims', '--db', {str(db)!r}, '--json']; cli.main()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
