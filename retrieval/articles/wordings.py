"""Which set wording a short line has: a byline, a credit, a column label ..."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.articles import signs


def wording_of(plain: str) -> str:
    """Return the name of the cue for the wording of a narrow line, or an empty string."""
    return next((name for name, fits in _WORDINGS if fits(plain)), "")


def _is_byline(plain: str) -> bool:
    return signs.BYLINE.match(plain) is not None and "摄" not in plain


def _is_marker(plain: str) -> bool:
    return bool(signs.MARKER.match(plain) or signs.TAIL_MARKER.match(plain))


def _is_bare_name(plain: str) -> bool:
    return signs.BARE_NAME.match(plain) is not None and _looks_like_names(plain)


def _is_credit(plain: str) -> bool:
    if len(plain) > 60 or signs.CAPTION.search(plain):
        return False
    if signs.PAPER_CREDIT.match(plain) or signs.UNIT_CREDIT.match(plain):
        return True
    if signs.SOURCE_CREDIT.match(plain) and len(plain) <= 30 and not signs.LEAD.match(plain):
        return plain.startswith(("来源", "(")) or plain.endswith(")")
    return len(plain) <= 40 and "," not in plain and signs.PHOTO_CREDIT.search(plain) is not None


def _is_signature(plain: str) -> bool:
    if signs.LOST_SIGNATURE.match(plain):
        return _looks_like_names(plain)
    return bool(signs.SIGNATURE.match(plain) or signs.AGENCY_SIGNATURE.match(plain))


def _is_column(plain: str) -> bool:
    tag = signs.COLUMN_TAG.match(plain)
    if tag is None or len(plain) > 80:
        return signs.KEYWORDS.match(plain) is not None and len(plain) <= 60
    rest = tag.group("rest").strip()
    return not rest or signs.KEYWORDS.match(rest) is not None


def _looks_like_names(plain: str) -> bool:
    packed = re.sub(r"[□■●◆○◎◇()、]", " ", plain).split()
    return all(len(name) <= 4 for name in packed) and (
        packed[0][0] in _SURNAMES or all(len(part) == 1 for part in packed)
    )


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦"
    "戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练"
    "廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜"
)


# The first that fits names the wording of a line.
_WORDINGS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("marker", _is_marker),
    ("byline", _is_byline),
    ("credit", _is_credit),
    ("signature", _is_signature),
    ("diary", signs.DIARY_DATE.match),
    ("column", _is_column),
    ("column-word", signs.COLUMN_LABEL.match),
    ("square-name", signs.SQUARE_NAME.match),
    ("campaign", signs.CAMPAIGN.match),
    ("bare-name", _is_bare_name),
)
