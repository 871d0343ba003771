"""Every sentence the program can say, in Chinese and in English.

``FOUND[language]`` is a template for ``str.format``; ``PASSAGES.count(language, 3)`` counts.
Traditional Chinese is made from the Chinese wording by OpenCC: one text less to keep in step.
Quoted newspaper text never passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from retrieval.model import Language


@cache
def _converter() -> OpenCC:
    return OpenCC("s2twp")


@cache
def _traditional(chinese: str) -> str:
    converted: str = _converter().convert(chinese)
    return converted


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in both languages, with the same ``{fields}`` in each."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the wording in ``language``, ready for ``str.format``."""
        if language is Language.EN:
            return self.en
        return self.zh if language is Language.ZH else _traditional(self.zh)


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing that is counted; every wording holds ``{n}``."""

    zh: str
    one: str
    many: str

    def count(self, language: Language, n: int) -> str:
        """Return ``n`` with its noun, as in ``3 段`` or ``3 passages``."""
        english = self.one if n == 1 else self.many
        return Phrase(self.zh, english)[language].format(n=f"{n:,}")


def locale_language(environment: Mapping[str, str], otherwise: Language) -> Language:
    """Return the language that the locale variables ask for, ``otherwise`` when they are silent.

    A locale in a third language gets English; ``C`` and ``POSIX`` say nothing.
    """
    named = (environment.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in named if value), "").partition(".")[0].lower()
    if locale in {"", "c", "posix"}:
        return otherwise
    if not locale.startswith("zh"):
        return Language.EN
    traditional = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")
    return Language.ZH_HANT if locale.startswith(traditional) else Language.ZH


# ---------------------------------------------------------------- counted things
PASSAGES = Noun("{n} 段", "{n} passage", "{n} passages")
ARTICLES = Noun("{n} 篇稿件", "{n} article", "{n} articles")
PLACES = Noun("{n} 个地方", "{n} place", "{n} places")
PAGES = Noun("{n} 个版面", "{n} newspaper page", "{n} newspaper pages")

# ---------------------------------------------------------------- punctuation of lists
COMMA = Phrase("、", ", ")
AND_MORE = Phrase("……等 {n} 个", " … and {n} in all")

# ---------------------------------------------------------------- answers
FOUND = Phrase("找到 {passages}，出自 {articles}", "{passages} from {articles}")
FOUND_PLACES = Phrase("{places}，见 {passages}", "{places}, named in {passages}")
FOUND_BEST = Phrase(
    "{total}相关，最接近的 {shown} 段出自 {articles}",
    "{total} match; the closest {shown} come from {articles}",
)
ON_PAGE = Phrase("（第 {page}/{pages} 页）", " (page {page} of {pages})")
WEAK = Phrase(
    "没有找到确切的回答。下面是最接近的段落，未必答得上这个问题。",
    "No clear answer found. These are the closest passages; they may not answer the question.",
)
NOTHING = Phrase(
    "没有找到相关报道。",
    "Nothing found in the archive.",
)
MISSING = Phrase("档案库里没有提到：{words}", "The archive does not mention: {words}")
REPHRASE = Phrase(
    "换个说法试试：用短一点的词、换个近义词，或者只问人名、地名、单位名。",
    "Try other words: shorter ones, a synonym, or just a name or a place. "
    "You can also ask in Chinese.",
)
SEARCHED = Phrase("搜索用词：{words}", "Searched for: {words}")
UNMAPPED = Phrase("没有找到对应的中文词：{words}", "No Chinese word known for: {words}")
BORROWED = Phrase("沿用前面的提问：{words}", "Taken from your earlier question: {words}")
AS_PRINTED = Phrase(
    "引文照录原版，“……”表示有省略。",
    "Quoted in the original Chinese; “……” marks a cut.",
)

# ---------------------------------------------------------------- sources
PAGE_NUMBER = Phrase("第 {number} 版", "p. {number}")
LINE = Phrase("第 {lines} 行", "line {lines}")
LINES = Phrase("第 {lines} 行", "lines {lines}")
CONTINUED = Phrase("上接{page}", "continued from {page}")
PAGE_OF_SEQUEL = Phrase("第{number}版", "page {number}")
ANOTHER_PAGE = Phrase("另一版", "another page")
NO_HEADLINE = Phrase("（无标题）", "(no headline)")

# ---------------------------------------------------------------- whole articles
CAPTION = Phrase("图片说明", "Caption")
BOX = Phrase("编者按／提要", "Box")
BREAKS_OFF = Phrase("（版面上到此中断）", "(the printed page breaks off here)")
BEGAN = Phrase("上接{where}：{headline}", "Began on {where}: {headline}")
GOES_ON = Phrase("下接{where}：{headline}", "Continued on {where}: {headline}")
BY_ID = Phrase("（编号 {id}）", " (id {id})")

# ---------------------------------------------------------------- buttons
TO_BEGINNING = Phrase("‹ 上接{where}", "‹ From {where}")
TO_SEQUEL = Phrase("下接{where} ›", "On to {where} ›")
PREVIOUS = Phrase("‹ 上一页", "‹ Prev")
NEXT = Phrase("下一页 ›", "Next ›")
FULL_TEXT = Phrase("全文 {number}", "Full text {number}")
BACK = Phrase("↩ 返回", "↩ Back")

# ---------------------------------------------------------------- what the archive holds
HOLDINGS = Phrase(
    "档案库现有 {pages}、{articles}，共 {passages}。",
    "The archive holds {pages}, {articles}, {passages}.",
)
EMPTY_ARCHIVE = Phrase(
    "档案库还是空的。用 wenbao index 放入版面文件。",
    "The archive is empty. Put page files into it with wenbao index.",
)
PAPERS = Phrase("报纸：{names}", "Papers: {names}")
DATES = Phrase("日期：{first} 至 {last}", "Dates: {first} to {last}")
ONE_DATE = Phrase("日期：{first}", "Date: {first}")
NO_DATES = Phrase("日期：版面上没有写明", "Dates: the pages do not tell")
MOST_PLACES = Phrase("地方（稿件数）：{names}", "Places (articles): {names}")
ARCHIVE_AT = Phrase("位置：{path}", "Archive: {path}")
RULES = Phrase("索引规则：{fingerprint}", "Index rules: {fingerprint}")
VERSIONS = Phrase("版本：{versions}", "Versions: {versions}")

# ---------------------------------------------------------------- why an answer is as it is
EXPLAIN_TITLE = Phrase("为什么是这些段落", "Why these passages")
EXPLAIN_QUERY = Phrase(
    "语言 {language} · 要的是 {wants} · 值的种类 {kind}",
    "language {language} · wants {wants} · kind of value {kind}",
)
EXPLAIN_CONCEPT = Phrase(
    "{surface}（{kind}）权重 {weight:.2f}：{terms}",
    "{surface} ({kind}) weight {weight:.2f}: {terms}",
)
EXPLAIN_ABSENT = Phrase("（档案库里没有）", " (not in the archive)")
EXPLAIN_PLACES = Phrase("限定地方：{places}", "Places asked for: {places}")
EXPLAIN_PHRASES = Phrase("必须原样出现：{words}", "Must occur as written: {words}")
EXPLAIN_VERDICT = Phrase(
    "判定 {verdict}：最高分 {best:.2f}（{found:.2f} 起为找到，{weak:.2f} 起为接近）；"
    "概念满分 {ceiling:.2f}",
    "Verdict {verdict}: best score {best:.2f} (found from {found:.2f}, close from {weak:.2f}); "
    "concepts could give {ceiling:.2f}",
)
EXPLAIN_HIT = Phrase(
    "得分 {score:.2f}，排序值 {order:.2f} = {parts}",
    "score {score:.2f}, order {order:.2f} = {parts}",
)
EXPLAIN_GRAMS = Phrase("双字 {value:.2f}", "bigrams {value:.2f}")
EXPLAIN_SECOND_LOOK = Phrase("复看 {value:+.2f}", "second look {value:+.2f}")
EXPLAIN_ELSEWHERE = Phrase("（说的是别的地方）", " (speaks of another place)")

# ---------------------------------------------------------------- the conversation in a terminal
REPL_WELCOME = Phrase(
    "问报 · 向报纸档案提问，读到原文。直接输入问题；/help 看用法，/quit 离开。",
    "Wenbao · ask the newspaper archive and read its own words. "
    "Just type a question; /help says how, /quit leaves.",
)
REPL_EXAMPLE = Phrase(
    "例如：哪些城市建了工人驿站？", "For example: which cities build worker stations?"
)
REPL_HELP = Phrase(
    "直接输入问题，中文、英文都行；接着问“那江苏呢？”会沿用前面的问题。\n"
    "\n"
    "回车 或 /next   下一页\n"
    "/prev           上一页\n"
    "/article N      第 N 条的全文；也可以写稿件的编号\n"
    "/around N       第 N 条的前后段落\n"
    "/explain        为什么是这些段落\n"
    "/new            忘掉前面的问题，从头问起\n"
    "/about          档案库里有什么\n"
    "/help           这份说明\n"
    "/quit           离开（或按 Ctrl-D）\n"
    "\n"
    "引文照录原版，一字不改；问题加引号“……”表示必须原样出现。上下键翻看问过的问题。",
    "Just type a question, in Chinese or English; a follow-up such as “and in Jiangsu?” "
    "builds on the questions before.\n"
    "\n"
    "Enter or /next  the next page\n"
    "/prev           the page before\n"
    "/article N      the whole article of card N, or of an article's id\n"
    "/around N       the paragraphs around card N\n"
    "/explain        why these passages\n"
    "/new            forget the earlier questions and start afresh\n"
    "/about          what the archive holds\n"
    "/help           this list\n"
    "/quit           leave (or press Ctrl-D)\n"
    "\n"
    "Quotes are printed word for word; words of a question in “quotation marks” must occur as "
    "written. The up key brings back earlier questions.",
)
REPL_MORE = Phrase(
    "回车看下一页 · /article N 看全文", "Enter for the next page · /article N for a whole text"
)
REPL_NO_COMMAND = Phrase("没有 {name} 这个命令。", "There is no command {name}.")
REPL_DID_YOU_MEAN = Phrase("是不是要 {name}？", "Did you mean {name}?")
REPL_SEE_HELP = Phrase("/help 列出全部命令。", "/help lists all commands.")
REPL_NO_ANSWER = Phrase("还没有提问。", "No question has been asked yet.")
REPL_LAST_PAGE = Phrase("已经是最后一页。", "This is the last page.")
REPL_FIRST_PAGE = Phrase("已经是第一页。", "This is the first page.")
REPL_WHICH_CARD = Phrase(
    "请写第几条，1 到 {last}，例如 {name} 1", "Say which card, 1 to {last}, for example {name} 1"
)
REPL_NO_CARDS = Phrase("这次没有引文可看。", "This answer has no quotes.")
REPL_FRESH = Phrase("好，从头问起。", "Very well, a fresh start.")
REPL_REFUSED = Phrase(
    "这个问题查不了：请写成一句话，不要空白，也不要太长。",
    "This question cannot be searched: please write one sentence, not empty and not very long.",
)
REPL_FAILED = Phrase(
    "这次没查成，不等于档案里没有。{what}：{mend}",
    "The search did not work; that says nothing about what the archive holds. {what}: {mend}",
)

# ---------------------------------------------------------------- the command line
CLI_ABOUT = Phrase(
    "问报 Wenbao：向报纸档案提问，读到原文。",
    "Wenbao: ask a newspaper archive and read its own words.",
)
CLI_EXAMPLE = Phrase("例：", "example:")
CLI_INDEX = Phrase("把版面文件放入档案库", "put page files into the archive")
CLI_ASK = Phrase("问一个问题", "ask one question")
CLI_BATCH = Phrase(
    "从标准输入读多个问题（JSON Lines）", "answer questions from standard input (JSON Lines)"
)
CLI_REPL = Phrase("在终端里问答", "the conversation in a terminal")
CLI_BOT = Phrase("Telegram 机器人", "the Telegram bot")
CLI_PAGES = Phrase("看版面怎样切成稿件，不动档案库", "show how pages are split, without an archive")
CLI_SHOW = Phrase("按编号看段落或全文", "show a passage or an article by its id")
CLI_EVAL = Phrase("用评判过的问题打分", "figures from judged questions")
CLI_HOLDINGS = Phrase("档案库里有什么", "what the archive holds")
ARG_CONFIG = Phrase("配置文件（默认 ./config.toml）", "configuration file (default ./config.toml)")
ARG_ARCHIVE = Phrase("档案库目录（默认 ./archive）", "directory of the archive (default ./archive)")
ARG_PATHS = Phrase("版面文件或目录（默认 seeds/）", "page files or directories (default seeds/)")
ARG_PAGES = Phrase("版面文件或目录", "page files or directories")
ARG_REBUILD = Phrase("从空档案库重建", "start again from an empty archive")
ARG_PRUNE = Phrase("删去文件已不在的版面", "drop pages whose file is gone")
ARG_JSON = Phrase("输出 JSON", "print JSON")
ARG_QUESTION = Phrase("问题", "the question")
ARG_MOST = Phrase("最多几条（给人看 3，JSON 10）", "how many at most (3 for people, 10 for JSON)")
ARG_MOST_BATCH = Phrase("每题最多几段（默认 10）", "passages a question at most (default 10)")
ARG_EXPLAIN = Phrase("说明为什么是这些段落", "say why these passages")
ARG_EXPLAIN_LINES = Phrase("逐行说明：是什么，凭什么", "line by line: its role, and why")
ARG_ID = Phrase(
    "答案里的编号，p 开头是段落，a 开头是稿件", "an id from an answer: p… a passage, a… an article"
)
ARG_JUDGED = Phrase("评判过的问题，JSON Lines", "judged questions, JSON Lines")
BUILDING = Phrase(
    "{path} 还没有档案库，先用 {seeds} 建一个。",
    "No archive in {path} yet: building one from {seeds}.",
)
BUILT = Phrase(
    "建好了：{pages}、{articles}，用时 {seconds:.1f} 秒。",
    "Built: {pages}, {articles}, {seconds:.1f} s.",
)
WAITING = Phrase(
    "{holder} 正在写档案库，等它写完……", "Waiting for {holder}, which is writing to the archive …"
)
READING = Phrase("读版面", "Reading pages")
INDEXED = Phrase(
    "新增 {added}，更改 {changed}，未变 {unchanged}，移除 {removed}，拒收 {refused}；"
    "用时 {seconds:.2f} 秒，每秒 {speed:.0f} 个版面。",
    "added {added}, changed {changed}, unchanged {unchanged}, removed {removed}, "
    "refused {refused}; {seconds:.2f} s, {speed:.0f} pages a second.",
)
REFUSED_FILE = Phrase("未收 {name}：{reason}", "refused {name}: {reason}")
UNKNOWN_VARIABLE = Phrase(
    "环境变量 {name} 不对应任何配置项{near}", "the variable {name} names no setting{near}"
)
NEAREST = Phrase("；是不是 {name}？", "; did you mean {name}?")
SPLIT_PAGE = Phrase(
    "{file}：{articles}，{paragraphs} 个段落", "{file}: {articles}, {paragraphs} paragraphs"
)
ROLE_KICKER = Phrase("引题", "kicker")
ROLE_HEADLINE = Phrase("标题", "headline")
ROLE_SUBHEADLINE = Phrase("副题", "sub-headline")
ROLE_COLUMN = Phrase("栏目", "column")
ROLE_BYLINE = Phrase("署名", "byline")
ROLE_DATELINE = Phrase("日期", "date line")
ROLE_SECTION = Phrase("小标题", "section head")
ROLE_PARAGRAPH = Phrase("正文", "text")
ROLE_CAPTION = Phrase("图片说明", "caption")
ROLE_BOX = Phrase("编者按／提要", "box")
ROLE_CREDIT = Phrase("出处", "credit")
ROLE_MARKER = Phrase("转版标记", "continuation")
ROLE_REPEAT = Phrase("重复", "repeat")
ROLE_FURNITURE = Phrase("版面文字", "page furniture")
EVAL_GROUPS = Phrase("问题", "questions")
EVAL_ALL = Phrase("全部", "all")
EVAL_LISTED = Phrase("列全", "recall")
EVAL_RIGHT = Phrase("列准", "prec.")
EVAL_WRONG_ANSWERS = Phrase("误答", "wrong")
EVAL_WRONG_REFUSALS = Phrase("误拒", "refused")
EVAL_NUMBER = Phrase("题数", "n")
EVAL_TIME = Phrase("毫秒", "ms")

# ---------------------------------------------------------------- the chat
BOT_START = Phrase(
    "您好，这里是问报：问一句话，我从报纸档案里找出原文给您看。\n"
    "直接发问题即可，例如：哪些城市建了工人驿站？\n"
    "中文、英文都行；/help 看用法，/privacy 看保存什么。",
    "Hello, this is Wenbao: ask a question and read the newspaper archive's own words.\n"
    "Just send it, for example: which cities build worker stations?\n"
    "Chinese or English; /help says how, /privacy says what is kept.",
)
BOT_HELP = Phrase(
    "怎么问\n"
    "· 私聊：直接发问题。\n"
    "· 群里：/ask 问题，或 @{username} 问题，或回复我的消息；回复别人的提问发 /ask，就查那句话。\n"
    "· 追问：回复我的回答，例如“那江苏呢？”\n"
    "· 加引号“……”表示必须原样出现。\n"
    "按钮可以翻页、看全文。引文照录原版，一字不改；找不到就说找不到。\n"
    "/about 档案里有什么 · /privacy 保存什么 · /forget 立即删除您的提问",
    "How to ask\n"
    "· In private: just send the question.\n"
    "· In groups: /ask question, or @{username} question, or reply to a message of mine; "
    "/ask in reply to someone's question searches for that.\n"
    "· Follow up: reply to my answer, for example “and in Jiangsu?”\n"
    "· “…” in quotation marks must occur as written.\n"
    "Buttons turn pages and open whole articles. Quotes are printed word for word; "
    "what is not there, I say is not there.\n"
    "/about what the archive holds · /privacy what is kept · "
    "/forget deletes your questions at once",
)
BOT_PRIVACY = Phrase(
    "我只保存：您向我提的问题、提问者和会话的编号、我的回答的消息编号，最多 {days} 天，"
    "用来翻页、追问和在重启后答完。\n"
    "不保存姓名，不保存群里的其他消息，不交给任何人。\n"
    "内容存放在运行本机器人的服务器上。发 /forget 立即删除您的全部提问。",
    "I keep only: the questions you put to me, the number of the asker and of the chat, and the "
    "message number of my answer, for {days} days at most, to turn pages, to follow up, and to "
    "finish after a restart.\n"
    "No names, no other talk of a group, nothing handed to anyone.\n"
    "It lies on the server that runs this bot. Send /forget to delete all your questions at once.",
)
BOT_FORGOTTEN = Phrase(
    "已删除您的 {count} 条提问。它们下面的按钮从此失效。",
    "Questions deleted: {count}. The buttons below their answers no longer work.",
)
BOT_USAGE = Phrase(
    "在 /ask 后面写上问题，或回复一条提问发 /ask。例如：/ask 哪些城市建了工人驿站？",
    "Write the question after /ask, or reply /ask to someone's question. "
    "For example: /ask which cities build worker stations?",
)
BOT_UNKNOWN_COMMAND = Phrase(
    "没有这个命令。直接发问题就行，/help 看用法。",
    "There is no such command. Just send your question; /help says how.",
)
BOT_WORDS_ONLY = Phrase(
    "我只读得懂文字，请把问题写成一句话发来。",
    "I only read words: please write your question as a sentence.",
)
BOT_FAILED = Phrase(
    "这次没查成，不等于档案里没有。请稍后再试；如一再出现，请把编号 {reference} 告诉管理员。",
    "The search did not work this time; that says nothing about what the archive holds. "
    "Please try again later; if it goes on, tell the operator this number: {reference}.",
)
BOT_QUESTION_REFUSED = Phrase(
    "这个问题查不了：请写成一句话，不要空白，也不要太长。",
    "This question cannot be searched: please write one sentence, not empty and not very long.",
)
BOT_NOT_YOURS = Phrase(
    "这是别人的提问，可用 /ask 自己问。",
    "This is someone else's question; use /ask for your own.",
)
BOT_EXPIRED = Phrase(
    "这条回答的记录已删除或过期，请重新提问。",
    "The record of this answer has expired or was deleted; please ask again.",
)
BOT_HERE = Phrase("问题：{question}", "Question: {question}")
BOT_DESCRIPTION = Phrase(
    "问报：向报纸档案提问，读到原文。答案全是照录的引文，注明标题、版面和行号；"
    "找不到就说找不到。发送问题即可开始。",
    "Wenbao: ask a newspaper archive and read its own words. Every answer is quoted word for "
    "word, with headline, page and lines; what is not there, it says is not there. "
    "Send a question to begin.",
)
BOT_SHORT_DESCRIPTION = Phrase(
    "向报纸档案提问，读到原文引文与出处。",
    "Ask a newspaper archive; read its own words with their source.",
)
MENU_ASK = Phrase(
    "提问，例如 /ask 哪些城市建了工人驿站", "Ask, e.g. /ask which cities build worker stations"
)
MENU_START = Phrase("开始", "Start")
MENU_HELP = Phrase("怎么问", "How to ask")
MENU_ABOUT = Phrase("档案里有什么", "What the archive holds")
MENU_PRIVACY = Phrase("保存什么、多久", "What is kept, and for how long")
MENU_FORGET = Phrase("立即删除我的提问", "Delete my questions at once")
