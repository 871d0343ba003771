"""Page files -> archive and index."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from retrieval.archive import Archive
from retrieval.build import Builder, Summary, page_files
from retrieval.errors import ArchiveBroken, ArchiveBusy, ArchiveStale, NotInArchive
from retrieval.model import Source
from retrieval.places import Gazetteer
from retrieval.tokens import Tokenizer
from tests.retrieval.crash import Silent, passages

PAGE = "{0}总工会建成工会驿站\n\n本报讯(记者甲乙)近日，{0}总工会建成{1}座工会驿站，供人休息。\n"


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    """A tokenizer with a dictionary cache of its own."""
    return Tokenizer(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once."""
    return Gazetteer()


class Site:
    """A directory of pages and the archive made of it."""

    def __init__(self, base: Path, tokenizer: Tokenizer, gazetteer: Gazetteer) -> None:
        self.pages = base / "pages"
        self.pages.mkdir()
        self.archive = base / "archive"
        self.builder = Builder(self.archive, tokenizer, gazetteer)

    def write(self, name: str, place: str, stations: int = 3) -> Path:
        """Write a page of one article."""
        path = self.pages / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE.format(place, stations), encoding="utf-8")
        return path

    def build(self, *paths: Path, rebuild: bool = False, prune: bool = False) -> Summary:
        """Build from ``paths``, by default from all pages."""
        where = list(paths) or [self.pages]
        return self.builder.build(where, Silent(), rebuild=rebuild, prune=prune, patience=0.05)

    def names(self) -> list[str]:
        """Return the names of the pages in the archive."""
        archive = Archive(self.archive)
        with archive.reading() as reading:
            ids = sorted(passages(self.archive))
            articles = [reading.article(p.article_id) for p in reading.passages(ids)]
            names = sorted({reading.source(a.page_id).name for a in articles})
        archive.close()
        return names


@pytest.fixture
def site(tmp_path: Path, tokenizer: Tokenizer, gazetteer: Gazetteer) -> Site:
    """An empty site."""
    return Site(tmp_path, tokenizer, gazetteer)


def counts(summary: Summary) -> tuple[int, int, int, int]:
    """Return added, changed, unchanged and removed."""
    return summary.added, summary.changed, summary.unchanged, summary.removed


def test_a_second_build_touches_nothing(site: Site) -> None:
    """Unchanged pages are skipped, and the archive stays as it was."""
    site.write("a.txt", "青岛市")
    site.write("b.md", "宁波市")

    assert counts(site.build()) == (2, 0, 0, 0)
    before = passages(site.archive)
    assert counts(site.build()) == (0, 0, 2, 0)
    assert passages(site.archive) == before


def test_a_changed_page_replaces_the_old_one(site: Site) -> None:
    """The old text is gone from archive and index, the new one is there."""
    site.write("a.txt", "青岛市", 3)
    site.write("b.txt", "宁波市", 5)
    site.build()
    before = passages(site.archive)
    site.write("a.txt", "青岛市", 4)

    summary = site.build()

    assert counts(summary) == (0, 1, 1, 0)
    assert summary.pages == 2
    assert len(before - passages(site.archive)) == len(before) / 2


def test_a_file_that_moved_is_not_read_in_again(site: Site) -> None:
    """The same text under a new path is the same page, and pruning keeps it."""
    old = site.write("a.txt", "青岛市")
    site.build()
    old.rename(site.pages / "z.txt")

    assert counts(site.build(prune=True)) == (0, 0, 1, 0)
    assert counts(site.build(prune=True)) == (0, 0, 1, 0)


def test_two_files_may_swap_their_texts(site: Site) -> None:
    """Nothing is lost when a.txt becomes b.txt and b.txt becomes a.txt."""
    a, b = site.write("a.txt", "青岛市"), site.write("b.txt", "宁波市")
    site.build()
    before = passages(site.archive)
    texts = a.read_text(encoding="utf-8"), b.read_text(encoding="utf-8")
    a.write_text(texts[1], encoding="utf-8")
    b.write_text(texts[0], encoding="utf-8")

    assert site.build(prune=True).pages == 2
    assert passages(site.archive) == before
    assert counts(site.build()) == (0, 0, 2, 0)


def test_a_file_may_become_a_copy_of_another(site: Site) -> None:
    """Its old text leaves the archive; the copied page is held once."""
    site.write("a.txt", "青岛市")
    site.write("b.txt", "宁波市")
    site.build()
    site.write("b.txt", "青岛市")

    assert site.build().pages == 1
    assert site.names() == ["a.txt"]


def test_pages_whose_file_is_gone_stay_until_pruned(site: Site) -> None:
    """Only ``prune`` drops pages."""
    gone = site.write("a.txt", "青岛市")
    site.write("b.txt", "宁波市")
    site.build()
    gone.unlink()

    assert site.build().pages == 2
    assert counts(site.build(prune=True)) == (0, 0, 1, 1)
    assert site.names() == ["b.txt"]


def test_rebuilding_starts_from_nothing(site: Site) -> None:
    """A rebuilt archive holds the given pages and no others."""
    only = site.write("a.txt", "青岛市")
    site.write("b.txt", "宁波市")
    site.build()

    assert site.build(only, rebuild=True).pages == 1
    assert site.names() == ["a.txt"]


def test_adding_equals_building_at_once(
    tmp_path: Path, tokenizer: Tokenizer, gazetteer: Gazetteer, site: Site
) -> None:
    """Page by page, with changes and merges, the archive ends as one built in a single run."""
    for number, place in enumerate(["青岛市", "宁波市", "福州市"] * 3):
        site.write(f"{number}.txt", place, number)
        site.build()
    site.write("3.txt", "三亚市", 99)
    site.build()
    (tmp_path / "again").mkdir()
    whole = Site(tmp_path / "again", tokenizer, gazetteer)
    whole.build(site.pages)

    def ranked(at: Site) -> tuple[object, ...]:
        archive = Archive(at.archive)
        with archive.reading() as reading:
            parts = reading.state().parts
        archive.close()
        return passages(at.archive), parts

    ids, parts = ranked(site)
    ids_at_once, parts_at_once = ranked(whole)
    assert ids == ids_at_once
    assert parts == pytest.approx(parts_at_once) or parts == parts_at_once


def test_refused_files_are_named_and_do_not_stop_the_rest(site: Site) -> None:
    """Empty, binary and missing files and circles of links are reported; good pages go in."""
    site.write("good.txt", "青岛市")
    (site.pages / "empty.txt").write_bytes(b"")
    (site.pages / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (site.pages / "circle.txt").symlink_to(site.pages / "circle.txt")
    (site.pages / "loop").symlink_to(site.pages, target_is_directory=True)

    summary = site.build(site.pages, site.pages / "missing.txt")

    assert summary.added == 1
    assert {r.name.rsplit("/", 1)[-1] for r in summary.refused} == {
        "empty.txt",
        "binary.txt",
        "circle.txt",
        "missing.txt",
    }
    assert all(refusal.reason for refusal in summary.refused)


def test_pages_are_named_by_their_path_under_the_directory_given(site: Site) -> None:
    """Two pages of the same file name in two folders are told apart."""
    site.write("01/a.txt", "青岛市")
    site.write("02/a.txt", "宁波市")

    files, refused = page_files([site.pages])

    assert [file.name for file in files] == ["01/a.txt", "02/a.txt"]
    assert refused == []


def test_a_page_refused_later_keeps_its_old_text(site: Site) -> None:
    """A file that became unreadable loses nothing that is already in the archive."""
    path = site.write("a.txt", "青岛市")
    site.build()
    path.write_bytes(b"\x00\x01\x02" * 500)

    summary = site.build()

    assert [refusal.name for refusal in summary.refused] == ["a.txt"]
    assert summary.pages == 1


def test_the_second_writer_says_who_holds_the_lock(site: Site) -> None:
    """With the lock taken and no patience left, the holder is named."""
    site.write("a.txt", "青岛市")
    site.build()
    with FileLock(site.archive / "lock"):
        (site.archive / "lock").write_text("process 4711\n", encoding="utf-8")
        with pytest.raises(ArchiveBusy, match="process 4711 is writing"):
            site.build()


def test_the_second_writer_waits(site: Site, tokenizer: Tokenizer, gazetteer: Gazetteer) -> None:
    """When the first writer is done the second one goes on by itself."""
    site.write("a.txt", "青岛市")
    site.archive.mkdir()
    lock = FileLock(site.archive / "lock", thread_local=False)
    lock.acquire()
    (site.archive / "lock").write_text("process 4711\n", encoding="utf-8")
    told: list[str] = []

    class Releases(Silent):
        def waiting(self, holder: str) -> None:
            told.append(holder)
            threading.Thread(target=lock.release).start()

    builder = Builder(site.archive, tokenizer, gazetteer)

    assert builder.build([site.pages], Releases(), patience=30).added == 1
    assert told == ["process 4711"]


def test_a_foreign_database_is_left_alone(site: Site) -> None:
    """A file that is not ours is refused; rebuilding moves it aside and keeps it."""
    site.archive.mkdir()
    (site.archive / "archive.db").write_bytes(b"not a database, but dear to its owner" * 100)
    site.write("a.txt", "青岛市")

    with pytest.raises(ArchiveBroken, match="--rebuild"):
        site.build()
    assert site.build(rebuild=True).pages == 1
    kept = (site.archive / "archive.db.aside-1").read_bytes()
    assert kept.startswith(b"not a database, but dear")


def test_an_archive_of_other_rules_is_stale(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages cut by other rules are not mixed; rebuilding mends it."""
    site.write("a.txt", "青岛市")
    site.build()
    monkeypatch.setattr("retrieval.build._SPLITTING", "pages-0")

    with pytest.raises(ArchiveStale, match="--rebuild"):
        site.build()
    assert site.build(rebuild=True).pages == 1
    assert counts(site.build()) == (0, 0, 1, 0)


def test_what_is_read_back_is_what_was_split(site: Site) -> None:
    """Articles and passages come back from the archive as they went in."""
    site.write("a.txt", "山东省青岛市")
    site.build()
    archive = Archive(site.archive)
    with archive.reading() as reading:
        passage = reading.passages(sorted(passages(site.archive)))[0]
        article = reading.article(passage.article_id)

        assert article.headline == "山东省青岛市总工会建成工会驿站"
        assert article.paragraphs[0].text == passage.text
        assert article.places == ("山东省青岛市",)
        assert reading.heads([article.id])[article.id].headline == article.headline
        with pytest.raises(NotInArchive, match="nothing called 'pxx'"):
            reading.passage("pxx")
    archive.close()


FIRST = (
    "第1版 要闻\n\n渔港里的夜校开课了\n\n本报记者 叶知秋\n\n"
    "傍晚六点半，渔船陆续靠岸，“夜校”亮起了灯。三个月来，这里先后开了12门课。\n\n（下转第3版）\n"
)
SECOND = (
    "第3版 综合\n\n（上接第1版）\n\n渔港里的夜校开课了\n\n"
    "夜校的老师来自海州大学和水产研究所，他们每周三晚上坐车赶到渔港，给渔民讲安全。\n"
)


def chain(site: Site) -> list[tuple[str | None, str | None]]:
    """Return, for each article that has another part, the pages where it began and goes on."""
    archive = Archive(site.archive)
    with archive.reading() as reading:
        ids = {p.article_id for p in reading.passages(sorted(passages(site.archive)))}
        articles = [reading.article(id_) for id_ in ids]
    archive.close()
    ends = [
        (
            article.began.source.name if article.began else None,
            article.goes_on.source.name if article.goes_on else None,
        )
        for article in articles
    ]
    return sorted((pair for pair in ends if any(pair)), key=str)


LINKED = [("01.txt", None), (None, "03.txt")]


def test_parts_on_two_pages_are_linked_whichever_comes_first(site: Site) -> None:
    """The other part may come in a later build, go, and come back."""
    second = site.pages / "03.txt"
    second.write_text(SECOND, encoding="utf-8")
    site.build()
    assert chain(site) == []

    (site.pages / "01.txt").write_text(FIRST, encoding="utf-8")
    site.build()
    assert chain(site) == LINKED
    assert counts(site.build()) == (0, 0, 2, 0)
    assert chain(site) == LINKED

    second.unlink()
    site.build(prune=True)
    assert chain(site) == []
    second.write_text(SECOND, encoding="utf-8")
    site.build(rebuild=True)
    assert chain(site) == LINKED


def test_a_link_goes_when_the_page_turns_out_to_be_of_another_day(site: Site) -> None:
    """What the sidecar tells joins and parts articles without a change of their text."""
    (site.pages / "01.txt").write_text(FIRST, encoding="utf-8")
    (site.pages / "03.txt").write_text(SECOND, encoding="utf-8")
    sidecar = site.pages / "pages.toml"
    sidecar.write_text('["01.txt"]\ndate = 2025-01-08\n["03.txt"]\ndate = 2025-01-09\n', "utf-8")
    site.build()
    assert chain(site) == []

    sidecar.write_text("date = 2025-01-08\n", "utf-8")
    assert counts(site.build()) == (0, 1, 1, 0)
    assert chain(site) == LINKED


def test_a_changed_sidecar_changes_its_pages_and_no_passage(site: Site) -> None:
    """Paper, date and number follow the sidecar; ids, text and index stay."""
    site.write("a.txt", "青岛市")
    site.write("b.txt", "宁波市")
    site.build()
    before = passages(site.archive)
    sidecar = site.pages / "pages.toml"
    sidecar.write_text('["a.txt"]\npaper = "工人日报"\ndate = 2025-01-08\nnumber = 2\n', "utf-8")

    assert counts(site.build(site.pages, sidecar)) == (0, 1, 1, 0)
    assert passages(site.archive) == before
    archive = Archive(site.archive)
    with archive.reading() as reading:
        articles = [reading.article(p.article_id) for p in reading.passages(sorted(before))]
        sources = {reading.source(article.page_id) for article in articles}
        assert {article.date for article in articles} == {"2025-01-08", None}
        assert sources == {
            Source("a.txt", "工人日报", "2025-01-08", "2"),
            Source("b.txt", None, None, None),
        }
        assert reading.holdings().papers == (("工人日报", 1),)
        assert reading.holdings().dates == (("2025-01-08", 1),)
    archive.close()
    assert counts(site.build()) == (0, 0, 2, 0)
    sidecar.unlink()
    assert counts(site.build()) == (0, 1, 1, 0)


def test_a_broken_sidecar_refuses_its_pages_and_keeps_what_is_held(site: Site) -> None:
    """The files it governs are refused with the reason; others come in, nothing is lost."""
    site.write("a.txt", "青岛市")
    site.build()
    site.write("sub/b.txt", "宁波市")
    (site.pages / "pages.toml").write_text("paper = 工人日报", "utf-8")

    summary = site.build()

    assert [refusal.name for refusal in summary.refused] == ["a.txt"]
    assert "pages.toml is not TOML" in summary.refused[0].reason
    assert (summary.added, summary.pages) == (1, 2)


def test_a_page_that_is_renamed_is_cited_by_its_new_name(site: Site) -> None:
    """A file name may be given a date later: the page has it then, with the ids of before."""
    old = site.write("a.txt", "青岛市")
    site.build()
    before = passages(site.archive)
    old.rename(site.pages / "2025-01-08_工人日报_02.txt")

    assert counts(site.build()) == (0, 1, 0, 0)
    assert site.names() == ["2025-01-08_工人日报_02.txt"]
    assert passages(site.archive) == before


def test_an_archive_of_before_continuations_gets_them(site: Site) -> None:
    """The next build adds the table and links what was held already."""
    (site.pages / "01.txt").write_text(FIRST, encoding="utf-8")
    (site.pages / "03.txt").write_text(SECOND, encoding="utf-8")
    site.build()
    database = sqlite3.connect(site.archive / "archive.db")
    database.execute("DROP TABLE continuations")
    database.execute("ALTER TABLE state DROP COLUMN linked")
    database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm004_continuations'")
    database.commit()
    database.close()

    assert counts(site.build()) == (0, 0, 2, 0)
    assert chain(site) == LINKED


def test_killed_at_any_moment_the_archive_is_old_or_new(tmp_path: Path) -> None:
    """Kill -9 at every few disk events leaves one whole state, and the next build ends well."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.retrieval.crash", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    states = done.stdout.split()
    assert set(states) == {"old", "new"}
    assert states.count("old") > 5
