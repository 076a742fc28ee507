"""Words: one English word per thing, and both languages complete."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import goldbell

SOURCE = Path(goldbell.__file__).parent
ROOT = SOURCE.parent.parent
APPS = SOURCE / "apps"
CHINESE = re.compile(r"[\u3400-\u9fff]")
#: Words of one language only, on purpose: the switch of languages names each in itself, the style page shows samples.
BARE_CHINESE = ROOT / "tests" / "bare_chinese.txt"

Text = tuple[str | None, str]  # context, msgid


# ---------- the glossary ----------


def glossary() -> dict[str, list[str]]:
    """Rows of all tables by their English word."""
    rows: dict[str, list[str]] = {}
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if (
            line.startswith("|")
            and len(cells) >= 3
            and cells[0] not in {"word", ""}
            and not set(cells[0]) <= {"-", ":"}
        ):
            rows[cells[0].lower()] = cells
    return rows


def words_of(name: str) -> str:
    """``StopOrder`` as the glossary writes it: stop order."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).lower().replace("_", " ")


def named_in_code() -> Iterator[tuple[str, str]]:
    """Apps, tables and enumerations: (glossary word, where it stands)."""
    for app in sorted(path.parent.name for path in APPS.glob("*/__init__.py")):
        yield words_of(app), f"apps/{app}"
    for path in sorted(SOURCE.rglob("*.py")):
        floor = path.relative_to(SOURCE).parts[0]
        if {"tests", "migrations"} & set(path.parts) or floor in {"web", "project"}:
            continue  # page parts and wiring have no words of the duty
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
                continue
            bases = {ast.unparse(base) for base in node.bases}
            if bases & {"models.Model", "StrEnum", "IntEnum", "Enum", "models.TextChoices", "models.IntegerChoices"}:
                yield words_of(node.name), f"{path.relative_to(SOURCE)}:{node.lineno}"


def test_every_table_enumeration_and_app_is_in_the_glossary() -> None:
    known = glossary()
    missing = sorted(
        {f"{word}  ({where})" for word, where in named_in_code() if not {word, word.removesuffix("s")} & set(known)}
    )
    assert not missing, "docs/glossary.md lacks:\n" + "\n".join(missing)


def test_the_glossary_speaks_chinese_and_points_at_what_is_there() -> None:
    wrong = []
    for word, cells in glossary().items():
        if not CHINESE.search(cells[1]):
            wrong.append(f"{word}: no Chinese")
        where = cells[-1]
        if len(cells) >= 4 and where not in {"–", "-", ""} and not (SOURCE / where).exists():
            wrong.append(f"{word}: {where} is not there")
    assert not wrong, "\n".join(wrong)


# ---------- both languages ----------

_QUOTED = r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'"
_TRANSLATE = re.compile(rf"\{{%\s*trans(?:late)?\s+(?:{_QUOTED})(?P<rest>[^%]*)%\}}")
_BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b(?P<head>[^%]*)%\}(?P<body>.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.S
)
_INNER = re.compile(rf"_\((?:{_QUOTED})\)")
_CONTEXT = re.compile(rf"context\s+(?:{_QUOTED})")
_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.S)


def templates() -> list[Path]:
    found = {*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")}
    return sorted(path for path in found if "tests" not in path.parts)


def _quoted(match: re.Match[str]) -> str:
    return (match.group(1) if match.group(1) is not None else match.group(2)).replace('\\"', '"').replace("\\'", "'")


def in_template(text: str) -> Iterator[Text]:
    """Texts of a template that go through translation."""
    text = _COMMENT.sub("", text)
    for match in _TRANSLATE.finditer(text):
        context = _CONTEXT.search(match["rest"])
        yield (_quoted(context) if context else None), _quoted(match)
    for match in _BLOCK.finditer(text):
        context = _CONTEXT.search(match["head"])
        body = re.split(r"\{%\s*plural\s*%\}", match["body"])[0]
        if re.search(r"\btrimmed\b", match["head"]):
            body = " ".join(line.strip() for line in body.splitlines() if line.strip())
        body = body.replace("%", "%%")
        yield (_quoted(context) if context else None), re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body)
    for match in _INNER.finditer(text):
        yield None, _quoted(match)


_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


def in_python(tree: ast.Module) -> Iterator[Text]:
    """Texts that go through translation: marked ones, messages of named failures, labels of audit actions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == ["RAIL"]:
            rooms = node.value.elts if isinstance(node.value, ast.List) else []
            yield from (
                (None, text) for room in rooms if isinstance(room, ast.Tuple) for text in _constant(room.elts[0])
            )
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            yield from ((None, text) for text in _constant(node.exc.args[0]) if CHINESE.search(text))
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id in _ONE:
            yield from ((None, text) for text in _constant(node.args[0]))
        elif node.func.id in _WITH_CONTEXT and len(node.args) > 1:
            yield from ((c, text) for c in _constant(node.args[0]) for text in _constant(node.args[1]))
        elif node.func.id == "AuditAction" and len(node.args) > 1:
            yield from ((None, text) for text in _constant(node.args[1]))


def in_refusals(tree: ast.Module) -> Iterator[Text]:
    """Messages of named failures in engine, adapters and common, also where a constant or ``wrong(field, what)`` says it."""
    constants = {
        target.id: text
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
        for text in _constant(node.value)
    }
    failures = named_failures()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id == "wrong":
            yield from ((None, text) for one in node.args[1:] for text in _constant(one))
        elif node.func.id in failures:
            first = node.args[0]
            found = [constants[first.id]] if isinstance(first, ast.Name) and first.id in constants else _constant(first)
            yield from ((None, text) for text in found if CHINESE.search(text))


def _constant(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@cache
def named_failures() -> frozenset[str]:
    """Names of all failures, found by their bases."""
    bases: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    found = {"GoldbellError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def texts() -> Iterator[tuple[Text, str]]:
    """Every text to translate with the file it stands in."""
    for path in templates():
        for text in in_template(path.read_text("utf-8")):
            yield text, str(path.relative_to(SOURCE))
    for path in sorted(SOURCE.rglob("*.py")):
        inner = path.relative_to(SOURCE).parts
        if {"tests", "migrations", "benches", "commands", "sample"} & set(inner):
            continue
        # Below the platform Chinese is matter, not message, but for refusals: pages say those in the reader's language.
        read = in_python if inner[0] in {"apps", "web", "project"} else in_refusals
        if inner[0] != "simulator":
            for text in read(ast.parse(path.read_text("utf-8"))):
                yield text, str(path.relative_to(SOURCE))


def in_catalogue(text: str) -> dict[Text, str]:
    """A .po file's texts; fuzzy and empty ones are not translated."""
    found: dict[Text, str] = {}
    for block in re.split(r"\n\s*\n", text):
        if re.search(r"^#,.*fuzzy", block, re.M):
            continue
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r"(msgctxt|msgid|msgid_plural|msgstr(?:\[0\])?) \"(.*)\"$", line):
                name = match[1].removesuffix("[0]")
                parts[name] = match[2]
            elif line.startswith("msgstr["):
                name = "other"
            elif name and (match := re.match(r"\"(.*)\"$", line)):
                parts[name] = parts.get(name, "") + match[1]
        if parts.get("msgid") and parts.get("msgstr"):
            found[_plain(parts["msgctxt"]) if "msgctxt" in parts else None, _plain(parts["msgid"])] = parts["msgstr"]
    return found


def _plain(text: str) -> str:
    return ast.literal_eval(f'"{text}"')  # type: ignore[no-any-return]


def catalogues() -> list[Path]:
    return sorted(SOURCE.rglob("locale/en/LC_MESSAGES/django.po"))


@cache
def translated() -> frozenset[Text]:
    return frozenset(text for path in catalogues() for text in in_catalogue(path.read_text("utf-8")))


def test_every_text_has_its_english() -> None:
    known = translated()
    missing: dict[str, set[str]] = {}
    for (context, text), where in texts():
        if CHINESE.search(text) and (context, text) not in known:
            missing.setdefault(where, set()).add(text if context is None else f"{context}|{text}")
    told = [f"{where}: {' · '.join(sorted(found))}" for where, found in sorted(missing.items())]
    assert not told, "\n".join(told)


def test_english_texts_are_english() -> None:
    """A translation with Chinese words in it was forgotten half-way; a single sign (a masked name, 万) may stand."""
    wrong = [
        f"{path.relative_to(SOURCE)}: {english}"
        for path in catalogues()
        for english in in_catalogue(path.read_text("utf-8")).values()
        if re.search(r"[\u3400-\u9fff]{2}", english.replace("中文", "").replace("金钟", ""))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_catalogues_are_compiled(path: Path) -> None:
    """The .mo that the program reads holds what the .po says."""
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        text
        for (context, text), english in in_catalogue(path.read_text("utf-8")).items()
        if (compiled.pgettext(context, text) if context else compiled.gettext(text)) != _plain(english)
    ]
    assert not stale, f"run msgfmt for {path.relative_to(ROOT)}: {stale[:5]}"


def test_no_chinese_stands_bare_in_a_template() -> None:
    allowed = {line for line in BARE_CHINESE.read_text("utf-8").splitlines() if line and not line.startswith("#")}
    wrong = []
    for path in templates():
        name = str(path.relative_to(SOURCE))
        if name in allowed:
            continue
        text = _INNER.sub("", _TRANSLATE.sub("", _BLOCK.sub("", _COMMENT.sub("", path.read_text("utf-8")))))
        pieces = re.findall(r"[^\s<>]*[\u3400-\u9fff][^\s<>]*", text)
        wrong += [f"{name} {piece}" for piece in pieces if f"{name} {piece}" not in allowed]
    assert not wrong, "\n".join(wrong)
