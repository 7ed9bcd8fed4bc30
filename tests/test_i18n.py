"""The two languages: chosen from the locale, complete, and fresh in their compiled form."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import reader
from reader import i18n

PACKAGE = Path(reader.__file__).parent
CATALOGUE = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "reader.po"
KEYWORDS = {"tr": None, "mark": None, "ntr": (1, 2)}


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    with CATALOGUE.open(encoding="utf-8") as file:
        return read_po(file, locale="zh")


def _source_messages() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


def test_every_text_of_the_source_is_in_the_catalogue(chinese: Catalog) -> None:
    assert _source_messages() - {message.id for message in chinese if message.id} == set()


def test_the_catalogue_holds_nothing_that_is_gone(chinese: Catalog) -> None:
    assert {message.id for message in chinese if message.id} - _source_messages() == set()


def test_every_text_has_a_chinese_form_with_the_same_fields(chinese: Catalog) -> None:
    for message in chinese:
        if not message.id:
            continue
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert all(forms), f"not translated: {message.id}"
        assert not message.fuzzy, f"unsure: {message.id}"
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for form in forms:
            assert _fields(form) == _fields(english), message.id


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}|%\(\w+\)[sr]|%[sr]", text))


def test_the_compiled_catalogue_is_that_of_the_source(chinese: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, chinese)
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:en"}, "en"),
        ({"LANG": "C", "LANGUAGE": "zh"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert i18n.preferred_language(environment) == language


def test_texts_follow_the_language_in_use() -> None:
    i18n.use_language("zh")
    assert i18n.tr("Quit") == "退出"
    i18n.use_language("en")
    assert i18n.tr("Quit") == "Quit"
