"""Every key of the application, in one table: what is bound, remapped, listed and searched.

Plain data, so that the command line can check a configuration without loading Textual.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from reader.i18n import mark, tr

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.screen import Screen


class Key(NamedTuple):
    """One action a key can trigger."""

    id: str
    """What a user names it by in the configuration."""
    keys: str
    """The default keys in Textual's names, separated by commas."""
    action: str
    description: str
    """In English; translated when it is drawn."""
    show: bool = False
    """Whether the key bar at the bottom names it."""


APP = (
    Key("help", "question_mark,f1", "help", mark("Keys"), show=True),
    Key("palette", "ctrl+p,colon", "command_palette", mark("Commands")),
    Key("quit", "q,ctrl+q", "quit", mark("Quit"), show=True),
)

MAIN = (
    Key("switch", "tab", "switch(1)", mark("Next panel")),
    Key("switch-back", "shift+tab", "switch(-1)", mark("Panel before")),
    Key("next-article", "J", "next_article(1)", mark("Next article")),
    Key("previous-article", "K", "next_article(-1)", mark("Previous article")),
    Key("search", "slash", "search", mark("Search"), show=True),
    Key("more-like-this", "M", "more_like_this", mark("More like this article")),
    Key("saved-searches", "F", "saved_searches", mark("Saved searches")),
    Key("star", "s", "toggle_star", mark("Star")),
    Key("read", "r", "toggle_read", mark("Read or unread")),
    Key("tags", "number_sign", "edit_tags", mark("Tags of the article")),
    Key("all-entities", "E", "all_entities", mark("Entities of the library")),
    Key("feeds", "U", "feeds", mark("Feeds")),
    Key("alike", "Y", "alike", mark("Articles much like this one")),
    Key("refresh-feeds", "ctrl+r", "refresh_feeds", mark("Refresh all feeds")),
    Key("focus", "z", "focus_mode", mark("Only the text, or all")),
    Key("toggle-list", "backslash", "toggle_list", mark("Show or hide the list")),
    Key("list-narrower", "less_than_sign", "resize(-4)", mark("List or panel narrower")),
    Key("list-wider", "greater_than_sign", "resize(4)", mark("List or panel wider")),
    Key("add", "P", "add", mark("Add a page, a file or a text")),
    Key("fetch-later", "D", "fetch_later", mark("Fetch the pages that wait")),
    Key("delete-article", "X", "delete_article", mark("Delete the article")),
    Key("notes", "c", "notes_panel", mark("Notes of the article")),
    Key("all-notes", "C", "all_notes", mark("All notes")),
    Key("review", "R", "review", mark("Review notes")),
    Key("drafts", "ctrl+e", "drafts", mark("Notes not saved")),
    Key("undo", "ctrl+z", "undo", mark("Undo a change of notes or of many articles")),
    Key("redo", "ctrl+y", "redo", mark("Do it again")),
)

LIST = (
    Key("open", "enter,l,right", "open", mark("Open"), show=True),
    Key("row-down", "j,down", "move(1)", mark("Next row")),
    Key("row-up", "k,up", "move(-1)", mark("Previous row")),
    Key("row-half-down", "ctrl+d", "page(0.5)", mark("Half a page down")),
    Key("row-half-up", "ctrl+u", "page(-0.5)", mark("Half a page up")),
    Key("row-page-down", "pagedown,space,ctrl+f", "page(1)", mark("Page down")),
    Key("row-page-up", "pageup,b,ctrl+b", "page(-1)", mark("Page up")),
    Key("row-first", "g,home", "first", mark("First row")),
    Key("row-last", "G,end", "last", mark("Last row")),
)

LIST_SIDE = (
    Key("add-corpus", "enter", "add_corpus", mark("Add the articles of reader"), show=True),
    Key("end-filter", "escape", "end_filter", mark("All again"), show=True),
    Key("filter", "f", "filter", mark("Filter"), show=True),
    Key("order", "o", "order", mark("Sort by…"), show=True),
    Key("reverse", "O", "reverse", mark("Sort the other way round")),
    Key("view-unread", "u", "unread", mark("Unread only, or all")),
    Key("view-starred", "S", "starred", mark("Starred only, or all")),
    Key("view-tag", "T", "screen.by_tag", mark("One tag only")),
    Key("view-saved", "v", "screen.by_saved", mark("One saved search only")),
    Key("view-all", "A", "everything", mark("All articles")),
    Key("bulk", "a", "screen.bulk", mark("Do with all shown")),
)

FILTER = (
    Key("filter-keep", "enter", "submit", mark("To the list"), show=True),
    Key("filter-give-up", "escape", "give_up", mark("All again"), show=True),
    Key("filter-row-down", "down", "move(1)", mark("Next row"), show=True),
    Key("filter-row-up", "up", "move(-1)", mark("Previous row"), show=True),
)

PANE_MOVES = (
    Key("back-to-list", "escape,h,left", "leave", mark("List"), show=True),
    Key("line-down", "j,down", "lines(1)", mark("Line down")),
    Key("line-up", "k,up", "lines(-1)", mark("Line up")),
    Key("half-down", "ctrl+d,d", "page(0.5)", mark("Half a page down")),
    Key("half-up", "ctrl+u,u", "page(-0.5)", mark("Half a page up")),
    Key("page-down", "space,pagedown,ctrl+f", "page(1)", mark("Page down"), show=True),
    Key("page-up", "b,pageup,ctrl+b", "page(-1)", mark("Page up")),
    Key("paragraph-down", "right_curly_bracket", "paragraph(1)", mark("Next paragraph")),
    Key("paragraph-up", "left_curly_bracket", "paragraph(-1)", mark("Previous paragraph")),
    Key("heading-down", "right_square_bracket", "heading(1)", mark("Next heading")),
    Key("heading-up", "left_square_bracket", "heading(-1)", mark("Previous heading")),
    Key("start", "g,home", "start", mark("Start")),
    Key("end", "G,end", "end", mark("End")),
)

COLUMN = (
    Key("wider", "plus,equals_sign", "column(2)", mark("Wider column")),
    Key("narrower", "minus", "column(-2)", mark("Narrower column")),
    Key("indent", "i", "indent", mark("Paragraphs by indent or by space")),
    Key("gap", "I", "gap", mark("Gap between Chinese and Latin, or none")),
)

PANE = (*PANE_MOVES, *COLUMN)

FOUND = (Key("end-find", "escape", "end_find", mark("End finding"), show=True),)

ARTICLE_SIDE = (
    Key("find", "f", "find", mark("Find"), show=True),
    Key("next-hit", "n", "hit(1)", mark("Next hit")),
    Key("previous-hit", "N", "hit(-1)", mark("Previous hit")),
    Key("contents", "t", "contents", mark("Contents"), show=True),
    Key("removed", "w", "removed", mark("Lines taken out as clutter")),
    Key("mark", "m", "mark", mark("Mark this place")),
    Key("go-to-mark", "apostrophe", "go_to_mark", mark("Go to a mark")),
    Key("back", "H,alt+left,ctrl+o", "travel(-1)", mark("Back to before the jump")),
    Key("forward", "L,alt+right", "travel(1)", mark("Forward again")),
    Key("links", "x", "links", mark("Links on the screen")),
    Key("original", "o", "original", mark("Original in the browser")),
    Key("annotate-here", "a", "annotate", mark("Tag a passage"), show=True),
    Key("next-note", "semicolon", "screen.note(1)", mark("Next tagged passage")),
    Key("previous-note", "comma", "screen.note(-1)", mark("Tagged passage before")),
    Key("delete-note", "delete", "delete_note", mark("Delete the note shown")),
)

ENTITIES = (
    Key("entities", "e", "screen.entity_panel", mark("Entities"), show=True),
    Key("next-mention", "right_parenthesis", "screen.mention(1)", mark("Next mention")),
    Key("previous-mention", "left_parenthesis", "screen.mention(-1)", mark("Previous mention")),
    Key("hold-entity", "asterisk", "screen.hold_entity", mark("This entity only; or a new one")),
    Key("entity-page", "enter", "screen.entity_page", mark("Page of the entity")),
    Key("entity-menu", "p", "screen.entity_menu", mark("Mend the entity")),
    Key("legend", "D", "screen.legend", mark("How entities are marked")),
    Key("export-entities", "W", "screen.export_entities", mark("Write the entities to a file")),
)

ENTITY_PANEL = (
    Key("panel-page", "o", "open_page", mark("Page of the entity"), show=True),
    Key("panel-type", "x", "toggle_type", mark("Mark type"), show=True),
    Key("panel-density", "d", "screen.density", mark("How many marks"), show=True),
    Key("panel-next", "right_parenthesis,n", "step(1)", mark("Next mention")),
    Key("panel-previous", "left_parenthesis,N", "step(-1)", mark("Previous mention")),
    Key("panel-menu", "p", "menu", mark("Mend the entity"), show=True),
    Key("panel-close", "e,escape,q", "screen.entity_panel", mark("Close"), show=True),
)

ENTITY_PAGE = (
    Key("page-notes", "c", "notes", mark("Notes that touch it"), show=True),
    Key("page-others", "w", "others", mark("What it appears with"), show=True),
    Key("page-menu", "p,asterisk", "menu", mark("Mend the entity"), show=True),
    Key("page-corrections", "u", "corrections", mark("Take something back"), show=True),
    Key("page-close", "escape,q,h", "app.pop_screen", mark("Close"), show=True),
)

ALL_ENTITIES = (
    Key("all-filter", "f,slash", "filter", mark("Filter"), show=True),
    Key("all-order", "o", "order", mark("Sort by…"), show=True),
    Key("all-types", "t", "types", mark("One type only"), show=True),
    Key("all-menu", "p,asterisk", "menu", mark("Mend the entity"), show=True),
    Key("all-corrections", "u", "corrections", mark("Take something back")),
    Key("all-export", "W", "export", mark("Write the list to a file")),
    Key("all-close", "escape,q,E", "app.pop_screen", mark("Close"), show=True),
)

SELECT = (
    Key("select", "v", "select", mark("Select"), show=True),
    Key("annotate-sentence", "S", "annotate_unit('SENTENCE')", mark("Tag this sentence")),
    Key("annotate-paragraph", "A", "annotate_unit('PARAGRAPH')", mark("Tag this paragraph")),
)

SELECTED = (
    Key("annotate", "a,enter", "annotate(False)", mark("Tag it"), show=True),
    Key("highlight", "c", "annotate(True)", mark("Highlight"), show=True),
    Key("copy", "y,ctrl+c", "copy", mark("Copy"), show=True),
    Key("widen", "plus,equals_sign", "widen", mark("Wider"), show=True),
    Key("narrow", "minus", "narrow", mark("Narrower")),
    Key("sentences", "s", "units('SENTENCE')", mark("Whole sentences, or characters")),
    Key("paragraphs", "V,p", "units('PARAGRAPH')", mark("Whole paragraphs, or characters")),
    Key("end-selection", "escape", "end_selection", mark("Select no more"), show=True),
)

SELECTING = (
    Key("swap-ends", "o", "swap", mark("Other end"), show=True),
    Key("caret-left", "h,left", "caret('left')", mark("Character left")),
    Key("caret-right", "l,right", "caret('right')", mark("Character right")),
    Key("caret-down", "j,down", "caret('down')", mark("Line down")),
    Key("caret-up", "k,up", "caret('up')", mark("Line up")),
    Key("caret-word", "w", "caret('word')", mark("Next word")),
    Key("caret-word-back", "b", "caret('word-back')", mark("Word back")),
    Key("caret-word-end", "e", "caret('word-end')", mark("End of the word")),
    Key("caret-sentence", "right_parenthesis", "caret('sentence')", mark("Next sentence")),
    Key("caret-sentence-back", "left_parenthesis", "caret('sentence-back')", mark("Sentence back")),
    Key("caret-paragraph", "right_curly_bracket", "caret('paragraph')", mark("Next paragraph")),
    Key(
        "caret-paragraph-back",
        "left_curly_bracket",
        "caret('paragraph-back')",
        mark("Paragraph back"),
    ),
    Key("caret-heading", "right_square_bracket", "caret('heading')", mark("Next heading")),
    Key("caret-heading-back", "left_square_bracket", "caret('heading-back')", mark("Heading back")),
    Key("caret-line-start", "0,home", "caret('line-start')", mark("Start of the line")),
    Key("caret-line-end", "dollar_sign,end", "caret('line-end')", mark("End of the line")),
    Key("caret-half-down", "ctrl+d,d", "caret('half-down')", mark("Half a page down")),
    Key("caret-half-up", "ctrl+u,u", "caret('half-up')", mark("Half a page up")),
    Key("caret-page-down", "space,pagedown,ctrl+f", "caret('page-down')", mark("Page down")),
    Key("caret-page-up", "pageup,ctrl+b", "caret('page-up')", mark("Page up")),
    Key("caret-start", "g", "caret('start')", mark("Start")),
    Key("caret-end", "G", "caret('end')", mark("End")),
)

ASIDE = (Key("hide-aside", "escape", "screen.hide_aside", mark("Hide the panel"), show=True),)

NOTES = (
    Key("note-edit", "a,e", "edit", mark("Edit the note"), show=True),
    Key("note-delete", "d,delete", "delete", mark("Delete the note"), show=True),
    Key("note-attach", "p", "attach", mark("Tie the note to the selection")),
)

NOTES_VIEW = (
    Key("notes-leave", "escape,q", "leave", mark("Back"), show=True),
    Key("notes-drafts", "ctrl+e", "drafts", mark("Notes not saved"), show=True),
    Key("notes-edit", "a,e", "edit", mark("Edit the note"), show=True),
    Key("notes-restore", "r", "restore", mark("Take out of the trash"), show=True),
    Key("notes-delete", "d,delete", "delete", mark("Delete the note"), show=True),
    Key("notes-filter", "f", "filter", mark("Filter"), show=True),
    Key("notes-order", "o", "order", mark("Sort by…")),
    Key("notes-reverse", "O", "reverse", mark("Sort the other way round")),
    Key("notes-by-tag", "T", "by('tag')", mark("One tag only")),
    Key("notes-by-article", "A", "by('article')", mark("One article only")),
    Key("notes-by-colour", "c", "by('colour')", mark("One colour only")),
    Key(
        "notes-by-state",
        "s",
        "by('state')",
        mark("Only by how sure the place is"),
    ),
    Key("notes-by-date", "D", "dates", mark("Of some days only")),
    Key("notes-group", "v", "group", mark("In groups, or not"), show=True),
    Key("notes-fold", "z", "fold", mark("Fold the group")),
    Key("notes-fold-all", "Z", "fold_all", mark("Fold all groups")),
    Key("notes-all", "B", "all", mark("Do with all notes shown"), show=True),
    Key("notes-trash", "x", "trash", mark("The trash, or out of it"), show=True),
    Key("notes-confirm", "p", "confirm", mark("The passage is right")),
    Key("notes-earlier", "V", "earlier", mark("The text as it was tagged")),
    Key("notes-tags", "number_sign", "retag_everywhere", mark("Rename a tag everywhere")),
    Key("notes-undo", "ctrl+z", "undo", mark("Undo a change of notes or of many articles")),
    Key("notes-redo", "ctrl+y", "redo", mark("Do it again")),
)

REVIEW = (
    Key("review-leave", "escape,q", "leave", mark("Back"), show=True),
    Key("review-uncover", "space,enter", "uncover", mark("Show the note"), show=True),
    Key("review-again", "1", "rate('again')", mark("Forgotten"), show=True),
    Key("review-hard", "2", "rate('hard')", mark("Hardly known"), show=True),
    Key("review-good", "3", "rate('good')", mark("Known"), show=True),
    Key("review-easy", "4", "rate('easy')", mark("Easy"), show=True),
    Key("review-skip", "s", "skip", mark("Another day"), show=True),
    Key("review-open", "o", "open", mark("Open in the article"), show=True),
)

FEEDS = (
    Key("feeds-leave", "escape,q,h,left,U", "leave", mark("Back"), show=True),
    Key("feed-refresh", "r", "refresh", mark("Refresh"), show=True),
    Key("feed-refresh-all", "R,ctrl+r", "refresh_all", mark("Refresh all"), show=True),
    Key("feed-add", "a", "add", mark("Follow a feed"), show=True),
    Key("feed-remove", "d,delete", "remove", mark("Follow no longer"), show=True),
    Key("feed-full", "t", "toggle_full", mark("Fetch the pages, or not"), show=True),
    Key("feed-import", "i", "import", mark("Follow the feeds of an OPML file")),
    Key("feed-export", "W", "export", mark("Write the feeds to an OPML file")),
)

ALIKE = (
    Key("alike-leave", "escape,q,h,left,Y", "leave", mark("Back"), show=True),
    Key("alike-earlier", "e", "merge('earlier')", mark("Earlier text"), show=True),
    Key("alike-later", "n", "merge('later')", mark("Newer text"), show=True),
    Key("alike-link", "equals_sign,s", "judge('linked')", mark("Link"), show=True),
    Key("alike-apart", "x", "judge('apart')", mark("Not the same"), show=True),
    Key("alike-undo", "ctrl+z", "undo", mark("Make two of them again")),
    Key("alike-redo", "ctrl+y", "redo", mark("Do it again")),
    Key("alike-scroll-down", "J", "scroll_difference(0.5)", mark("Half a page down")),
    Key("alike-scroll-up", "K", "scroll_difference(-0.5)", mark("Half a page up")),
)

VERSION = (Key("version-leave", "escape,q,h,left", "dismiss", mark("Back"), show=True),)

ANNOTATE = (
    Key("note-save", "ctrl+s", "save", mark("Save"), show=True),
    Key("note-give-up", "escape", "give_up", mark("Keep as a draft"), show=True),
    Key("note-suggestion", "ctrl+t", "add_suggestion", mark("Take a suggested tag")),
)

COLOURS = (
    Key("colour-next", "right,l,space", "step(1)", mark("Next colour"), show=True),
    Key("colour-previous", "left,h", "step(-1)", mark("Colour before")),
)

TAGS = (Key("tag-complete", "tab", "complete", mark("Complete"), show=True),)

FIND_BAR = (
    Key("find-keep", "enter", "submit", mark("Read on here"), show=True),
    Key("find-give-up", "escape", "give_up", mark("Back to where you were"), show=True),
    Key("find-next", "down", "hit(1)", mark("Next hit"), show=True),
    Key("find-previous", "up", "hit(-1)", mark("Previous hit"), show=True),
)

SEARCH_LINE = (
    Key("search-older", "up", "recall(1)", mark("Earlier query"), show=True),
    Key("search-newer", "down", "recall(-1)", mark("Later query, or the hits"), show=True),
    Key("search-complete", "tab", "complete", mark("Complete, or to the hits")),
)

HITS = (
    Key("hit-open", "enter,l,right", "open", mark("Open"), show=True),
    Key("hit-down", "j,down", "move(1)", mark("Next hit")),
    Key("hit-up", "k,up", "move(-1)", mark("Previous hit")),
    Key("hit-half-down", "ctrl+d", "page(0.5)", mark("Half a page down")),
    Key("hit-half-up", "ctrl+u", "page(-0.5)", mark("Half a page up")),
    Key("hit-page-down", "pagedown,space,ctrl+f", "page(1)", mark("Page down")),
    Key("hit-page-up", "pageup,b,ctrl+b", "page(-1)", mark("Page up")),
    Key("hit-first", "g,home", "first", mark("First hit")),
    Key("hit-last", "G,end", "last", mark("Last hit")),
)

SEARCH_PANEL = (
    Key("search-close", "escape", "close", mark("Back to where you were"), show=True),
    Key("search-order", "o,ctrl+o", "order", mark("Best or newest first"), show=True),
    Key("search-narrow", "t,ctrl+t", "screen.narrow_search", mark("Narrow by tag, source, year")),
    Key("search-save", "w,ctrl+s", "screen.save_search", mark("Save the search")),
    Key("search-keep", "x,ctrl+x", "close(True)", mark("Close, but keep the article")),
    Key("search-syntax", "f2", "screen.search_syntax", mark("What can be typed"), show=True),
)

GROUPS = (
    # What holds for the moment or in one place comes before what holds around it.
    (mark("While filtering"), FILTER),
    (mark("While finding"), FIND_BAR),
    (mark("With a selection"), SELECTED),
    (mark("While selecting"), SELECTING),
    (mark("While tagging"), (*ANNOTATE, *COLOURS, *TAGS)),
    (mark("While reviewing"), REVIEW),
    (mark("In the search"), (*SEARCH_LINE, *HITS, *SEARCH_PANEL)),
    (mark("In a list of notes"), NOTES),
    (mark("In the view of all notes"), NOTES_VIEW),
    (mark("Among the feeds"), FEEDS),
    (mark("Among articles that are alike"), ALIKE),
    (mark("In an earlier text"), VERSION),
    (mark("In the list of its entities"), ENTITY_PANEL),
    (mark("On the page of an entity"), ENTITY_PAGE),
    (mark("Among the library’s entities"), ALL_ENTITIES),
    (mark("In a panel beside the article"), ASIDE),
    (mark("In the list"), (*LIST, *LIST_SIDE)),
    (mark("In the article"), (*PANE_MOVES, *FOUND, *SELECT, *ARTICLE_SIDE, *COLUMN)),
    (mark("What the article mentions"), ENTITIES),
    (mark("Everywhere"), (*MAIN, *APP)),
)
MOVES = (*LIST, *PANE_MOVES, *HITS, *SELECTING)
"""What nobody looks for among commands."""
ALL = tuple(key for _heading, keys in GROUPS for key in keys)


def bindings(
    keys: Iterable[Key], *, priority: bool = False
) -> "list[Binding | tuple[str, str] | tuple[str, str, str]]":
    """Return Textual's bindings for `keys`; those with `priority` come before all others."""
    from textual.binding import Binding

    return [
        Binding(key.keys, key.action, key.description, id=key.id, show=key.show, priority=priority)
        for key in keys
    ]


def rank(binding: "Binding") -> int:
    """Return where the key stands among those of its action by default: the first is named."""
    defaults = next((key.keys.split(",") for key in ALL if key.id == binding.id), [])
    return defaults.index(binding.key) if binding.key in defaults else len(defaults)


def active_keys(screen: "Screen[object]") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys that hold on `screen` right now: a heading, then keys and what they do."""
    bound: dict[str, list[Binding]] = {}
    for _node, binding, enabled, _tooltip in screen.active_bindings.values():
        if enabled and binding.id:
            bound.setdefault(binding.id, []).append(binding)
    groups = []
    for heading, keys in GROUPS:
        rows = []
        for key in keys:
            choices = sorted(bound.get(key.id, ()), key=rank)
            names = dict.fromkeys(screen.app.get_key_display(choice) for choice in choices)
            if names:
                rows.append(("  ".join(names), tr(key.description)))
        if rows:
            groups.append((tr(heading), rows))
    return groups
