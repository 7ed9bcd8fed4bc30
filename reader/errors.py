"""What can go wrong in a way the user can mend.

    ReaderError
    ├── ConfigError            the configuration file says something we cannot follow
    ├── ArticleNotFound        no article, or more than one, answers to an id
    ├── NoteNotFound           no note, or more than one, answers to an id
    ├── NoteRefused            what was given cannot be kept as a note
    │   └── QuoteNotFound      a quote does not occur, or it is not said which one is meant
    ├── ExportFailed           notes could not be written, or a template cannot be followed
    ├── NotesRefused           a file of notes cannot be read, or is none
    ├── DraftNotKept           what was typed could not be kept in a file
    ├── AddressRefused         an address that is not opened, being no plain web address
    ├── BrowserMissing         no browser could be started
    ├── MergeRefused           two articles cannot be made one
    ├── SearchStopped          a search was given up for a newer one
    ├── SearchUnknown          no search is saved under a name, or a name is missing
    ├── ImportFailed           one item could not be imported; the others were
    │   ├── Unreadable         missing, a dangling link, no right to read, a failing disk
    │   ├── NotAFile           a FIFO, socket or device, which may never end
    │   ├── NotText            binary content, or nothing that decodes
    │   ├── Empty              no text in it
    │   ├── Damaged            broken, or not what its name says
    │   ├── Protected          nothing can be read without a password
    │   ├── ExtraMissing       its kind is read by a part of reader that is not installed
    │   ├── TooLarge           more than an article can be
    │   ├── NotAFeed           something else than RSS, Atom or JSON Feed
    │   ├── FetchFailed        what stands at an address does not come
    │   └── FetchRefused       an address that is not asked, or an answer that is not to be read
    ├── SearchIndexError       the index refuses; the articles themselves are not concerned
    │   ├── IndexDamaged       its files are not as they were written: it is to be made anew
    │   ├── IndexBusy          another process writes to it right now
    │   └── IndexUnwritable    its folder may not be written, or there is no space left
    └── LibraryError           the library's database refuses
        ├── LibraryUnreachable its folder or file cannot be made or opened
        ├── LibraryLocked      another process holds it longer than we wait
        ├── LibraryReadOnly    it can be read but not written
        ├── LibraryFull        no space left
        ├── LibraryTooNew      written by a newer version of reader
        └── LibraryDamaged     not a reader library, or a broken file

The message of each says in the user's language what happened, what was kept and what to do.
Everything else that is raised is a bug and propagates.
"""


class ReaderError(Exception):
    """Something failed in a way that the user can understand and mend."""


class ConfigError(ReaderError):
    """The configuration holds an unknown key or a value out of range."""


class ArticleNotFound(ReaderError):
    """No article, or more than one, answers to an id."""


class NoteNotFound(ReaderError):
    """No note, or more than one, answers to an id."""


class NoteRefused(ReaderError):
    """What was given cannot be kept as a note."""


class QuoteNotFound(NoteRefused):
    """A quote does not occur in the article, or several times and it is not said which."""


class ExportFailed(ReaderError):
    """Notes could not be written, or a template cannot be followed."""


class NotesRefused(ReaderError):
    """A file of notes cannot be read, or is none."""


class DraftNotKept(ReaderError):
    """What was typed could not be kept in a file."""


class AddressRefused(ReaderError):
    """An address is not one of a web site, or hides what it is."""


class BrowserMissing(ReaderError):
    """No browser could be started."""


class MergeRefused(ReaderError):
    """Two articles cannot be made one, or nothing can be said of them: they are the same."""


class SearchStopped(ReaderError):
    """A search was given up before its end: nobody waits for the answer any more."""


class SearchUnknown(ReaderError):
    """No search is saved under a name."""


class ImportFailed(ReaderError):
    """One item could not be imported."""


class Unreadable(ImportFailed):
    """The item is missing, or may not be read."""


class NotAFile(ImportFailed):
    """The item is a FIFO, a socket or a device."""


class NotText(ImportFailed):
    """The item's bytes are no text in an encoding we know."""


class Empty(ImportFailed):
    """The item holds no text."""


class Damaged(ImportFailed):
    """The item is broken, or not what its name says."""


class Protected(ImportFailed):
    """The item can be read only with a password."""


class ExtraMissing(ImportFailed):
    """The item's kind is read by a part of reader that is not installed."""


class TooLarge(ImportFailed):
    """The item is larger than an article can be."""


class SearchIndexError(ReaderError):
    """The index refuses; the articles themselves are not concerned."""


class IndexDamaged(SearchIndexError):
    """The index's files are not as they were written: it is to be made anew."""


class IndexBusy(SearchIndexError):
    """Another process, or another thread, writes to the index right now."""


class IndexUnwritable(SearchIndexError):
    """The index's folder may not be written, or there is no space left."""


class NotAFeed(ImportFailed):
    """Something else than RSS, Atom or JSON Feed, or than a list of feeds."""


class FetchFailed(ImportFailed):
    """What stands at an address does not come."""


class FetchRefused(ImportFailed):
    """An address that is not asked, or an answer that holds nothing to read."""


class LibraryError(ReaderError):
    """The library's database refuses."""


class LibraryUnreachable(LibraryError):
    """The library's folder or file cannot be made or opened."""


class LibraryLocked(LibraryError):
    """Another process holds the library longer than we wait."""


class LibraryReadOnly(LibraryError):
    """The library can be read but not written."""


class LibraryFull(LibraryError):
    """There is no space left for the library."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version of reader."""


class LibraryDamaged(LibraryError):
    """The file is not a library of reader, or it is broken."""
