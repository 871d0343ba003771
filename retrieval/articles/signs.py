"""What a line shows by its own wording: bylines, credits, leads, markers, openers.

All patterns are matched against *narrow* text (half width, lower case, simplified).
"""

from __future__ import annotations

import re

CLOSERS = '”’」』)》】"]}'
ENDS = "。!?…"

_NAME = r"[\u4e00-\u9fff·]{2,4}"
_PERSON = rf"(?:{_NAME}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])"
_ROLE = (
    r"(?:全媒体|融媒体|首席|特约|特派|见习|实习|驻[\u4e00-\u9fff]{1,6}|本报|本台|本刊|新华社|中新社|人民日报|"
    r"工人日报|中工网|(?:《[^》]{2,12}》|[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|时报|商报|工人报)))*"
    r"(?:特约|特派|见习|实习|首席|全媒体|融媒体|驻[\u4e00-\u9fff]{1,6})*"
    r"(?:文/图|图/文|图文|记者|通讯员|实习生|评论员|特派员|撰稿人|摄影|特约撰稿|报道组|编译|作者|文/|图/|文|图)"
)
_PEOPLE = rf"[:\s/]*{_PERSON}(?:[\s、,/]+(?:{_PERSON}))*"
BYLINE = re.compile(
    rf"^[□■●◆○◎◇★☆\s(\[]*(?:{_ROLE}{_PEOPLE}[\s、,/;]*)+[)\]]?"
    r"(?:\s*(?:文|图|摄|文/图|图/文|摄影报道|摄影|报道|发自.{2,6}|综合报道|整理))*[)\]]?$"
)
BARE_NAME = re.compile(
    r"^[□■●◆○◎◇\s(]*[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3}(?:\s+[\u4e00-\u9fff]{2,4}){0,3}[)]?$"
)
SQUARE_NAME = re.compile(r"^[□■◎○]\s*\S{2,20}(?:\s+\S{2,12}){0,4}$")
PHOTO_CREDIT = re.compile(
    r"(?:摄|摄影报道|摄影|供图|/图|/摄|绘|制图|资料图片?|资料照片|图片报道|视觉中国|影像中国|图片来源.{0,12}|发)[)\]]?[。]?$"
)
PAPER_CREDIT = re.compile(
    rf"^[(\[]?(?:据|来源[:：]|摘自|原载|转自|选自)?\s*《[^》]{{2,14}}》(?:\s*(?:{_ROLE})?\s*[\u4e00-\u9fff\s、·/]{{0,24}})?"
    r"(?:\d{4}年第?\d+期|\d{1,2}[.月]\d{1,2}日?|摄|文|报道)*\s*[)\]]?$"
)
SOURCE_CREDIT = re.compile(
    r"^[(\[]?(?:来源|据|摘自|原载|转自|选自|编辑自)[:\s]?[^,。]{2,24}[)\]]?$"
)
UNIT_CREDIT = re.compile(r"^[(\[]?(?:本文)?(?:作者|执笔|整理)(?:单位|系|为|:)[^。]{2,40}[)\]]?$")
SIGNATURE = re.compile(
    rf"^[(\[](?:{_ROLE}\s*)?{_PERSON}(?:[\s、,/]+(?:{_ROLE}\s*)?{_PERSON}){{0,5}}[)\]]$|^[(\[]?(?:完|本报综合|本报综合报道)[)\]]$"
)
AGENCY_SIGNATURE = re.compile(
    r"^[(\[](?:本报|据|均据|综合|新华社|中新社|以上)[^。]{0,24}(?:电|讯|报道|供稿|消息)?[)\]]$"
)
LOST_SIGNATURE = re.compile(r"^[\u4e00-\u9fff·]{2,4}(?:[\s、]+[\u4e00-\u9fff·]{2,4}){0,3}[)\]]$")
PHOTO = re.compile(r"摄[)\]]?[。]?$|摄影报道[)]?$|供图[)]?$|图片报道[)]?$")
MARKER = re.compile(
    r"^[▶▷→>◀\s(\[]*(?:紧|上)?接(?:上|第)?\s*[a-d]?[\d一二三四五六七八九十]{0,3}\s*[版页].{0,8}?[)\]]?$"
)
TAIL_MARKER = re.compile(
    r"^[▶▷→>\s(\[]*(?:紧接|下转|转)第?\s*[a-d]?[\d一二三四五六七八九十]{1,3}\s*[版页].{0,10}?[)\]]?$|^[(\[]?详见.{0,8}版[)\]]?$"
)
END_TAIL_MARKER = re.compile(
    r"[(\[](?:下转|转|紧接)第?\s*[a-d]?[\d一二三四五六七八九十]{1,3}\s*[版页][)\]]$"
)
COLUMN_TAG = re.compile(r"^[【\[〔](?P<tag>[^】\]〕]{1,16})[】\]〕](?P<rest>.*)$")
KEYWORDS = re.compile(r"^\s*(?:关键词|标签|主题词|主持人|栏目主持)\s*[:：]?")
COLUMN_LABEL = re.compile(
    r"^[■◆●▲★☆·|\-—《\[【]*(?:新闻(?:特写|速递|链接|背景|观察|调查|聚焦|快报|集装箱|速览|纵深|人物|故事|时评|直通车)|"
    r"本报评论员文章|本报评论员|本报社论|社论|编者按|编后|编者的话|短评|时评|记者手记|采访手记|记者观察|"
    r"热点(?:聚焦|透视|关注|追踪)|视点|图片新闻|图片报道|图说新闻|图说|简讯|短讯|快讯|要闻简报|要闻速览|"
    r"一句话新闻|今日导读|本版导读|核心提示|核心阅读|阅读提示|国内联播快讯|国际联播快讯|联播快讯|相关链接|延伸阅读|权威发布|权威解读|深度报道|深度调查|特别报道|独家报道|系列报道.{0,6}|"
    r"今日(?:关注|谈|聚焦|视点|论语)|现场新闻|现场目击|人民论坛|工会动态|基层动态|动态|人物|声音|关注|聚焦|特写)"
    r"[》\]】]*$"
)
CAMPAIGN = re.compile(
    r"^(?:\d{4}年?)?[^,:。“]{0,8}“?[^”,。]{2,14}(?:行动|活动|走基层|进行时|在行动|巡礼|专题|专栏|系列报道|特别策划|专项)”?$"
)
EDITOR_NOTE = re.compile(
    r"^[■◆●【\[(]?(?:编者按|编者的话|阅读提示|核心提示|核心阅读|内容提要|导读|开栏的话)[】\])]?[:：\s]"
)
_AGENCY = (
    r"(?:据|综合)?(?:新华社|中新社|中新网|人民网|新华网|央视网|中国新闻社|路透社|法新社|美联社|塔斯社|共同社|"
    r"中央社|中国青年报|本报|本台|本刊|本网|人民日报|工人日报|经济日报|光明日报|科技日报|法制日报|"
    r"[\u4e00-\u9fff]{0,5}(?:日报|晚报|早报|时报|商报|晨报|都市报|新京报|网|通讯社|电视台))"
)
_REPORTER = r"(?:本报|本台)?(?:全媒体|特约|见习|实习|首席)?(?:记者|通讯员)"
LEAD = re.compile(
    rf"^[■●◆▲\s]*(?:{_AGENCY}(?:[、\s和]*{_AGENCY})?"
    r"(?:(?:讯|专电|消息|特稿|电(?![视力网台影话]))"  # 本报讯
    r"|[^,。:“(]{1,18}?日(?:专)?[电讯]"  # 新华社北京1月2日电
    r"|[^,。:“(]{0,14}?(?:讯|专电|报道)(?=[\s:(,]|$))"  # 本报记者王敏 北京报道
    rf"|\(?{_REPORTER}\s?[\u4e00-\u9fff\s]{{2,12}}\)?\s*(?:报道|综合报道)[:：]?"
    rf"|[(]{_REPORTER}[^()]{{2,30}}[)][^\s]"
    r"|【(?:本报|本刊|[\u4e00-\u9fff]{2,5}报)[^】]{0,6}讯】"
    r"|[\u4e00-\u9fff]{1,5}(?<![通资简快短喜音电审问])讯[\s(:]"
    r"|北京时间\d{1,2}月\d{1,2}日(?:消息|,))"
)
LEAD_BYLINE = re.compile(
    rf"^[■●◆▲\s]*(?:{_AGENCY}[^,。:“(]{{0,18}}?(?:讯|电|消息)?\s*[(]\s*(?P<byline>[^()]{{2,60}}?)\s*[)]"
    rf"|[\u4e00-\u9fff]{{0,5}}讯?\s*[(]\s*(?P<signed>{_REPORTER}[^()]{{2,60}}?)\s*[)])"
)
DATED_LEAD = re.compile(
    r"^[“\s]*(?:近日|日前|昨日|昨天|今日|今天|前日|前天|昨晚|今晨|今年|去年|本月|上月|当地时间|"
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日|\d{4}年\d{1,2}月|记者(?:日前|昨日|今日|近日|昨天|今天|\d+日|从)|"
    r"[\u4e00-\u9fff]{2,12}(?:近日|日前|昨日|今日|昨天|今天|\d{1,2}月\d{1,2}日|\d{1,2}日))|"
    r"^.{0,24}(?:近日|日前|昨日|记者从|记者获悉|获悉)[,从,]"
)
OPENER = re.compile(
    r"^[“]?(?:据了解|据悉|据介绍|据报道|据统计|据新华社|据.{2,8}(?:介绍|统计|报道)|此外|另外|同时|与此同时|近年来|目前|"
    r"截至|近日|日前|此前|随后|其间|期间|当天|当日|当前|今年|去年|活动现场|会上|会议(?:指出|强调|认为|要求|提出)|"
    r"他(?:说|表示|指出|强调|介绍)|她(?:说|表示)|记者|在此|为此|对此|不过|然而|但是|但|而|因此|所以|"
    r"首先|其次|最后|第[一二三四五六七八九十],|一是|二是|三是|一方面|另一方面|值得|事实上|其实|例如|比如|"
    r"\d{4}年|\d{1,2}月\d{1,2}日|未来|下一步|接下来|多年来|长期以来|如今|现在|过去|那么|于是|除此之外)"
)
BULLET = re.compile(
    r"^(?:[●■◆▲★○◎◇□•·▪►➢※]\s*|[-*]\s+|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]\s*|\d{1,2}[.、]\s*(?!\d)|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[条章节][\s,:、])"
)
DIARY_DATE = re.compile(
    r"^(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日[\s,]*(?:(?:星期|周)[一二三四五六日天])?[\s,]*(?:晴|阴|雨|雪|多云|雾|小雨|大雨|中雨|小雪|晴转多云)?$"
)
FULL_DATE_LINE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
CAPTION = re.compile(
    r"^[▲△▼↑↓←→◀▶■◆●\s]*(?:图为|图片为|上图|下图|左图|右图|图①|图\d|图[一二三四五]|题图|这是)|[(](?:左|右|前|后|中)(?:排)?[一二三四五六七中]?(?:起)?[)]|"
    r"[(](?:资料图片?|资料照片|图片来源.{0,12}|无人机照片|无人机拍摄|手机照片|拼版照片|视频截图)[)]|^[▲△▼↑↓]"
)
WEAK_START = re.compile(
    r"^[的了着们地得之等者性化率型式区县市员会门路表制局厅院部元万亿%℃个名日月年吗呢吧与和及或并也还都就才又则是]"
)
DANGLING = re.compile(r"[,、;:(“‘《\[]$")
PARTICLE_END = re.compile(r"[和与及的在于从对向把被将由以并且或是]$")
STUB_END = re.compile(r"[,、;。][\u4e00-\u9fff]$")
SPACED_CLAUSES = re.compile(r"[\u4e00-\u9fff\d”》)%]{4,} +[“《\u4e00-\u9fff\da-z]{1}[^ ]{3,}")
DASH_INSIDE = re.compile(r"^(?P<left>.{6,}?)(?P<dash>[—–―─]{2}|--)(?P<right>[^—–―─-].{4,})$")
DASH_END = re.compile(r"(?:[—–―─]{2}|--|[—–])$")
SUB_START = re.compile(r"^(?:[—–―─]{1,2}|--|同时|并(?!购|行|肩|网|轨)|还将|并将|此外|其中|\()")
SUBTITLE_AFTER_DASH = re.compile(
    r"^(?:记|访|写在|来自|探访|走近|走进|对话|评|读|论|再论|三论|[一二三四五]论|专访|听|谈|聚焦|追记|献给)"
)
SAYING = re.compile(r"(?:介绍|表示|认为|指出|强调|坦言|透露|告诉记者|[^小传据学听再来]说)[,:]")


_STOP = re.compile(r"\.\.\.$|[\u4e00-\u9fff”)]\.$")
_INLINE_CREDIT = re.compile(r"[。!?”)]\s*(?P<credit>[^。!?”]{2,26}?(?:摄|摄影报道|供图))$")


def inline_credit(text: str) -> str | None:
    """Return the photo credit that stands behind the last sentence of a text, if one does."""
    if not text.endswith(("摄", "摄影报道", "供图")):
        return None
    match = _INLINE_CREDIT.search(text[-60:])
    return match.group("credit") if match else None


def is_closed(plain: str) -> bool:
    """Tell whether a narrow line ends a sentence (quotation marks and brackets look through).

    A credit in brackets after the sentence (``……。(记者张三)``) does not open it again.
    """
    text = plain.rstrip()
    if text.endswith((")", "]")):
        opening = max(text.rfind("(", -60), text.rfind("[", -60))
        if opening > 0 and text[:opening].rstrip(CLOSERS + " ")[-1:] in ENDS:
            return True
    if inline_credit(text) is not None:
        return True
    text = text.rstrip(CLOSERS + " ")
    return not text or text[-1] in ENDS or _STOP.search(text[-3:]) is not None


def unclosed(plain: str) -> bool:
    """Tell whether a quotation mark or bracket that opens in the line does not close there."""
    tail = plain[-200:]
    pairs = ("“”", "《》", "()", "「」", "『』", "【】")
    return any(tail.rfind(pair[0]) > tail.rfind(pair[1]) for pair in pairs)


def stray_closer(plain: str) -> bool:
    """Tell whether a quotation mark or bracket closes in the line that did not open there."""
    head = plain[:200]
    return any(
        head.find(pair[1]) > -1 and not -1 < head.find(pair[0]) < head.find(pair[1])
        for pair in ("“”", "《》", "()", "「」", "『』")
    )
