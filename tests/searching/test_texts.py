"""Texts are held between searches, and never older than the library has them."""

from contextlib import closing
from pathlib import Path

from database.articles import document

from reader.database.sqlite import open_database
from reader.searching.texts import Texts


def test_texts_are_as_the_library_has_them(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as database, closing(open_database(tmp_path)) as other:
        other.add_many([document("裡面的ＧＰＴ。", title="題", path="/1.md")])
        other.add_many([document("另一篇。", path="/2.md")])
        texts = Texts(database.search)
        newer, older = database.search.all_keys()
        assert {one.key for one in texts.of([older, 999, newer])} == {older, newer}
        (held,) = (one for one in texts.of([newer, older]) if "ＧＰＴ" in one.text)
        assert (held.folded_title, held.folded) == ("题", "题  里面的gpt。")
        assert any(one is held for one in texts.of([held.key]))
        other.add_many([document("改過的。", title="題", path="/1.md")])
        (changed,) = texts.of([held.key])
        assert (changed.text, changed.folded) == ("題\n\n改過的。", "题  改过的。")
        (id_,) = (
            one.id for key, one in database.search.summaries([held.key]).items() if key == held.key
        )
        other.delete_article(id_)
        assert list(texts.of([held.key])) == []
