"""The rules of the house: who may import whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(p for top in ("bot", "retrieval") for p in (ROOT / top).rglob("*.py"))

# Which of our own files may import a package; everybody else must not.
OWNERS = {
    "sqlite_utils": ("retrieval/archive/", "bot/journal"),
    "jieba": ("retrieval/tokens.py",),
    "rank_bm25": ("retrieval/index/embedded.py",),
    "telegram": ("bot/handlers/", "bot/app.py"),
    "opencc": ("retrieval/text.py", "bot/phrases"),
    "prompt_toolkit": ("bot/repl", "bot/terminal"),
    "filelock": ("retrieval/archive/", "bot/"),
    "pdfminer": ("retrieval/formats/pdf.py",),
    "selectolax": ("retrieval/formats/",),
    # The library reads no configuration; the sidecar is written about pages, beside them.
    "tomllib": ("retrieval/sidecar.py", "bot/config.py"),
}
FORBIDDEN_IN_LIBRARY = {"bot", "telegram", "asyncio", "argparse", "rich"}
INDEX_MAY_IMPORT = ("retrieval.index", "retrieval.model", "retrieval.errors")


def name(path: Path) -> str:
    """Return a path relative to the checkout."""
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every import statement with the module it names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module


def tree(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_packages_are_imported_by_their_owners_only(path: Path) -> None:
    """SQLite stops in the archive, jieba in the tokenizer, Telegram in the handlers."""
    for _, module in imports(tree(path)):
        owners = OWNERS.get(module.split(".")[0])
        assert owners is None or name(path).startswith(owners), f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_library_does_not_know_the_program(path: Path) -> None:
    """``retrieval`` knows no bot, no configuration, no event loop; it prints and reads nothing."""
    if not name(path).startswith("retrieval/"):
        return
    source = tree(path)
    named = {module.split(".")[0] for _, module in imports(source)}
    called = {
        node.func.id
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    read = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }

    assert not named & FORBIDDEN_IN_LIBRARY
    assert not called & {"print", "input", "exit"}
    assert not read & {"os.environ", "os.getenv", "sys.argv", "sys.stdout", "sys.stdin"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_index_knows_neither_text_nor_tables(path: Path) -> None:
    """The index gets terms and weights: of our own it imports the model and the errors."""
    if not name(path).startswith("retrieval/index/"):
        return
    own = [module for _, module in imports(tree(path)) if module.startswith(("retrieval", "bot"))]

    assert all(module.startswith(INDEX_MAY_IMPORT) for module in own)


def test_the_answer_knows_no_implementation_of_the_index() -> None:
    """``answer`` sees the Index protocol only."""
    modules = [module for _, module in imports(tree(ROOT / "retrieval/answer.py"))]

    assert not [m for m in modules if m.startswith("retrieval.index.")]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_stand_at_the_top(path: Path) -> None:
    """No import hides inside a function, but of the readers of formats that are an extra."""
    functions = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    inside = {module for function in functions for _, module in imports(function)}
    extra = {"retrieval.formats.pdf", "retrieval.formats.html"}

    assert inside <= (extra if name(path) == "retrieval/formats/__init__.py" else set())


def test_there_are_no_circles() -> None:
    """No module imports itself by way of others."""
    graph: dict[str, set[str]] = {}
    modules = {module_of(path): path for path in FILES}
    for module, path in modules.items():
        graph[module] = set()
        for node, target in imports(tree(path)):
            graph[module] |= {target} & set(modules)
            if isinstance(node, ast.ImportFrom):
                graph[module] |= {f"{target}.{a.name}" for a in node.names} & set(modules)
        graph[module] -= {module, *parents(module)}
    seen: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module not in seen:
            for target in sorted(graph[module]):
                visit(target, (*path, module))
            seen.add(module)

    for module in sorted(graph):
        visit(module, ())


def module_of(path: Path) -> str:
    """Return the dotted name of a file."""
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def parents(module: str) -> set[str]:
    """Return the packages a module lies in: their __init__ may offer its names."""
    parts = module.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts))}
