"""The rules of the house that a machine can hold: floors, what apps show each other, sizes, names, templates."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import goldbell

SOURCE = Path(goldbell.__file__).parent
ROOT = SOURCE.parent.parent
APPS = SOURCE / "apps"

#: Beside services, queries and contracts, what each app offers to those above it.
TOOLS = {
    "identity": {"access", "scope", "idempotency"},
    "privacy": {"fields", "export_forms", "sealing", "files", "masks", "exports", "references"},
}
OFFERED = {"services", "queries", "contracts"}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "handler", "handlers", "data", "info", "misc"}
NO_CLASS = re.compile(r"(Manager|Handler|Helper|Utils?|Info|Data)$")


def modules(*, tests: bool = True, migrations: bool = False) -> list[Path]:
    found = [path for path in sorted(SOURCE.rglob("*.py")) if "__pycache__" not in path.parts]
    if not tests:
        found = [path for path in found if "tests" not in path.parts]
    return found if migrations else [path for path in found if "migrations" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of whatever a module imports; ``from a import b`` counts as a.b."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{one.name}") for one in node.names)


def test_floors_and_the_order_of_apps() -> None:
    """.importlinter says who may look at whom."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_apps_show_each_other_services_queries_and_contracts_only() -> None:
    wrong = []
    for path in modules(tests=False):
        if APPS not in path.parents:
            continue
        own = path.relative_to(APPS).parts[0]
        for line, name in imports(path):
            if not name.startswith("goldbell.apps."):
                continue
            parts = [*name.split("."), ""]
            other, inner = parts[2], parts[3]
            if other != own and inner not in OFFERED | TOOLS.get(other, set()):
                wrong.append(f"{told(path)}:{line} {name}")
    assert not wrong, "\n".join(wrong)


def test_foreign_keys_point_down_as_strings_and_leave_no_trace_above() -> None:
    """A key to another app is text with ``related_name="+"``: the lower app never learns who points at it."""
    wrong = []
    for path in modules(tests=False):
        if APPS not in path.parents:
            continue
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
                continue
            words = {one.arg: one.value for one in node.keywords}
            target = node.args[0] if node.args else words.get("to")
            own = path.relative_to(APPS).parts[0]
            if isinstance(target, ast.Name) or (isinstance(target, ast.Constant) and _within(str(target.value), own)):
                continue  # inside one app; a class of another app cannot be imported (see above)
            name = words.get("related_name")
            if not (isinstance(target, ast.Constant) and isinstance(name, ast.Constant) and name.value == "+"):
                wrong.append(f"{told(path)}:{node.lineno}")
    assert not wrong, "\n".join(wrong)


def _within(target: str, app: str) -> bool:
    return target == "self" or "." not in target or target.startswith(f"{app}.")


def test_modules_stay_short() -> None:
    long = {told(path): n for path in modules() if (n := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE}
    assert not long


def test_functions_stay_short() -> None:
    long = []
    for path in modules(tests=False):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                first = node.body[0]
                words = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) else 0
                if (length := node.end_lineno - node.lineno + 1 - words) > LONGEST_FUNCTION:
                    long.append(f"{told(path)}:{node.lineno} {node.name} {length}")
    assert not long, "\n".join(long)


def test_no_module_or_class_hides_behind_an_empty_name() -> None:
    wrong = [
        told(path) for path in modules() if path.stem in NO_NAMES or NO_NAMES & set(path.relative_to(SOURCE).parts)
    ]
    for path in modules(tests=False):
        wrong += [
            f"{told(path)}:{node.lineno} {node.name}"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.ClassDef) and NO_CLASS.search(node.name)
        ]
    assert not wrong, "\n".join(wrong)


def test_services_name_who_and_when() -> None:
    """A public function of ``services`` that asks for a right is an act: keyword-only, with ``by`` and ``now``."""
    wrong = []
    for path in modules(tests=False):
        inner = path.relative_to(SOURCE).parts
        if inner[0] != "apps" or not (path.name == "services.py" or "services" in inner[2:-1]):
            continue
        for node in tree_of(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            words = {one.arg for one in node.args.kwonlyargs}
            positional = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
            asks = any(
                isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "require"
                for one in ast.walk(node)
            )
            if asks and "by" in {*words, *positional} and (positional or "now" not in words):
                wrong.append(f"{told(path)}:{node.lineno} {node.name}")
    assert not wrong, "\n".join(wrong)


def test_no_signal_carries_a_duty() -> None:
    """Signals are for what libraries tell (sign-ins); between apps, A's service calls B's."""
    allowed = {"src/goldbell/apps/identity/sign_in_record.py", "src/goldbell/project/database/schema.py"}
    wrong = [
        f"{told(path)}:{line} {name}"
        for path in modules(tests=False)
        if told(path) not in allowed
        for line, name in imports(path)
        if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
        and not name.endswith(".post_migrate")  # filling a code table with the schema is no duty
    ]
    assert not wrong, "\n".join(wrong)


_BLOCKED = """
    import importlib.abc, pkgutil, sys, importlib
    class Wall(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {"django", "ninja", "allauth", "axes", "psycopg"}:
                raise ModuleNotFoundError(f"{name} is not installed", name=name)
    sys.meta_path.insert(0, Wall())
    for floor in ("goldbell.common", "goldbell.engine", "goldbell.adapters", "goldbell.simulator"):
        package = importlib.import_module(floor)
        for one in pkgutil.walk_packages(package.__path__, floor + "."):
            if ".tests" not in one.name and not one.name.endswith("__main__"):
                importlib.import_module(one.name)
    try:
        import django
    except ModuleNotFoundError:
        print("no django", len([name for name in sys.modules if name.startswith("goldbell.")]))
"""


def test_thinking_and_languages_work_where_django_is_not_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_BLOCKED)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.startswith("no django")
    assert int(done.stdout.split()[-1]) > 20


def templates() -> list[Path]:
    return sorted(SOURCE.rglob("templates/**/*.html"))


_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.I)
_INLINE = re.compile(r"\s(?:style|on[a-z]+|hx-on[:\w-]*|x-on:[\w-]+)\s*=\s*[\"']|<style\b|javascript:", re.I)


@pytest.mark.parametrize("path", templates(), ids=lambda path: told(path)[len("src/goldbell/") :])
def test_templates_hold_no_inline_style_or_script(path: Path) -> None:
    """The content policy would refuse it in the browser; here it is found before."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        assert not _SCRIPT.search(line), f"line {number}: script without src"
        assert not _INLINE.search(line), f"line {number}: inline style or handler"


def test_nothing_committed_names_this_machine() -> None:
    """No path of one machine and no package index: neither exists where somebody else installs this."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    here = re.compile(
        "|".join((rf"(?<![\w./]){re.escape(str(ROOT))}/", r"(?<!emit-)index-url" + "=", r"/simple/[a-z]"))
    )
    wrong = []
    for name in filter(None, listed.split("\n")):
        path = ROOT / name
        if path.suffix in {".woff2", ".png", ".xlsx", ".mo", ".ttf", ".otf", ".pdf"} or not path.is_file():
            continue
        if here.search(path.read_text("utf-8", errors="ignore")):
            wrong.append(name)
    assert not wrong
