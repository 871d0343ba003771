"""The furniture of a page: mastheads, page numbers, editors, addresses; and what they tell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.text import narrow

MASTHEAD_LINES = 8
FRONT_MATTER_LINES = 30

_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_DATE = r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
_PAPER = (
    r"[\u4e00-\u9fff]{2,9}?(?:日报|晚报|早报|时报|商报|晨报|周报|导报|工人报|劳动报|都市报|"
    r"青年报|农民报|法治报|法制报|教育报|科技报|体育报|文摘报|电视报|新京报)"
)
_LABEL = (
    r"(?:要闻|综合|综合新闻|国内新闻|国际新闻|国内|国际|经济|时政|社会|体育|文化|副刊|理论|评论|教育|科技|"
    r"法治|民生|财经|广告|专题|专版|新闻|工会新闻|工会·?要闻|地方新闻|头版|时事|视点|深度|天下|综合版)"
)
_NUMBER = r"(?:第?\s*[A-D]?\d{1,3}\s*版|第\s*[一二三四五六七八九十]{1,3}\s*版|[A-D]\d{1,2})"
_STAFF = (
    r"(?:责任编辑|值班编辑|本版编辑|执行编辑|值班主任|本版责编|版面编辑|新闻编辑|责任校对|版式设计|图片编辑|"
    r"见习编辑|编辑|责编|美编|校对|版式|主编|制图|审校|组版|检校|值班总编|执行主编|视觉|美术编辑|排版)"
)
_CONTACT = (
    r"(?:电子邮箱|电子邮件|邮箱|e-?mail|电话|热线|传真|邮编|邮政编码|地址|社址|网址|投稿|新闻热线|"
    r"国内统一连续出版物号|国内统一刊号|统一刊号|邮发代号|广告经营许可证|定价|零售价|印刷|发行|订阅|"
    r"微信公众号|微博|客户端|总第|今日\d+版|今天\d+版|新闻网|issn|cn\d\d-)"
)
_BETWEEN = r"[\s,.|/·:()\[\]【】■□◆●—–-]"
_PIECE = (
    rf"{_DATE}|\d{{1,2}}月\d{{1,2}}日|{_WEEKDAY}|农历[\u4e00-\u9fff]{{2,12}}|{_NUMBER}|"
    rf"第\s*\d+\s*期|总?第?\s*\d+\s*期|"
    rf"今[日天]\d+版|{_PAPER}|{_LABEL}|(?:www\.|https?://)[\w./-]+|[\w.-]+@[\w.-]+|[a-z]+ daily"
)
# Possessive: a piece once taken is not given back, so that a line of prose fails at once.
_PIECES = re.compile(rf"(?:(?>{_PIECE})|{_BETWEEN})*+")
_NO_PIECE = re.compile(rf"{_BETWEEN}*+")
_STAFF_LINE = re.compile(
    rf"^[■□◆●(\[【]*(?:本版|本期|今日)?{_STAFF}"
    rf"(?:\s*[/:·|]\s*|\s+)[\u4e00-\u9fff]{{1,4}}(?:\s|$|[/|,;、:)\]】])"
    rf"|^(?:{_STAFF}[\u4e00-\u9fff]{{2,3}}\s*)+$"
)
_CONTACT_LINE = re.compile(rf"^[■□◆●(\[【☎]*(?:本报|本版|读者|编辑部|新闻)?{_CONTACT}\s*[:/]?")
_ADDRESS = re.compile(
    rf"^[^\d]{{0,4}}(?:本报|本版|读者|编辑部|新闻)?{_CONTACT}\s*[:/]|\d{{3,4}}\)?[-—\s]?\d{{7,8}}|@|www\.|cn\d\d-"
)
_PAGE_NUMBER = re.compile(r"^[-—–·\s]*(?:第\s*)?[a-d]?\d{1,3}(?:\s*[版页])?[-—–·\s]*$")
_RULE = re.compile(r"^[-=_*~—·.+#|]{3,}$")
_WEATHER = re.compile(rf"{_DATE}\s*{_WEEKDAY}\s*(?:晴|阴|雨|雪|多云|小雨|大雨|中雨|雾|小雪)")

_FULL_DATE = re.compile(r"((?:19|20)\d\d)\s*[年./_-]?\s*(\d{1,2})\s*[月./_-]?\s*(\d{1,2})")
_NAME_DATE = re.compile(
    r"(?<![0-9a-z])((?:19|20)\d\d)(?:[-_.年]?)(0[1-9]|1[0-2]|[1-9](?=[-_.月]))(?:[-_.月]?)"
    r"(0[1-9]|[12]\d|3[01]|[1-9](?!\d))日?(?![0-9a-z])"
)
_NAME_PAPER = re.compile(r"[\u4e00-\u9fff]{1,10}(?:报|報|刊|时讯|新闻)")
_NAME_NUMBER = re.compile(r"^第?([a-d]?\d{1,3})版?$")
_LINE_NUMBER = re.compile(r"第?\s*([A-Da-d]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版")
_FRONT_KEY = re.compile(r"^([a-z\u4e00-\u9fff]{1,12})\s*[:=]\s*(.*)$")
_FRONT_KEYS = {
    "paper": "paper", "newspaper": "paper", "报纸": "paper", "报名": "paper", "来源": "paper",
    "date": "date", "日期": "date", "出版日期": "date",
    "number": "number", "page": "number", "版": "number", "版次": "number", "版面": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imprint:
    """Paper, date (ISO 8601) and page number as far as they are told; nothing is made up."""

    paper: str | None = None
    date: str | None = None
    number: str | None = None


def is_furniture(plain: str, near_edge: bool) -> bool:
    """Tell whether a narrow line is page furniture.

    ``near_edge`` allows the weaker signs (a bare page number, a bare label) that only the top and
    the bottom of a page bear out.
    """
    if not plain or len(plain) > 90 or _WEATHER.search(plain):
        return False
    if _RULE.match(plain) or _STAFF_LINE.match(plain):
        return True
    if _CONTACT_LINE.match(plain) and plain[-1] not in "。!?" and _ADDRESS.search(plain):
        return True
    if _PAGE_NUMBER.match(plain):
        return near_edge or not plain.isdigit()
    return _only_pieces(plain, near_edge)


def _only_pieces(plain: str, near_edge: bool) -> bool:
    """Tell whether nothing is left of a line but names, dates and numbers of a masthead."""
    if not _PIECES.fullmatch(plain) or _NO_PIECE.fullmatch(plain):
        return False
    if plain[0] in "([" and not re.search(r"\d", plain):
        return False
    telling = re.search(rf"{_DATE}|{_WEEKDAY}|{_NUMBER}|www\.|http|@|\d+期", plain) is not None
    return telling or (near_edge and len(plain) <= 12)


def front_matter(lines: Sequence[str]) -> int:
    """Return how many lines at the top of the page are front matter between ``---`` rules."""
    if not lines or lines[0].strip() != "---":
        return 0
    for index, line in enumerate(lines[1:FRONT_MATTER_LINES], 1):
        if line.strip() == "---":
            return index + 1
        if line.strip() and not _FRONT_KEY.match(narrow(line.strip())):
            return 0
    return 0


def imprint_of_lines(lines: Sequence[str]) -> Imprint:
    """Read paper, date and number from the front matter, else from the page's own furniture."""
    count = front_matter(lines)
    if count:
        return _imprint_of_front(lines[1 : count - 1])
    filled = [line.strip() for line in lines if line.strip()]
    edges = filled[:MASTHEAD_LINES] + filled[-3:]
    heads = [line for line in edges if is_furniture(narrow(line), near_edge=True)]
    return Imprint(
        paper=_first(_paper_in(line) for line in heads),
        date=_first(_date_in(narrow(line)) for line in heads),
        number=_first(_number_in(narrow(line)) for line in heads),
    )


def imprint_of_name(name: str) -> Imprint:
    """Read paper, date and number from a file name such as ``2025-01-08_工人日报_02.txt``.

    A number is only believed beside a date or a paper: ``000_1eee8d86.txt`` tells nothing.
    """
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    match = _NAME_DATE.search(stem.lower())
    date = _iso(*match.groups()) if match else None
    rest = stem[: match.start()] + " " + stem[match.end() :] if match and date else stem
    paper = _NAME_PAPER.search(rest)
    if not date and not paper:
        return Imprint()
    rest = rest.replace(paper.group(), " ") if paper else rest
    tokens = (_NAME_NUMBER.match(narrow(token)) for token in re.split(r"[\s_\-.]+", rest))
    numbers = [match.group(1) for match in tokens if match]
    number = numbers[0] if len(numbers) == 1 else None
    return Imprint(paper.group() if paper else None, date, _bare(number))


def _imprint_of_front(lines: Sequence[str]) -> Imprint:
    told: dict[str, str] = {}
    for line in lines:
        match = _FRONT_KEY.match(line.strip())
        key = _FRONT_KEYS.get(narrow(match.group(1))) if match else None
        if match and key and match.group(2).strip():
            told.setdefault(key, match.group(2).strip().strip("\"'"))
    date = _date_in(narrow(told.get("date", "")))
    return Imprint(told.get("paper"), date, _bare(told.get("number")))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _paper_in(line: str) -> str | None:
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff](?:\s|$))", "", line)
    match = re.search(_PAPER + r"(?![\u4e00-\u9fff])", spaced)
    return match.group() if match else None


def _date_in(plain: str) -> str | None:
    match = _FULL_DATE.search(plain)
    return _iso(*match.groups()) if match else None


def _number_in(plain: str) -> str | None:
    match = _LINE_NUMBER.search(re.sub(r"今[日天]\d+版", "", plain))
    return _bare(match.group(1).upper()) if match else None


def _bare(number: str | None) -> str | None:
    if not number:
        return None
    return number.upper().lstrip("0") or None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
