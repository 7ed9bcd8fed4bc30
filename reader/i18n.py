"""The language of messages: English in the source, Chinese from a gettext catalogue.

`tr` translates at the moment of use, so a message raised deep in the core comes out in the
user's language; `mark` only marks a literal for the catalogue, for texts (key descriptions)
that are declared before the language is chosen and translated when they are drawn.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
"""The languages with complete texts; the first is that of the source."""

DOMAIN = "reader"
LOCALE_FOLDER = Path(__file__).parent / "locale"
_catalogue: "NullTranslations | None" = None
"""None where the texts are to stay as they are in the source."""
_language = LANGUAGES[0]


def preferred_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return "zh" or "en" as the POSIX locale variables ask for it.

    The first of LC_ALL, LC_MESSAGES and LANG that is set decides the locale; LANGUAGE, a list,
    takes precedence over it unless the locale is C (GNU gettext manual, "Locale Environment
    Variables").
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "C")
    if locale.split(".")[0] in ("C", "POSIX"):
        return "en"
    for wanted in [*environment.get("LANGUAGE", "").split(":"), locale]:
        for language in LANGUAGES:
            if wanted.lower().startswith(language):
                return language
    return "en"


def use_language(language: str) -> None:
    """Make `tr` answer in `language`, one of `LANGUAGES`."""
    global _catalogue, _language  # noqa: PLW0603  one process speaks one language
    _language = language
    if language == LANGUAGES[0]:
        _catalogue = None
        return
    import gettext

    _catalogue = gettext.translation(DOMAIN, LOCALE_FOLDER, [language])


def language() -> str:
    """Return the language in use."""
    return _language


def tr(message: str) -> str:
    """Return `message`, a literal of the source, in the language in use."""
    return _catalogue.gettext(message) if _catalogue and message else message


def ntr(one: str, many: str, count: int) -> str:
    """Return the form of a message that fits `count`, in the language in use."""
    if _catalogue:
        return _catalogue.ngettext(one, many, count)
    return one if count == 1 else many


def mark(message: str) -> str:
    """Return `message` unchanged; the catalogue's extractor finds it here."""
    return message
