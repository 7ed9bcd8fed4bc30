"""What a user set for the app, checked against the actions, keys and themes that there are."""

from collections.abc import Iterator

from reader.config import Config, config_error, key_line
from reader.errors import ConfigError
from reader.i18n import tr
from reader.ui.keys import (
    ALL,
    APP,
    ARTICLE_SIDE,
    GROUPS,
    LIST,
    LIST_SIDE,
    MAIN,
    PANE,
    SELECT,
    Key,
)

_NEAREST_FIRST: tuple[tuple[tuple[Key, ...], ...], ...] = (
    (LIST, LIST_SIDE, MAIN, APP),
    (PANE, SELECT, ARTICLE_SIDE, MAIN, APP),
)
"""Which keys hold in the list, and which in the article: of two the one further left is heard."""

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}


def check_keys(config: Config) -> None:
    """Raise ConfigError, naming the line, for an action or a key that there is not."""
    actions = {key.id for key in ALL}
    for action, keys in config.keys.items():
        if action not in actions:
            raise _refusal(config, action, tr("there is no such action"))
        for name in _names(keys):
            if not _is_key(name):
                raise _refusal(config, action, tr("there is no key “{key}”").format(key=name))
    _refuse_shared(config)
    _refuse_unheard(config)


def check_theme(config: Config) -> None:
    """Raise ConfigError, naming the line, for a theme that there is not."""
    from textual.theme import BUILTIN_THEMES

    theme = config.interface.theme
    if theme and theme not in BUILTIN_THEMES:
        problem = tr("there is no theme “{theme}”; there are {themes}").format(
            theme=theme, themes=", ".join(sorted(BUILTIN_THEMES))
        )
        line = key_line(config.path, "interface", "theme")
        raise config_error(config.path, line, "interface.theme", problem)


def _refuse_shared(config: Config) -> None:
    """Refuse one key for two actions of the same part of the screen: one would be lost."""
    for _heading, keys in GROUPS:
        owners: dict[str, str] = {}
        for key in keys:
            for name in _names(config.keys.get(key.id, "")) if key.id in config.keys else ():
                owner = owners.setdefault(name, key.id)
                if owner != key.id:
                    problem = tr("the key “{key}” is already that of `{action}`")
                    raise _refusal(config, key.id, problem.format(key=name, action=owner))


def _refuse_unheard(config: Config) -> None:
    """Refuse a key that something nearer to the reader takes: it would do nothing there."""
    for parts in _NEAREST_FIRST:
        owners: dict[str, str] = {}
        for part in parts:
            for key in part:
                for name in _key_names(config.keys.get(key.id, "")):
                    if name in owners:
                        problem = tr("the key “{key}” is already that of `{action}`")
                        problem = problem.format(key=name, action=owners[name])
                        raise _refusal(config, key.id, problem)
            for key in part:
                for name in _key_names(config.keys.get(key.id, key.keys)):
                    owners.setdefault(name, key.id)


def keymap(config: Config) -> dict[str, str]:
    """Return the keys that the user set, in the names that Textual hears them by."""
    return {action: ",".join(_key_names(keys)) for action, keys in config.keys.items()}


def _key_names(keys: str) -> list[str]:
    """Return Textual's names: a character may stand for itself in the configuration."""
    from textual.binding import Binding

    return [one.key for one in Binding.make_bindings([Binding(keys, "", "")])] if keys else []


def _names(keys: str) -> Iterator[str]:
    return map(str.strip, keys.split(","))


def _is_key(name: str) -> bool:
    """Tell whether Textual has a name like this for a key, or it is a character."""
    from textual.keys import REPLACED_KEYS, Keys, key_to_character

    if len(name) == 1:
        return name.isprintable()
    *modifiers, base = name.split("+")
    known = base in {key.value for key in Keys} or base in REPLACED_KEYS
    character = len(base) == 1 or key_to_character(base) is not None
    return _MODIFIERS.issuperset(modifiers) and (known or character)


def _refusal(config: Config, action: str, problem: str) -> ConfigError:
    line = key_line(config.path, "keys", action)
    return config_error(config.path, line, f"keys.{action}", problem)
