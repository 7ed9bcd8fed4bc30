"""Whether a quoted search finds every article that holds a stretch of text, and no other.

    python benchmarks/search_nothing_missed.py [--articles 10000] [--stretches 500]

The stretches are random ones of 2 to 8 characters of random articles, wherever they begin and end:
within words, across scripts, signs, spaces and line ends. What each search should find is told by
looking through all articles, folded. Those with a quote in them cannot be typed in quotes and are
left out.
"""

import argparse
import random
import time
from pathlib import Path

from search_data import DATA, indexed_library, recombined
from table import Row, median, milliseconds, percentile, show

from reader.text.fold import fold

_QUOTES = '"＂“”„‟〝〞〟'
_ALL = 10**9


def main() -> None:
    """Search for the stretches and compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--stretches", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="rows for run.py")
    options = parser.parse_args()
    library = indexed_library(
        f"articles-{options.articles}", recombined(options.data, options.articles)
    )
    store = library._database.search
    folded = {one.key: fold(f"{one.text}\0{one.title}") for one in store.texts(store.all_keys())}
    draw = random.Random(options.seed)
    keys = sorted(folded)
    missed = wrong = right = searched = 0
    seconds = []
    while searched < options.stretches:
        text = folded[draw.choice(keys)].partition("\0")[0]
        start = draw.randrange(max(len(text) - 8, 1))
        stretch = text[start : start + draw.randint(2, 8)]
        if len(stretch) < 2 or not stretch.strip() or any(sign in stretch for sign in _QUOTES):
            continue
        wanted = {key for key, whole in folded.items() if stretch in whole}
        begun = time.perf_counter()
        found = library.searcher.matching(f'"{stretch}"')
        seconds.append(time.perf_counter() - begun)
        if found != wanted:
            print(repr(stretch), len(found - wanted), "wrong", len(wanted - found), "missed")
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
        searched += 1
    recall, precision = right / (right + missed), right / (right + wrong)
    where = f"{options.stretches} quoted stretches, {options.articles:,} articles"
    times = (
        f"{milliseconds(median(seconds))}, 95 % within {milliseconds(percentile(seconds, 0.95))}"
    )
    show(
        [
            Row(
                f"{where}: found / right",
                f"{recall:.2%} / {precision:.2%}",
                target="100 % / 100 %",
                met=recall == precision == 1,
            ),
            Row(f"{where}: all that hold one, median", times),
        ]
    )


if __name__ == "__main__":
    main()
