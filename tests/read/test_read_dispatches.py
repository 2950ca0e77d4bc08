"""Files and folders: every format, every fault, duplicates, order, memory and price."""

import csv
import gzip
import json
import time
import tracemalloc
from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lagebild.errors import UsageError
from lagebild.read import ReadConfig, read_dispatches
from lagebild.schema import Dispatch, Language, Reason, Rejected

BODY = "Die Minister haben sich am Donnerstag in Seoul auf ein Abkommen verständigt, das die Lage beruhigen soll."
CONFIG = ReadConfig(today=date(2025, 1, 1), language=Language.GERMAN)
RECORDS: list[dict[str, Any]] = [
    {
        "id": "a",
        "published": "2024-08-01",
        "source": "Hafenpost",
        "title": "Eins",
        "text": BODY,
        "url": "u",
        "language": "de",
    },
    {
        "id": "b",
        "published": "2024-08",
        "source": "Tagesblick",
        "title": "Zwei",
        "text": BODY + '\n\nEnde; „gut“, "so".',
    },
]
COLUMNS = ["id", "published", "source", "title", "text", "url", "language"]


def read(*paths: Path, config: ReadConfig = CONFIG) -> list[Dispatch | Rejected]:
    return list(read_dispatches(paths, config=config))


def dispatches(found: Iterable[Dispatch | Rejected]) -> list[Dispatch]:
    read = list(found)
    assert all(isinstance(one, Dispatch) for one in read), read
    return [one for one in read if isinstance(one, Dispatch)]


def only_reject(found: list[Dispatch | Rejected]) -> Rejected:
    (rejected,) = (one for one in found if isinstance(one, Rejected))
    return rejected


def write_jsonl(path: Path, records: Iterable[Any]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def write_csv(path: Path, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(RECORDS)
    return path


def write_records(path: Path) -> Path:
    """The two records in the format the name asks for."""
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    plain = path.with_name(path.name.removesuffix(".gz"))
    if kind in {"jsonl", "ndjson"}:
        write_jsonl(plain, RECORDS)
    elif kind == "json":
        plain.write_text(json.dumps(RECORDS, ensure_ascii=False, indent=2), encoding="utf-8")
    elif kind == "parquet":
        pq.write_table(pa.Table.from_pylist([dict.fromkeys(COLUMNS) | one for one in RECORDS]), plain)
    else:
        write_csv(plain, "\t" if kind == "tsv" else ",")
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    return path


FORMATS = {
    "d.jsonl": ("d.jsonl:1", "d.jsonl:2"),
    "d.ndjson": ("d.ndjson:1", "d.ndjson:2"),
    "d.JSONL.gz": ("d.JSONL.gz:1", "d.JSONL.gz:2"),
    "d.json": ("d.json:row 1", "d.json:row 2"),
    "d.json.gz": ("d.json.gz:row 1", "d.json.gz:row 2"),
    "d.csv": ("d.csv:2", "d.csv:3"),
    "d.tsv": ("d.tsv:2", "d.tsv:3"),
    "d.csv.gz": ("d.csv.gz:2", "d.csv.gz:3"),
    "d.parquet": ("d.parquet:row 1", "d.parquet:row 2"),
}


@pytest.mark.parametrize(
    "name", ["d.jsonl", "d.ndjson", "d.json", "d.json.gz", "d.csv", "d.tsv", "d.csv.gz", "d.parquet"]
)
def test_every_record_format_gives_the_same_dispatches(tmp_path: Path, name: str) -> None:
    first, second = dispatches(read(write_records(tmp_path / name)))
    assert (first.given_id, first.source, first.title, first.text, first.url) == ("a", "Hafenpost", "Eins", BODY, "u")
    assert (second.text, second.published.latest) == (RECORDS[1]["text"], date(2024, 8, 31))
    assert (first.origin, second.origin) == tuple(str(tmp_path / origin) for origin in FORMATS[name])
    known = dispatches(read(write_records(tmp_path / "known.jsonl")))
    assert [first.id, second.id] == [one.id for one in known]


def test_text_file_with_head(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = f"date: 2024-08-01\r\nsource: Hafenpost\r\n\r\n{BODY}\r\n"
    path.write_bytes(text.encode("utf-8"))
    (dispatch,) = dispatches(read(path))
    assert (dispatch.text, dispatch.source, dispatch.origin) == (text, "Hafenpost", str(path))


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".txt.gz"])
def test_date_from_the_file_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"2024-08-01_seoul{suffix}"
    path.write_bytes(gzip.compress(BODY.encode()) if suffix.endswith("gz") else BODY.encode())
    (dispatch,) = dispatches(read(path))
    assert dispatch.published.earliest == date(2024, 8, 1)


def test_the_name_dates_text_files_only(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "2024-08-01.jsonl", [{"text": BODY}])
    assert only_reject(read(path)).reason is Reason.MISSING_DATE


def test_a_stamp_in_the_text_dates_a_record(tmp_path: Path) -> None:
    (dispatch,) = dispatches(read(write_jsonl(tmp_path / "a.jsonl", [{"text": f" date 2023-01 {BODY}"}])))
    assert dispatch.published.latest == date(2023, 1, 31)


def test_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f" date 2023-01 {BODY}".encode())
    (dispatch,) = dispatches(read(path))
    assert dispatch.text.startswith(" date")


def test_other_encodings_only_when_declared(tmp_path: Path) -> None:
    path = tmp_path / "2024-08-01.txt"
    path.write_bytes(f"„{BODY}“".encode("cp1252"))
    rejected = only_reject(read(path))
    assert rejected.reason is Reason.UNDECODABLE
    assert "character 0" in rejected.detail
    config = ReadConfig(today=CONFIG.today, language=Language.GERMAN, encodings=("utf-8", "cp1252"))
    (dispatch,) = dispatches(read(path, config=config))
    assert dispatch.text == f"„{BODY}“"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_one_undecodable_record_does_not_spoil_the_others(tmp_path: Path, name: str) -> None:
    path = write_records(tmp_path / name)
    path.write_bytes(path.read_bytes().replace("verständigt".encode(), b"verst\xe4ndigt", 1))
    rejected, dispatch = read(path)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.given_id) == (Reason.UNDECODABLE, "a")
    assert isinstance(dispatch, Dispatch)


def test_wide_encodings_are_undecodable(tmp_path: Path) -> None:
    path = tmp_path / "2024-08-01.txt"
    for encoding in ("utf-16", "utf-16-le"):
        path.write_bytes("Plain words of a dispatch".encode(encoding))
        assert only_reject(read(path)).reason is Reason.UNDECODABLE


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(RECORDS[0])
    bad = ["{", "[1]", '"text"', '{"published": "2024-08-01"}', '{"text": 7, "published": "2024"}', '{"text": null}']
    path.write_text("\n".join([good, *bad, "", '{"text": "x", "title": {}, "published": "2024"}']), encoding="utf-8")
    first, *rejects = read(path)
    assert isinstance(first, Dispatch)
    assert [(one.origin, one.reason) for one in rejects if isinstance(one, Rejected)] == [
        (f"{path}:2", Reason.BAD_RECORD),
        (f"{path}:3", Reason.BAD_RECORD),
        (f"{path}:4", Reason.BAD_RECORD),
        (f"{path}:5", Reason.BAD_RECORD),
        (f"{path}:6", Reason.BAD_RECORD),
        (f"{path}:7", Reason.EMPTY_TEXT),
        (f"{path}:9", Reason.BAD_RECORD),
    ]


def test_column_names_in_any_case_and_numbers_as_ids(tmp_path: Path) -> None:
    record = {"ID": 7, "Date": "26.12.2022", "Text": BODY, "Rubrik": "Ausland", "title": float("nan"), "source": " "}
    (dispatch,) = dispatches(read(write_jsonl(tmp_path / "a.jsonl", [record])))
    assert (dispatch.given_id, dispatch.title, dispatch.source) == ("7", None, None)
    assert dispatch.published.earliest == date(2022, 12, 26)


def test_csv_with_semicolons_and_line_breaks_in_cells(tmp_path: Path) -> None:
    first, second = dispatches(read(write_csv(tmp_path / "a.csv", ";")))
    assert (first.text, second.text) == (BODY, RECORDS[1]["text"])


def test_csv_faults(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,date,text\n1,2024-08-01,"{BODY}"\n2,2024-08-01\n\n3,2024-08-01,"{BODY}!"\n', encoding="utf-8")
    first, rejected, third = read(path)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.origin) == (Reason.BAD_RECORD, f"{path}:3")
    assert isinstance(first, Dispatch)
    assert isinstance(third, Dispatch)
    assert third.origin == f"{path}:5"
    path.write_text("id,date\n1,2024-08-01\n", encoding="utf-8")
    assert only_reject(read(path)).reason is Reason.BAD_FILE
    path.write_text("", encoding="utf-8")
    assert read(path) == []


def test_csv_cell_longer_than_the_default_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'date,text\n2024-08-01,"{BODY * 2000}"\n', encoding="utf-8")
    (dispatch,) = dispatches(read(path))
    assert dispatch.text == BODY * 2000


def test_parquet_with_real_dates_and_other_columns(tmp_path: Path) -> None:
    rows = [{"Date": datetime(2024, 8, 1, 10, 30), "Text": BODY, "n": 1}, {"Date": None, "Text": BODY, "n": 2}]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    dispatch, rejected = read(path)
    assert isinstance(dispatch, Dispatch)
    assert dispatch.published.earliest == date(2024, 8, 1)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.origin) == (Reason.MISSING_DATE, f"{path}:row 2")
    pq.write_table(pa.table({"n": [1]}), path)
    assert only_reject(read(path)).reason is Reason.BAD_FILE


def test_json_single_object_and_lists_that_break_off(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORDS[0]), encoding="utf-8")
    assert len(dispatches(read(path))) == 1
    for broken in ("", "[", "{", "nothing", f"[{json.dumps(RECORDS[0])}, {{", f"[{json.dumps(RECORDS[0])}"):
        path.write_text(broken, encoding="utf-8")
        found = read(path)
        assert only_reject(found).reason is Reason.BAD_FILE
        assert sum(isinstance(one, Dispatch) for one in found) == broken.count("Hafenpost")
    path.write_text("[]", encoding="utf-8")
    assert read(path) == []


def test_json_list_larger_than_the_read_blocks(tmp_path: Path) -> None:
    records = [{"date": "2024-08-01", "text": f"{number} {'ä€😀' * (number % 977)} {BODY}"} for number in range(500)]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    assert [one.text for one in dispatches(read(path))] == [record["text"] for record in records]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.json.gz", "a.csv.gz", "a.parquet", "a.pdf", "a"])
def test_files_that_are_not_what_they_are_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"certainly not that format")
    rejected = only_reject(read(path))
    assert (rejected.reason, rejected.origin) == (Reason.BAD_FILE, str(path))


def test_truncated_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = "".join(json.dumps(one | {"text": f"{number} {BODY}"}) + "\n" for number in range(2000) for one in RECORDS)
    path.write_bytes(gzip.compress(whole.encode())[:-200])
    *found, last = read(path)
    assert isinstance(last, Rejected)
    assert last.reason is Reason.BAD_FILE
    assert len(found) > 100


def test_oversized_texts_are_faults(tmp_path: Path) -> None:
    config = ReadConfig(today=CONFIG.today, language=Language.GERMAN, max_bytes=400)
    text = tmp_path / "2024-08-01.txt"
    text.write_text(BODY * 5, encoding="utf-8")
    assert only_reject(read(text, config=config)).reason is Reason.BAD_FILE
    long = RECORDS[0] | {"text": BODY * 5}
    lines = write_jsonl(tmp_path / "a.jsonl", [long, RECORDS[0]])
    rejected, dispatch = read(lines, config=config)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.origin) == (Reason.BAD_RECORD, f"{lines}:1")
    assert isinstance(dispatch, Dispatch)
    assert dispatch.origin == f"{lines}:2"
    table = tmp_path / "a.csv"
    table.write_text(f'date,text\n2024-08-01,"{BODY * 5}"\n2024-08-01,"{BODY}"\n', encoding="utf-8")
    rejected, dispatch = read(table, config=config)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.BAD_RECORD
    assert isinstance(dispatch, Dispatch)


def test_mixed_folder_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "b/z.txt", "a.txt", ".hidden/h.txt", ".a.txt", "README.md", "page.html"):
        (tmp_path / name).write_text(f"date: 2024-08-01\n\n{name} {BODY}", encoding="utf-8")
    write_jsonl(tmp_path / "b" / "a.jsonl", RECORDS[:1])
    origins = [one.origin for one in dispatches(read(tmp_path))]
    assert origins == [str(tmp_path / name) for name in ("a.txt", "b/a.jsonl:1", "b/z.txt", "c.txt")]


def test_links_do_not_lead_in_circles(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    rejected = only_reject(read(tmp_path))
    assert (rejected.reason, rejected.origin) == (Reason.BAD_FILE, str(tmp_path / "gone.txt"))


def test_missing_path_is_the_callers_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        read_dispatches([tmp_path, tmp_path / "nowhere.txt"])


def test_exact_duplicates_are_rejected_across_files(tmp_path: Path) -> None:
    one = write_jsonl(tmp_path / "a.jsonl", [RECORDS[0], RECORDS[0] | {"id": "z", "url": "elsewhere"}])
    two = write_jsonl(tmp_path / "b.jsonl", [RECORDS[0]])
    first, second, third = read(one, two)
    assert isinstance(first, Dispatch)
    assert isinstance(second, Rejected)
    assert isinstance(third, Rejected)
    assert (second.reason, third.reason) == (Reason.DUPLICATE, Reason.DUPLICATE)
    assert first.id in second.detail
    assert (second.origin, second.given_id) == (f"{one}:2", "z")
    assert len({first.id, second.id, third.id}) == 3


@pytest.mark.parametrize(
    "change", [{"source": "Tagesblick"}, {"title": "Zwei"}, {"published": "2024-08-02"}, {"text": BODY + "!"}]
)
def test_what_differs_is_no_duplicate(tmp_path: Path, change: dict[str, str]) -> None:
    assert len(dispatches(read(write_jsonl(tmp_path / "a.jsonl", [RECORDS[0], RECORDS[0] | change])))) == 2


def test_reading_again_gives_the_same_values(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [*RECORDS, RECORDS[0], {"text": ""}])
    assert read(path) == read(path)


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", RECORDS)
    stream = read_dispatches([path, path], config=CONFIG)
    assert isinstance(next(stream), Dispatch)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.parquet"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    rows = [{"date": "2024-08-01", "source": "Hafenpost", "text": f"{number} {BODY * 20}"} for number in range(6000)]
    path = tmp_path / name
    match path.suffix:
        case ".jsonl":
            write_jsonl(path, rows)
        case ".json":
            path.write_text(json.dumps(rows), encoding="utf-8")
        case ".csv":
            path.write_text("date,text\n" + "".join(f'{r["date"]},"{r["text"]}"\n' for r in rows), encoding="utf-8")
        case _:
            pq.write_table(pa.Table.from_pylist(rows), path, compression="none", row_group_size=500)
    del rows
    tracemalloc.start()
    count = sum(isinstance(one, Dispatch) for one in read_dispatches([path], config=CONFIG))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 6000
    assert peak < 6_000_000
    assert count * len(BODY * 20) > 12_000_000


def test_price_a_word(tmp_path: Path) -> None:
    rows = [{"date": "2024-08-01", "text": f"{number} {BODY * 10}"} for number in range(1000)]
    path = write_jsonl(tmp_path / "a.jsonl", rows)
    start = time.process_time()
    words = sum(
        len(one.text.split()) for one in dispatches(read_dispatches([path], config=ReadConfig(today=CONFIG.today)))
    )
    assert (time.process_time() - start) / words < 5e-6


def test_samples_are_read_without_a_reject() -> None:
    with as_file(files("lagebild.samples")) as folder:
        found = dispatches(read_dispatches([folder]))
    assert sum(one.language is Language.GERMAN for one in found) == 25
    assert sum(one.language is Language.ENGLISH for one in found) == 5
    assert {one.source for one in found} == {
        None,
        "Depeschendienst Mitte",
        "Hafenpost",
        "Nordwind Nachrichten",
        "Pacific Ledger",
        "Tagesblick",
    }
    assert all(110 <= len(one.text.split()) <= 280 for one in found)
    assert sum(one.published.earliest != one.published.latest for one in found) == 1


@pytest.mark.shared
def test_founding_dispatches_are_read(shared: Path) -> None:
    found = dispatches(read_dispatches([shared / "data/dispatches"]))
    assert [one.published.earliest for one in found] == [date(2023, 1, 1), date(2024, 8, 1)]
    assert all(one.text.startswith(" date ") and one.language is Language.GERMAN for one in found)
