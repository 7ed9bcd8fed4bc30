"""The colours of texts are read with ease on all they stand on, in every theme."""

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from reader.ui.palette import contrast, variables

THEMES = sorted(BUILTIN_THEMES)
OWN = [name for name in THEMES if not name.startswith("ansi")]


def of(theme: str) -> dict[str, str]:
    """The variables of a theme, before ours and with them."""
    found = BUILTIN_THEMES[theme]
    return variables(found.to_color_system().generate(), dark=found.dark)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("black", "white", 21.0), ("#767676", "#fff", 4.54), ("#0178d4", "#0178d4", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(Color.parse(one), Color.parse(other)) == pytest.approx(ratio, abs=0.01)
    assert contrast(Color.parse(other), Color.parse(one)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("theme", OWN)
def test_texts_are_read_wherever_they_stand(theme: str) -> None:
    found = of(theme)
    for name in ("accent", "primary", "secondary", "success", "warning", "error"):
        for ground in ("background", "surface", "panel", "focused"):
            ratio = contrast(Color.parse(found[f"text-{name}"]), Color.parse(found[ground]))
            assert ratio >= 4.5, f"text-{name} on {ground}: {ratio:.2f}"


def test_what_is_read_with_ease_already_stays() -> None:
    theme = BUILTIN_THEMES["textual-dark"].to_color_system().generate()
    assert of("textual-dark")["text-accent"] == theme["text-accent"]
    assert of("textual-dark")["focused"] == theme["primary-muted"]


@pytest.mark.parametrize("theme", [name for name in THEMES if name not in OWN])
def test_the_terminal_s_own_colours_stay(theme: str) -> None:
    before = BUILTIN_THEMES[theme].to_color_system().generate()
    found = of(theme)
    assert all(found[name] == value for name, value in before.items())
    assert found["focused"] == before["primary-muted"]


def test_a_theme_may_set_the_colours_of_notes() -> None:
    theme = BUILTIN_THEMES["nord"].to_color_system().generate()
    assert variables(theme | {"note-blue": "#123456"}, dark=True)["note-blue"] == "#123456"
