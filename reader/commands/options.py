"""What several commands take, and how what is typed for it is read."""

import argparse
from pathlib import Path
from typing import Protocol

from reader.config import library_folder
from reader.i18n import tr
from reader.text.normalise import visible

_MOST = 2**62  # rows; SQLite counts no further than 2**63


class Command(Protocol):
    """Declares a command."""

    def __call__(self, name: str, summary: str, detail: str = "") -> argparse.ArgumentParser:
        """Return the parser of the command; `detail` is told below its options."""


class Action(Protocol):
    """Declares an action of a command, such as `add` of `reader note`."""

    def __call__(self, name: str, summary: str, *, json: bool = True) -> argparse.ArgumentParser:
        """Return the parser of the action, which takes `--json` unless that is denied."""


def actions_of(command: argparse.ArgumentParser, default: str = "") -> Action:
    """Return what declares the actions of a command; without one typed, `default` is done."""
    choices = command.add_subparsers(metavar="ACTION", required=not default, dest="action")
    if default:
        command.set_defaults(action=default)

    def action(name: str, summary: str, *, json: bool = True) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = choices.add_parser(
            name, help=summary, description=sentence(summary), allow_abbrev=False
        )
        library_option(made)
        if json:
            json_option(made)
        return made

    return action


def sentence(summary: str) -> str:
    """Return a summary with a capital letter, as it stands alone."""
    return summary[:1].upper() + summary[1:]


def library_option(parser: argparse.ArgumentParser) -> None:
    """Let the library's folder be named."""
    default = visible(str(library_folder())).replace("%", "%%")
    parser.add_argument(
        "--library",
        metavar="DIR",
        type=_folder,
        default=argparse.SUPPRESS,
        help=tr("the library's folder (default: {folder})").format(folder=default),
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    """Let results be asked for as JSON Lines."""
    parser.add_argument("--json", action="store_true", help=tr("one JSON object a line"))


def limit_option(parser: argparse.ArgumentParser) -> None:
    """Let the number of results be bounded."""
    parser.add_argument("--limit", metavar="N", type=count, help=tr("at most so many"))


def id_help() -> str:
    """Return what an article's id is, for the help."""
    return tr("the article's id, as `reader list` shows it, or its beginning")


def count(text: str) -> int:
    """Return a number of 0 or more that was typed; very large ones as one that SQLite takes."""
    return min(number(text, 0), _MOST)


def number(text: str, least: int) -> int:
    """Return a whole number that was typed; raises ArgumentTypeError below `least`."""
    try:
        typed = int(text)
    except ValueError:
        typed = least - 1
    if typed < least:
        raise argparse.ArgumentTypeError(
            tr("expected a whole number, {least} or more").format(least=least)
        )
    return typed


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(tr("expected a folder"))
    return Path(text)
