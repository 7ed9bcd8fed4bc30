"""Print how well and how fast saved web pages become articles, with peers in the same run.

    python benchmarks/html_pages.py [HTML] [--texts FOLDER] [--seeds FOLDER] [--scorer FILE]

Our own pages (`pages/seen`, `unseen`, `fresh`) hold their gold. HTML holds `pages/NAME.html` and
`gold/NAME.json` of real ones; the texts folder gold for the plain texts of the same name in the
seeds folder. The scorer is the module that this gold belongs to. What is not there is left out, as
are peers that are not installed.
"""

import argparse
import contextlib
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import page_scoring
from table import median

from reader.errors import ImportFailed
from reader.importing import read_bytes
from reader.model import Document

_SHARED = Path(__file__).parent.parent.parent / "shared"
_OWN = Path(__file__).parent / "pages"
_ATTRIBUTES = re.compile(rb"\s(?:class|id)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_CHARSET = re.compile(r"<meta[^>]*charset[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?(?:p|div|li|h\d|tr|section|blockquote)|br)\b[^>]*>", re.IGNORECASE)

Prediction = dict[str, Any]


def ours(data: bytes, name: str = "page.html") -> Prediction:
    """Return what the product makes of a page, or of a text."""
    try:
        document = read_bytes(data, name)
    except ImportFailed:
        return {}
    return predicted(document, name)


def predicted(document: Document, name: str) -> Prediction:
    """Return `document` as the scorer takes it; a title made from the file's name is none."""
    return {
        "title": document.title if document.title != Path(name).stem else None,
        "author": document.author or None,
        "date": document.date[:10] or None,
        "time": document.date[11:16] or None,
        "source": document.source or None,
        "body": "\n".join(block.span.of(document.text) for block in document.structure.blocks),
    }


def readability(data: bytes) -> Prediction:
    """Return what readability-lxml makes of a page."""
    from lxml import html
    from readability import Document as Readable

    page = Readable(data.decode("utf-8", "replace"))
    marked = _TAG.sub("\n", page.summary(html_partial=True))
    text = html.fromstring(f"<div>{marked}</div>").text_content()
    return {"title": page.short_title(), "body": text}


def trafilatura(data: bytes) -> Prediction:
    """Return what trafilatura makes of a page."""
    import trafilatura as peer

    found = peer.bare_extraction(
        data.decode("utf-8", "replace"), include_comments=False, with_metadata=True
    )
    if found is None:
        return {}
    values = found if isinstance(found, dict) else found.as_dict()
    return {
        "title": values.get("title"),
        "author": values.get("author"),
        "date": values.get("date"),
        "source": values.get("sitename"),
        "body": values.get("text"),
    }


def gne(data: bytes) -> Prediction:
    """Return what GNE makes of a page."""
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(data.decode("utf-8", "replace"))
    return {
        "title": found["title"],
        "author": found["author"],
        "date": found["publish_time"][:10].replace("/", "-"),
        "body": found["content"],
    }


def variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a page as it is, without names of classes, and in other encodings."""
    yield "as saved", data
    yield "no class, no id", _ATTRIBUTES.sub(b"", data)
    text = _CHARSET.sub("", data.decode("utf-8", "replace"))
    for label, said in (("right", "gb2312"), ("wrong", "utf-8"), ("no", "")):
        meta = f'<meta charset="{said}">' if said else ""
        declared = _HEAD.sub(lambda match, meta=meta: match[0] + meta, text, count=1)
        yield f"GB18030, {label} declaration", declared.encode("gb18030")


def row(label: str, scorer: ModuleType, gold: list[Any], found: list[Any], spent: str) -> None:
    """Print a line of the table."""
    scores = [scorer.score(one, other) for one, other in zip(gold, found, strict=True)]

    def mean(key: str) -> float:
        return sum(score[key] for score in scores) / len(scores)

    given = sum(score["author_given"] for score in scores)
    named = sum(score["author_pred"] for score in scores)
    hits = sum(
        score["author"] for score in scores if score["author_pred"] and score["author_given"]
    )
    worst = min(score["F"] for score in scores)
    print(
        f"  {label:28}{mean('F'):7.3f}{mean('para'):7.3f}{worst:7.2f}{mean('title'):7.2f}"
        f"{mean('date'):7.2f}{mean('source'):7.2f}{hits / max(named, 1):7.2f}"
        f"{hits / max(given, 1):7.2f}  {spent}"
    )


def timed(read: Callable[[bytes], Prediction], pages: list[bytes]) -> tuple[list[Any], str]:
    """Return what `read` makes of each of `pages`, and its times in words."""
    found, times = [], []
    for data in pages:
        begun = time.perf_counter()
        result: Prediction = {}
        with contextlib.suppress(Exception):  # what a peer cannot read it scores nothing for
            result = read(data)
        times.append((time.perf_counter() - begun) * 1000)
        found.append(result)
    return found, f"{median(times):6.0f} {max(times):6.0f}"


def memory(pages: list[bytes]) -> int:
    """Return the peak, in MB, of a process that reads all of `pages`."""
    code = (
        "import re, sys\nfrom pathlib import Path\nfrom reader.importing import read_bytes\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()):\n"
        "    read_bytes(path.read_bytes(), 'a.html')\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)"
    )
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(pages):
            (Path(folder) / str(number)).write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", code, folder], check=True, capture_output=True, text=True
        )
    return int(done.stdout)


def table(label: str, scorer: ModuleType, gold: list[Any], pages: list[bytes]) -> None:
    """Print what all make of `pages`."""
    print(
        f"{label}: {len(pages)} pages; F1 of characters, of paragraphs, of the worst page; title,"
    )
    print("date and source right; precision and recall of authors; ms a page (median, slowest)")
    print(f"  {'':28}   body   para  worst  title   date source   au P   au R")
    ours(pages[0])  # what is loaded once
    changed = [dict(variants(data)) for data in pages]
    for variant in changed[0]:
        found, spent = timed(ours, [each[variant] for each in changed])
        row(f"reader, {variant}", scorer, gold, found, spent)
    for peer in (readability, trafilatura, gne):
        if importlib.util.find_spec(peer.__name__):
            timed(peer, pages[:1])
            row(peer.__name__, scorer, gold, *timed(peer, pages))
    print(f"  peak memory of a process that reads them all: {memory(pages)} MB")


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("html", nargs="?", type=Path, default=_SHARED / "data/html")
    parser.add_argument("--texts", type=Path, default=_SHARED / "data/plaintext_gold")
    parser.add_argument("--seeds", type=Path, default=_SHARED / "seeds")
    parser.add_argument("--scorer", type=Path, default=_SHARED / "tools/eval_html.py")
    options = parser.parse_args()
    for folder in ("seen", "unseen", "fresh"):
        marked = [page_scoring.read(path) for path in sorted((_OWN / folder).glob("*.html"))]
        table(folder, page_scoring, [gold for gold, _ in marked], [page for _, page in marked])
    if not options.scorer.exists():
        return
    spec = importlib.util.spec_from_file_location("scorer", options.scorer)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    names = sorted(path.stem for path in (options.html / "gold").glob("*.json"))
    gold = [json.loads((options.html / f"gold/{name}.json").read_text("utf-8")) for name in names]
    pages = [(options.html / f"pages/{name}.html").read_bytes() for name in names]
    table("given", scorer, gold, pages)

    print("scraped plain texts, strictly: F1 of characters, of paragraphs; title, date right")
    for path in sorted(options.texts.glob("*.json")):
        text = (options.seeds / f"{path.stem}.txt").read_bytes()
        score = scorer.score(
            json.loads(path.read_text("utf-8")), ours(text, f"{path.stem}.txt"), strict=True
        )
        print("  " + path.stem, *(f"{score[key]:.3f}" for key in ("F", "para", "title", "date")))


if __name__ == "__main__":
    main()
