# example_data.py - reads the example programme and the tables of record kinds, for the tests beside it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import re
from pathlib import Path

ROOT = Path(os.environ.get("MUSTER_SOURCE_ROOT") or Path(__file__).resolve().parents[2])
BINDING = re.compile(r"\s*\[@([a-z0-9-]+)\]")


class Field:
    def __init__(self, name, type_, rest, choices, refers):
        self.name, self.type, self.choices, self.refers = name, type_, choices, refers
        flags = rest.split("N_(")[0]
        self.derived = bool(re.search(r"\b(DER|MUSTER_FIELD_DERIVED)\b", flags))
        self.required = bool(re.search(r"\b(REQ|PART|MUSTER_FIELD_REQUIRED)\b", flags))


def _kinds():
    """The record kinds as { name: { field name: Field } }, from app/schema/kinds-*.c."""
    folder = ROOT / "app" / "schema"
    texts = [path.read_text() for path in [folder / "kinds-private.h", *sorted(folder.glob("kinds-*.c"))]]
    text = re.sub(r"/\*.*?\*/", "", "\n".join(texts), flags=re.S)
    # What an import makes beside a record names a kind too, and is none.
    text = re.sub(r"MusterPartMade \w+ = \{.*?\};", "", text, flags=re.S)
    macros = dict(re.findall(r"#define (\w+)[ \t]+(?:\\\n)?((?:.*\\\n)*.*)", text))
    macros = {name: body.replace("\\\n", "\n") for name, body in macros.items()}
    nicks = {
        name: re.findall(r'\{ "([\w-]+)"', body)
        for name, body in re.findall(r"MusterChoice (\w+)\[\] = \{(.*?)\n?\};", text, flags=re.S)
    }
    by_id = dict(re.findall(r'\bMUSTER_KIND_(\w+), "([\w-]+)"', text))

    def read(table):
        for name in ("COMMON_FIELDS", "SCOPE_FIELD", "WORK_STATUS_FIELDS", "RAG_FIELDS"):
            table = table.replace(name, macros[name])
        found = list(re.finditer(r'\{\s*"(\w+)",\s*MUSTER_VALUE_(\w+),', table))
        fields = {}
        for entry, following in zip(found, found[1:] + [None]):
            rest = table[entry.end():following.start() if following else len(table)]
            rest = re.sub(r"\bPLANNED_WORK\b", lambda _: macros["PLANNED_WORK"], rest)
            choices = re.search(r"\.choices = (\w+)", rest)
            refers = None
            if ".refers" in rest and "MUSTER_KINDS_ANY" not in rest:
                refers = {by_id[kind] for kind in re.findall(r"MUSTER_KINDS \((\w+)\)", rest)}
            fields[entry[1]] = Field(entry[1], entry[2], rest, choices and nicks[choices[1]], refers)
        return fields

    tables = dict(re.findall(r"MusterField (\w+)\[\] = \{(.*?)\n\};", text, flags=re.S))
    kinds = re.findall(r'= \{\s*MUSTER_KIND_\w+, "([\w-]+)".*?KIND_FIELDS \((\w+)\)', text, flags=re.S)
    return {name: read(tables[table]) for name, table in kinds}


KINDS = _kinds()

# The forms that muster-when.h takes, as far as the example uses them.
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATED = rf"(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{4}}|Q[1-4]/? ?(?:20)?\d\d/\d\d|(?:20)?\d\d/\d\d)"
WHEN = re.compile(
    rf"(?:by )?{_DATED}"
    rf"|(?:\d{{1,2}}|\d{{1,2}} {_MONTH}|{_MONTH}|Q[1-4]|{_DATED}) ?(?:to|-) ?{_DATED}"
    r"|[Dd]ays? \d+(?: to \d+)?|(?:before|prior to|during|after) \S.*|ongoing|TBC|[Ii]n post"
)
_NUMBER = r"-?[\d,]*\d(?:\.\d{1,3})?"
FORMS = {
    "WHEN": WHEN,
    "INTEGER": re.compile(r"-?[\d,]*\d"),
    "SCORE": re.compile(r"[1-5]"),
    "PERCENT": re.compile(r"\d{1,2}|100"),
    "DECIMAL": re.compile(_NUMBER),
    "MONEY": re.compile(rf"-?£?{_NUMBER}[kKmM]?"),
    "BOOLEAN": re.compile(r"yes|no"),
    "POPULATION": re.compile(rf"N/A|£?(?:~|about |c\. ?)?{_NUMBER}[kKmM]?(?:(?: to |-){_NUMBER}[kKmM]?)?"),
}


def files():
    return sorted((ROOT / "data" / "example").glob("*.json"))


def load(path):
    """The records of one file, each with what it needs to be named in a message."""
    with open(path, encoding="utf-8") as text:
        records = json.load(text)["records"]
    for record in records:
        record["file"] = path.name
    return records


def load_all():
    return [record for path in files() for record in load(path)]


def bindings(record):
    """Every key that a text of the record binds."""
    for value in record["fields"].values():
        for text in value if isinstance(value, list) else [value]:
            yield from BINDING.findall(text)


def plain(text):
    """A text without its bindings."""
    return BINDING.sub("", text)


def pounds(text):
    """Whole pounds of an amount such as £72,101 or £158.5K; None for none."""
    if not text:
        return None
    number = float(re.sub(r"[£,kKmM]", "", text))
    return round(number * {"k": 1_000, "m": 1_000_000}.get(text[-1].lower(), 1))


def number(text):
    return None if text is None else float(text.replace(",", ""))


def problems(record, kind_of):
    """What the contract in app/schema does not allow, as sentences; kind_of: the kind of each known key."""
    name = f"{record['file']}: {record['kind']} {record['key']}"
    fields = KINDS.get(record["kind"])
    if fields is None:
        yield f"{name}: no such kind"
        return
    if extra := set(record) - {"kind", "key", "fields", "file"}:
        yield f"{name}: {sorted(extra)} beside kind, key and fields"
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", record["key"]):
        yield f"{name}: the key is not in lower case with hyphens"
    for field in fields.values():
        if field.required and not record["fields"].get(field.name):
            yield f"{name}: {field.name} is needed"
    for key in bindings(record):
        if key not in kind_of:
            yield f"{name}: a text binds {key}, which is nowhere"
    for field_name, value in record["fields"].items():
        field = fields.get(field_name)
        here = f"{name}: {field_name}"
        if field is None:
            yield f"{here} is no field of this kind"
            continue
        if field.derived:
            yield f"{here} is derived"
        if isinstance(value, list) != (field.type in ("LIST", "REFS")):
            yield f"{here} is {'a list' if isinstance(value, list) else 'no list'}"
            continue
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if not isinstance(text, str) or not text or text != text.strip():
                yield f"{here}: {text!r} is no clean text"
            elif field.type in ("REF", "REFS"):
                if text not in kind_of:
                    yield f"{here}: {text} is nowhere"
                elif field.refers is not None and kind_of[text] not in field.refers:
                    yield f"{here}: {text} is a {kind_of[text]}, not one of {sorted(field.refers)}"
            elif field.type == "CHOICE" and text not in field.choices:
                yield f"{here}: {text!r} is none of {field.choices}"
            elif field.type in FORMS and not FORMS[field.type].fullmatch(plain(text)):
                yield f"{here}: {text!r} is no {field.type.lower()}"
            elif field.type not in ("PARTY", "WHEN") and "[@" in text:
                yield f"{here} binds a key, which only names and milestones do"
            elif field.type != "LONG_TEXT" and "\n" in text:
                yield f"{here} has a line break"
