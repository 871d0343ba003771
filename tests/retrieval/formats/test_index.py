"""PDF and HTML files in an archive: found, named, replaced."""

from __future__ import annotations

from pathlib import Path

from retrieval.archive import Archive
from retrieval.build import Builder, Summary, page_files
from retrieval.places import Gazetteer
from retrieval.tokens import Tokenizer
from tests.retrieval.crash import Silent, passages
from tests.retrieval.formats.sheets import column, draw
from tests.retrieval.formats.test_pdf import HARVEST, STATIONS, sheet


def test_directories_are_searched_for_the_formats(tmp_path: Path) -> None:
    """A PDF of two pages gives two files to read, a locked one a refusal, the rest go on."""
    draw(tmp_path / "issue.pdf", [sheet(), column(40, 900, 25, HARVEST)])
    draw(tmp_path / "locked.pdf", [column(40, 900, 25, STATIONS)], encrypt="secret")
    (tmp_path / "a.html").write_text("<p>正文。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("正文。", encoding="utf-8")
    files, refused = page_files([tmp_path])

    assert [file.name for file in files] == ["a.html", "b.txt", "issue.pdf#1", "issue.pdf#2"]
    assert len({file.key for file in files}) == 4
    assert [refusal.name for refusal in refused] == ["locked.pdf"]


def counts(summary: Summary) -> tuple[int, int, int, int]:
    """Return pages, added, changed and unchanged."""
    return summary.pages, summary.added, summary.changed, summary.unchanged


def test_pages_of_a_file_come_and_go_with_it(tmp_path: Path) -> None:
    """A file indexed again is unchanged; when it loses a page, the archive loses that page."""
    builder = Builder(tmp_path / "archive", Tokenizer(tmp_path / "cache"), Gazetteer())
    second = column(40, 900, 25, HARVEST)
    path = draw(tmp_path / "issue.pdf", [sheet(), second])

    assert counts(builder.build([path], Silent())) == (2, 2, 0, 0)
    assert counts(builder.build([path], Silent(), prune=True)) == (2, 0, 0, 2)

    draw(path, [sheet(), second, column(40, 900, 25, STATIONS)])
    assert counts(builder.build([path], Silent())) == (3, 1, 0, 2)

    draw(path, [second])
    assert builder.build([path], Silent()).pages == 1
    archive = Archive(tmp_path / "archive")
    with archive.reading() as reading:
        held = reading.passages(sorted(passages(tmp_path / "archive")))
        pages = {reading.article(passage.article_id).page_id for passage in held}
        assert [reading.source(page).name for page in pages] == ["issue.pdf"]
    archive.close()

    path.unlink()
    assert builder.build([], Silent(), prune=True).pages == 0
