"""What an enemy puts into texts, titles and names; and what may reach a terminal all the same."""

import re
import unicodedata
from collections.abc import Iterator

ESCAPES = {
    "colour": "\x1b[31;5m",
    "clear": "\x1b[2J\x1b[H",
    "alternate-screen": "\x1b[?1049h",
    "mouse": "\x1b[?1003h",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "hyperlink": "\x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\",
    "device-control": "\x1bP$q q\x1b\\",
    "application": "\x1b_owned\x1b\\",
    "privacy": "\x1b^owned\x1b\\",
    "reset": "\x1bc",
    "answer-back": "\x1b[6n\x1b[c\x05",
    "c1-sequence": "\x9b31m\x9d0;owned\x9c\x90q\x9c",
    "nul-bell-backspace": "\x00\x07\x08\x08\x08rm -rf",
    "carriage-return": "harmless\rowned",
    "delete-and-shift": "\x7f\x0e\x0f\x18\x1a",
    "bidi": "\u202egpj.exe\u202c\u2066abc\u2069\u200f\u061c",
    "lines": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "markup": "[bold red]红[/] [@click=app.quit]点我[/] [link=https://evil.example]链[/link] [/]",
    "braces": "{path} %s %(x)s {0} $HOME `id` $(id)",
    "emoji": "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇨🇳1️⃣",
    "tags": "\U000e0001\U000e0041\U000e0042",
    "noncharacters": "\ufffe\uffff\ufdd0\U0001ffff",
}
"""A payload of each kind, by its name."""

PLAIN = "清晨六点，巷口的包子铺已经冒起白汽，老板一边揉面，一边和熟客说笑。"

CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What never reaches stdout or stderr outside the program's own colours."""

# What Textual itself writes: colours, places, erasing, modes, a question about a mode, the
# keyboard's protocol, the shape of the mouse's pointer, the size of the window.
_ALLOWED = re.compile(
    rb"\x1b(?:\[[\d;:]*m|\[\d*;?\d*H|\[[0-3]?[JK]|\[\?\d+[hl]|\[\?\d+\$p|\[[<>=]\d*u|\[\?u"
    rb"|\[\d*[ABCD]|\[\d* q|\]22;[a-z-]+\x07|\[\d+;?\d*t|[78])"
)
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def unexpected(received: bytes) -> list[bytes]:
    """Return what a terminal got that is neither text nor a sequence the app needs."""
    rest = _ALLOWED.sub(b"", received)
    text = rest.decode(errors="surrogateescape")
    found = [rest[max(0, m.start() - 5) : m.end() + 20] for m in _CONTROL_BYTES.finditer(rest)]
    found += [
        m[0].encode(errors="surrogateescape") for m in CONTROLS.finditer(text) if m[0] not in "\r\t"
    ]
    return found


def texts() -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of files that hold text, if an odd one."""
    for name, payload in ESCAPES.items():
        yield (
            f"{name}.md",
            f"# 题{payload}目\n\n第一段{payload}完。{PLAIN}\n\n- 项{payload}\n".encode(
                errors="surrogatepass"
            ),
        )
        yield f"{name}.txt", f"题{payload}目\n\n第一段{payload}完。{PLAIN}\n".encode()
    front = "\n".join(
        f"{key}: {scalar(payload)}"
        for key, payload in zip(
            ("title", "author", "source", "url", "date"), ESCAPES.values(), strict=False
        )
    )
    tags = ", ".join(map(scalar, ESCAPES.values()))
    yield "front-matter.md", f"---\n{front}\ntags: [{tags}]\n---\n\n正文如常。\n".encode()
    yield "marks.md", ("题" + "\u0301" * 100_000 + "目\n\n正文。\n").encode()
    yield "one-line.txt", ("一行长长的字，没有尽头。" * 150_000).encode()  # 5 MB
    yield "utf-16.txt", "\ufeff一行字。\ud800\udc00孤\n".encode("utf-16-le", "surrogatepass")
    yield (
        "lone.txt",
        b"\xff\xfe" + "前\ud83d后，一行如常的字。".encode("utf-16-le", "surrogatepass"),
    )
    yield "wtf-8.txt", "前\udc80后，这是一行如常的中文字。".encode(errors="surrogatepass")
    yield "gbk.txt", "清晨六点，巷口的包子铺已经冒起白汽。\n".encode("gbk")
    yield "big5.txt", "車窗外是一片漆黑，沒有人說話，只有雨。\n".encode("big5")
    yield "mixed.txt", "清晨六点，巷口的包子铺已经冒起白汽。".encode() * 20 + b"\xff\xfe\x80"
    yield "links.md", b"[a](javascript:alert(1)) [b](file:///etc/passwd) <https://x.example>\n"
    yield "deep.md", b"> " * 5_000 + "底\n".encode()
    yield "list.md", b"".join(b" " * n + "- 项\n".encode() for n in range(300))
    yield "table.md", b"|a|b|\n|-|-|\n" + "|一|[red]二\x1b[31m|\n".encode() * 500


def failures() -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of files that hold no text at all."""
    yield "empty.md", b""
    yield "blank.txt", b"\n \t\n\xe3\x80\x80\n"
    yield "picture.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
    yield "noise.txt", bytes((n * n * 7 + n // 3) % 256 for n in range(9_000))
    yield "nuls.md", b"\0" * 5_000
    yield "controls.txt", bytes(range(1, 9)) * 500


def scalar(text: str) -> str:
    """Return `text` as a double-quoted scalar of YAML."""
    escaped = "".join(
        char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}" for char in text
    )
    return f'"{escaped}"'


def names() -> list[bytes]:
    """Return file names that hold what a name may hold: all but a slash and NUL."""
    payloads = [unicodedata.normalize("NFC", payload) for payload in ESCAPES.values()]
    encoded = [payload.encode(errors="replace") for payload in payloads]
    named = [name.replace(b"/", b"-").replace(b"\0", b"")[:200] + b".md" for name in encoded]
    return [*named, b"\xff\xfe\x80.md", b"new\nline.md", b"-rf.md", b"--json.md", b" .md"]
