#!/usr/bin/env python3
# ruff: noqa
# fmt: off
# mypy: ignore-errors
"""Scores a page splitter (standard library only).

  score_pages.py score    --pred P --gold G [--raw R] [--json OUT] [--errors N]
  score_pages.py baseline --raw R --out P --which naive|join
  score_pages.py selftest --gold G --raw R

P: folder of *.json (or one .json / .jsonl) with {"file","articles":[{"headline","byline"?,"paragraphs":[text,...]}]}.
   "file" may be the .txt name or a path; matching is by stem. headline null/"" = text without a headline.
   paragraphs may also be {"text": ...}. Optional "kicker"/"subheadline" are read only for the lost-text column.
G: folder of gold (then --raw is needed).
R: folder of raw pages.

Columns are explained in README.md.
"""
import argparse, collections, difflib, glob, json, os, re, sys, unicodedata

WS = re.compile(r"[\s\u3000\u200b\u200c\u200d\ufeff\xa0]+")


# ------------------------------------------------------------------ normalisation
def ws(s):
    return WS.sub("", s or "")


def nf(s):
    """whitespace gone and width folded: ，= , ：= : １=1"""
    return unicodedata.normalize("NFKC", ws(s))


def hd(s):
    """headlines: letters, digits and ideographs only"""
    return "".join(c for c in unicodedata.normalize("NFKC", s or "").lower() if unicodedata.category(c)[0] in "LN")


def sim(a, b):
    if not a or not b: return 0.0
    if a == b: return 1.0
    if min(len(a), len(b)) / max(len(a), len(b)) < .8: return 0.0
    prev = list(range(len(b) + 1))                       # Levenshtein
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return 1 - prev[-1] / max(len(a), len(b))


def read_raw(path):
    b = open(path, "rb").read()
    for enc in ("utf-8-sig", "gb18030"):
        try:
            return b.decode(enc)
        except UnicodeDecodeError:
            pass
    return b.decode("utf-8", "replace")


# ------------------------------------------------------------------ gold
def load_gold(path, rawdir):
    out = {}
    for f in sorted(glob.glob(os.path.join(path, "*.json"))):
        d = json.load(open(f, encoding="utf-8"))
        if isinstance(d, list) or "articles" not in d: continue
        stem = os.path.splitext(os.path.basename(d.get("file", f)))[0]
        hand = any(isinstance(p, dict) for a in d["articles"] for p in a.get("paragraphs", []))
        if hand: d = from_lines(d, rawdir, stem)
        d["style"] = d.get("style", "seed" if hand else "?")
        out[stem] = d
    return out


def from_lines(d, rawdir, stem):
    """hand gold: paragraphs are raw line numbers (1-based)"""
    path = os.path.join(rawdir or "", stem + ".txt")
    if not (rawdir and os.path.exists(path)):
        sys.exit(f"hand gold for {stem} needs --raw with {stem}.txt")
    L = re.split(r"\r\n|\n|\r", read_raw(path))
    expand = lambda v: [n for x in v for n in (range(x[0], x[1] + 1) if isinstance(x, list) else [x])]
    strip = lambda n: re.sub(r"^#+\s*", "", L[n - 1].strip())
    arts, warn = [], 0
    for a in d["articles"]:
        paras = []
        for p in a["paragraphs"]:
            t = "".join(strip(n) for n in expand(p["lines"]))
            s, e = p.get("text_start") or "", p.get("text_end") or ""
            if isinstance(s, str) and ws(s) and not ws(t).startswith(ws(s)):
                i = t.find(s); warn += i < 0
                t = t[i:] if i > 0 else t
            if isinstance(e, str) and ws(e) and not ws(t).endswith(ws(e)):
                i = t.rfind(e); warn += i < 0
                t = t[:i + len(e)] if i >= 0 else t
            paras.append(t)
        tail = a.get("inline_credit") or ""
        m = re.match(r"^(本报讯|据?新华社|本报)[^，。,“]{0,12}?(讯|电)?\s*[（(][^（）()]{2,40}[）)]", paras[0]) if paras else None
        other = a.get("other_lines", [])
        arts.append({"headline": a.get("headline") or "", "headline_alt": a.get("headline_alt") or [], "kicker": a.get("kicker") or "",
                     "subheadline": a.get("subheadline") or "", "byline": a.get("byline") or "", "column_tag": a.get("column") or "",
                     "paragraphs": paras, "kind": a.get("kind", "news"), "lead_byline": m.group(0) if m else "", "tail_byline": tail,
                     "section_heads": a.get("section_heads", []), "other": [o.get("text", "") for o in other]})
    if warn: print(f"warning: {stem}: {warn} paragraph anchors not found", file=sys.stderr)
    return {"file": stem + ".txt", "articles": arts}


def names(g):
    """the headline and the readings the gold calls equally good (headline_alt)"""
    return {hd(x) for x in [g["headline"]] + list(g.get("headline_alt") or []) if hd(x)}


def variants(g):
    """headline run together with its kicker, sub-headline or column tag: counted in the lenient columns only"""
    k, h, s, c = (g.get(x) or "" for x in ("kicker", "headline", "subheadline", "column_tag"))
    v = {hd(k + h), hd(h + s), hd(k + h + s), hd(c + h), hd(c + k + h)}
    return {x for x in v if x} - names(g)


# ------------------------------------------------------------------ predictions
def load_pred(path):
    recs = []
    if os.path.isdir(path):
        for f in sorted(glob.glob(os.path.join(path, "**", "*.json"), recursive=True)):
            d = json.load(open(f, encoding="utf-8"))
            for x in d if isinstance(d, list) else [d]:
                if isinstance(x, dict) and "articles" in x:
                    x.setdefault("file", os.path.basename(f)); recs.append(x)
    elif path.endswith(".jsonl"):
        recs = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
    else:
        d = json.load(open(path, encoding="utf-8"))
        recs = d if isinstance(d, list) else [d]
    out = {}
    for x in recs:
        arts = []
        for a in x["articles"]:
            ps = [p["text"] if isinstance(p, dict) else p for p in a.get("paragraphs") or []]
            arts.append({"headline": a.get("headline") or "", "byline": a.get("byline") or "", "kicker": a.get("kicker") or "",
                         "subheadline": a.get("subheadline") or "", "paragraphs": [p for p in ps if ws(p)]})
        out[os.path.splitext(os.path.basename(str(x["file"])))[0]] = {"articles": arts}
    return out


# ------------------------------------------------------------------ one page
def grams(s, k):
    return [s[i:i + k] for i in range(len(s) - k + 1)] or ([s] if s else [])


def uncovered(text, k, have):
    """number of characters of text that lie in no k-gram of `have`"""
    n = len(text)
    if not n: return 0
    if n < k: return 0 if any(text in h for h in [have["joined"]]) else n
    cov = [False] * n; S = have["set"]
    for i in range(n - k + 1):
        if text[i:i + k] in S:
            for j in range(i, i + k): cov[j] = True
    return cov.count(False)


def index(s, k=5):
    return {"joined": s, "set": {s[i:i + k] for i in range(len(s) - k + 1)}}


def score_page(g, p, raw=None):
    c = collections.Counter(); errs = []
    G = [a for a in g["articles"]]
    real = [a for a in G if a["kind"] != "caption" and a["headline"]]
    P = p["articles"] if p else []
    c["pages"] = 1; c["gold_articles"] = len(real); c["pred_articles"] = len(P); c["missing_pages"] = int(p is None)
    # --- headlines
    H = [(i, hd(a["headline"])) for i, a in enumerate(P) if hd(a["headline"])]
    c["h_pred"] = len(H); c["h_gold"] = len(real)
    gh = [hd(a["headline"]) for a in real]; gn = [names(a) for a in real]; gv = [variants(a) for a in real]
    usedp, usedg = {}, {}
    for kind in ("exact", "variant", "near"):
        for gi, a in enumerate(real):
            if gi in usedg: continue
            for i, h in H:
                if i in usedp: continue
                if kind == "exact": ok = h in gn[gi]
                elif kind == "variant": ok = h in gv[gi]
                else: ok = max(sim(h, v) for v in gn[gi] | gv[gi]) >= .9
                if ok:
                    usedp[i] = gi; usedg[gi] = kind; c["h_" + kind] += 1; break
    for gi, a in enumerate(real):
        if gi not in usedg: errs.append(("missed headline", a["headline"]))
    alltext = "".join(hd(x) for a in G for x in a["paragraphs"])
    for i, h in H:
        if i in usedp: continue
        kind = "other"
        for a in G:
            if h == hd(a.get("kicker", "")): kind = "kicker"
            elif h == hd(a.get("subheadline", "")): kind = "sub-headline"
            elif h and h in [hd(s["text"]) for s in a.get("section_heads", [])]: kind = "section head"
            elif h == hd(a.get("byline", "")): kind = "byline"
            elif h == hd(a.get("column_tag", "")): kind = "column tag"
            else: continue
            break
        else:
            if h in gh: kind = "duplicate of a headline"
            elif h in alltext: kind = "piece of a paragraph"
            elif any(h == hd(n["text"]) for n in g.get("noise", [])): kind = "page noise"
            elif any(len(h) >= 3 and h in x for x in gh): kind = "part of a headline"
        c["fp_" + kind] += 1; errs.append(("false headline: " + kind, P[i]["headline"]))
    # --- paragraphs: which predicted paragraphs hold which gold paragraph
    pp = [(i, nf(x), ws(x)) for i, a in enumerate(P) for x in a["paragraphs"]]
    K = 5
    inv = collections.defaultdict(set)
    for j, (_, t, _) in enumerate(pp):
        for x in grams(t, K): inv[x].add(j)
    pgl = [max(1, len(set(grams(t, K)))) for _, t, _ in pp]
    exact_ws = collections.Counter(t for _, _, t in pp); exact_nf = collections.Counter(t for _, t, _ in pp)
    gp = [(gi, a, x) for gi, a in enumerate(G) for x in a["paragraphs"]]
    full = collections.defaultdict(list)          # predicted paragraph -> gold paragraphs it holds nearly whole
    info = []
    for n, (gi, a, x) in enumerate(gp):
        t = nf(x); gs = set(grams(t, K)); hits = collections.Counter(j for q in gs for j in inv.get(q, ()))
        part = [j for j, h in hits.items() if h / len(gs) >= .4 or (h >= 2 and h / pgl[j] >= .6)]
        for j, h in hits.items():
            if h / len(gs) >= .8 and len(t) >= 8: full[j].append(n)
        best = max(hits.items(), key=lambda kv: (kv[1], -kv[0])) if hits else (None, 0)
        arts = collections.Counter()
        for j, h in hits.items():
            if j in part or j == best[0]: arts[pp[j][0]] += h
        info.append((part, best, len(gs), arts))
    seq = []
    for n, (gi, a, x) in enumerate(gp):
        part, best, ng, arts = info[n]
        cap = a["kind"] == "caption"
        lead, tail = a.get("lead_byline") or "", a.get("tail_byline") or ""
        alts = [x]
        if lead and x.startswith(lead): alts.append(x[len(lead):])
        if tail and x.endswith(tail): alts += [y[:len(y) - len(tail)] for y in list(alts)]
        e_ws = any(exact_ws[ws(y)] for y in alts); e_nf = e_ws or any(exact_nf[nf(y)] for y in alts)
        if cap:
            c["cap"] += 1; c["cap_exact"] += e_nf; continue
        c["para"] += 1; c["para_ws"] += e_ws; c["para_nf"] += e_nf
        merged = any(j in full and sum(1 for m in full[j] if m != n and gp[m][1]["kind"] != "caption") for j in part)
        split = len(part) >= 2 and not (best[1] / ng >= .97)
        if not e_nf:
            if split: c["split"] += 1
            if merged: c["merge"] += 1
            if not split and not merged:
                c["altered" if best[1] / ng >= .5 else "gone"] += 1
        # attribution
        pa = arts.most_common(1)[0][0] if arts else None
        if pa is not None and sum(arts.values()) / ng < .5: pa = None
        okh = False
        if pa is not None and a["headline"]:
            h = hd(P[pa]["headline"])
            okh = bool(h) and max(sim(h, v) for v in names(a) | variants(a)) >= .9
        if a["headline"]:
            c["attr"] += 1; c["attr_ok"] += okh; c["attr_chars"] += len(ws(x)); c["attr_chars_ok"] += okh * len(ws(x))
            if not okh: errs.append(("wrong headline for", (P[pa]["headline"] if pa is not None else None, x[:30])))
            if okh and e_nf: c["quotable"] += 1
        seq.append((gi, pa))
    for (g1, p1), (g2, p2) in zip(seq, seq[1:]):           # article boundaries between neighbouring gold paragraphs
        gb, pb = g1 != g2, p1 != p2
        c["b_tp"] += gb and pb; c["b_fp"] += pb and not gb; c["b_fn"] += gb and not pb
    # --- lost and invented text
    ptext = "".join(t for _, t, _ in pp)
    pall = index(nf("".join(a["headline"] + a["kicker"] + a["subheadline"] + a["byline"] + "".join(a["paragraphs"]) for a in P)))
    for a in G:
        for x in a["paragraphs"]:
            t = nf(x); k = "cap_" if a["kind"] == "caption" else "body_"
            c[k + "chars"] += len(t); c[k + "lost"] += uncovered(t, K, pall)
        for x in [a["headline"], a.get("kicker", ""), a.get("subheadline", ""), a.get("byline", "")] + [s["text"] for s in a.get("section_heads", [])]:
            t = nf(x); c["head_chars"] += len(t); c["head_lost"] += uncovered(t, K, pall) if len(t) >= K else (0 if t in pall["joined"] else len(t))
    if raw is not None:
        src = index(nf(re.sub(r"(?m)^\s*#+", "", raw)))
        # paragraphs joined over an interruption: the gold joins count as page text too
        src["set"] |= {q for a in G for x in a["paragraphs"] for q in grams(nf(x), K)}
    else:
        src = index(nf("".join(x for a in G for x in [a.get("column_tag", ""), a.get("kicker", ""), a["headline"], a.get("subheadline", ""), a.get("byline", "")]
                                + [s["text"] for s in a.get("section_heads", [])] + a["paragraphs"])))
    c["pred_chars"] = len(ptext)
    c["invented"] = sum(uncovered(t, K, src) for _, t, _ in pp)
    c["raw_chars"] = len(nf(raw)) if raw is not None else 0
    return c, errs


# ------------------------------------------------------------------ report
def rate(a, b):
    return a / b if b else float("nan")


def metrics(c):
    f = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    hp, hr = rate(c["h_exact"], c["h_pred"]), rate(c["h_exact"], c["h_gold"])
    lt = c["h_exact"] + c["h_variant"] + c["h_near"]; lp, lr = rate(lt, c["h_pred"]), rate(lt, c["h_gold"])
    bp, br = rate(c["b_tp"], c["b_tp"] + c["b_fp"]), rate(c["b_tp"], c["b_tp"] + c["b_fn"])
    return {"pages": c["pages"], "articles": c["gold_articles"], "pred": c["pred_articles"], "headP": hp, "headR": hr, "headF1": f(hp, hr),
            "lenP": lp, "lenR": lr, "lenF1": f(lp, lr), "bndP": bp, "bndR": br, "bndF1": f(bp, br),
            "attr": rate(c["attr_ok"], c["attr"]), "attrC": rate(c["attr_chars_ok"], c["attr_chars"]),
            "para": rate(c["para_nf"], c["para"]), "paraWS": rate(c["para_ws"], c["para"]), "split": rate(c["split"], c["para"]),
            "merge": rate(c["merge"], c["para"]), "quote": rate(c["quotable"], c["attr"]), "caps": rate(c["cap_exact"], c["cap"]),
            "lost": rate(c["body_lost"], c["body_chars"]), "lostH": rate(c["head_lost"], c["head_chars"]), "inv": rate(c["invented"], c["pred_chars"]),
            "false_headlines": {k[3:]: v for k, v in sorted(c.items()) if k.startswith("fp_")},
            "counts": {k: int(v) for k, v in sorted(c.items())}}


COLS = ["pages", "articles", "pred", "headP", "headR", "headF1", "lenF1", "bndF1", "attr", "para", "split", "merge", "quote", "lost", "lostH", "inv"]


def table(rows):
    print("style ", " ".join(f"{k:>8}" for k in COLS))
    for name, m in rows:
        print(f"{name:6}", " ".join(f"{m[k]:8d}" if isinstance(m[k], int) else f"{100 * m[k]:8.1f}" if m[k] == m[k] else f"{'-':>8}" for k in COLS))


def score(gold, pred, rawdir):
    tot, by, errs, per = collections.Counter(), collections.defaultdict(collections.Counter), [], {}
    for stem, g in sorted(gold.items()):
        f = os.path.join(rawdir, stem + ".txt") if rawdir else ""
        raw = read_raw(f) if f and os.path.exists(f) else None
        c, e = score_page(g, pred.get(stem), raw)
        tot += c; by[g["style"]] += c; per[stem] = metrics(c); errs += [(stem,) + x for x in e]
    return metrics(tot), {k: metrics(v) for k, v in sorted(by.items())}, per, errs


# ------------------------------------------------------------------ baselines
ENDS = set("。！？!?…；;：:”’」』）)》.")
BY = re.compile(r"^(□\s*)?(本报|见习|实习|特约)?(全媒体)?(记者|通讯员)\s?\S{2,4}(\s|$)|^本报(讯|记者|通讯员)|摄$|^[（(].{0,30}[）)]$|^《.{2,10}》.{2,20}[）)]$")


def base_naive(text):
    """blank-line paragraphs (single lines where there is no blank line); a short line without end punctuation = headline"""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    chunks = re.split(r"\n\s*\n", text) if len(re.findall(r"\n\s*\n", text)) > 3 else text.split("\n")
    arts, cur = [], None
    for ch in chunks:
        s = re.sub(r"^#+\s*", "", " ".join(x.strip() for x in ch.split("\n"))).strip()
        if not s: continue
        if len(s) <= 40 and s[-1] not in ENDS:
            cur = {"headline": s, "paragraphs": []}; arts.append(cur)
        else:
            if cur is None: cur = {"headline": None, "paragraphs": []}; arts.append(cur)
            cur["paragraphs"].append(s)
    return [a for a in arts if a["paragraphs"]]


def base_join(text):
    """as naive, but joins a paragraph that does not end a sentence to the next line, skips bylines and '(上接…)',
    takes the last of a run of short lines as headline, the one before it as kicker"""
    lines = [l.strip() for l in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if l.strip()]
    arts, cur, run, openp = [], None, [], False
    for l in lines:
        marked = l.startswith("#"); s = re.sub(r"^#+\s*", "", l)
        if re.match(r"^[（(]?(上接|下转)第?.{0,4}版?", s): openp = False; continue
        if not marked and BY.search(s) and len(s) <= 30:
            if cur and not run: cur["byline"] = s
            continue
        if marked or (len(s) <= 40 and s[-1] not in "。！？!?…；;”’」』）)》.，,、" and not openp):
            run.append(s); openp = False; continue
        if run:
            cur = {"headline": run[-1], "kicker": run[-2] if len(run) > 1 else "", "paragraphs": []}; arts.append(cur); run = []
            openp = False
        if cur is None: cur = {"headline": None, "paragraphs": []}; arts.append(cur)
        if openp: cur["paragraphs"][-1] += s
        else: cur["paragraphs"].append(s)
        openp = s[-1] not in "。！？!?…”’）)；;：:"
    return arts


def run_baseline(rawdir, which):
    fn = {"naive": base_naive, "join": base_join}[which]
    return {os.path.splitext(os.path.basename(f))[0]: {"file": os.path.basename(f), "articles": fn(read_raw(f))}
            for f in sorted(glob.glob(os.path.join(rawdir, "*.txt")))}


# ------------------------------------------------------------------ self test
def selftest(gold, rawdir):
    def pred(change):
        out = {}
        for stem, g in gold.items():
            arts = [{"headline": a["headline"], "byline": a.get("byline", ""), "kicker": a.get("kicker", ""), "subheadline": a.get("subheadline", ""),
                     "paragraphs": list(a["paragraphs"])} for a in g["articles"]]
            out[stem] = {"file": stem, "articles": change(arts)}
        return load_from(out)

    def load_from(o):
        for x in o.values():
            for a in x["articles"]:
                a.setdefault("byline", ""); a.setdefault("kicker", ""); a.setdefault("subheadline", "")
        return o
    checks = []
    m, *_ = score(gold, pred(lambda a: a), rawdir)
    heads = {k: m[k] for k in ("headF1", "bndF1", "attr", "para", "quote")}
    checks.append(("gold as prediction is perfect", all(v > .9999 for v in heads.values()) and m["lost"] == 0 and m["inv"] == 0 and m["split"] == 0 and m["merge"] == 0))
    m2, *_ = score(gold, pred(lambda a: [{**x, "paragraphs": [q for p in x["paragraphs"] for q in ((p[:len(p) // 2], p[len(p) // 2:]) if len(p) > 40 else (p,))]} for x in a]), rawdir)
    checks.append(("halved paragraphs: split up, attribution kept", m2["split"] > .7 and m2["attr"] > .99 and m2["para"] < .3 and m2["lost"] < .001))
    m3, *_ = score(gold, pred(lambda a: [{**x, "paragraphs": ["".join(x["paragraphs"])]} for x in a]), rawdir)
    checks.append(("paragraphs glued: merge up", m3["merge"] > .6 and m3["attr"] > .99))
    m4, *_ = score(gold, pred(lambda a: [{**x, "headline": a[(i + 1) % len(a)]["headline"]} for i, x in enumerate(a)]), rawdir)
    checks.append(("headlines rotated: attribution gone, headline F1 kept", m4["attr"] < .05 and m4["headF1"] > .9))
    m5, *_ = score(gold, pred(lambda a: [{"headline": a[0]["headline"], "paragraphs": [p for x in a for p in x["paragraphs"]]}]), rawdir)
    checks.append(("one article a page: boundary recall 0", m5["bndR"] == 0 and m5["para"] > .99 and m5["headR"] < .5))
    m6, *_ = score(gold, pred(lambda a: [{**x, "paragraphs": x["paragraphs"][1:]} for x in a]), rawdir)
    checks.append(("first paragraphs dropped: lost up", m6["lost"] > .1))
    m7, *_ = score(gold, pred(lambda a: [{**x, "paragraphs": x["paragraphs"] + ["此处为模型编造的一段并不存在于版面之中的文字内容"]} for x in a]), rawdir)
    checks.append(("made-up text: inv up", m7["inv"] > .02))
    m8, *_ = score(gold, {}, rawdir)
    checks.append(("no prediction at all: all lost", m8["lost"] > .999 and m8["attr"] == 0))
    for n, ok in checks: print("ok  " if ok else "FAIL", n)
    print(f"{sum(o for _, o in checks)} passed, {sum(not o for _, o in checks)} failed")
    return all(o for _, o in checks)


def main():
    ap = argparse.ArgumentParser(); ap.add_argument("cmd", choices=["score", "baseline", "selftest"])
    ap.add_argument("--pred"); ap.add_argument("--gold"); ap.add_argument("--raw"); ap.add_argument("--out"); ap.add_argument("--json")
    ap.add_argument("--which", default="naive", choices=["naive", "join"]); ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    if a.cmd == "baseline":
        os.makedirs(a.out, exist_ok=True)
        for stem, x in run_baseline(a.raw, a.which).items():
            json.dump(x, open(os.path.join(a.out, stem + ".json"), "w", encoding="utf-8"), ensure_ascii=False, indent=1)
        return 0
    gold = load_gold(a.gold, a.raw)
    if a.cmd == "selftest": return 0 if selftest(gold, a.raw) else 1
    m, by, per, errs = score(gold, load_pred(a.pred), a.raw)
    table(list(by.items()) + [("ALL", m)])
    print("false headlines:", m["false_headlines"])
    print(f"missing pages: {m['counts'].get('missing_pages', 0)}; captions kept whole: {m['caps']:.3f}; paragraphs exact without width folding: {m['paraWS']:.3f}")
    for e in errs[:a.errors]: print("  ", *e)
    if a.json: json.dump({"all": m, "by_style": by, "pages": per, "errors": errs}, open(a.json, "w", encoding="utf-8"), ensure_ascii=False, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
