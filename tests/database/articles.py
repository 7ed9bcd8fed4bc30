"""Documents for the tests of the store, and ways to run a part of a test in another process."""

import multiprocessing
import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from reader.model import Block, BlockKind, Document, Mark, MarkKind, Span, Structure

PASSAGES = (
    "清晨六点，巷口的包子铺已经冒起白汽。老板一边揉面，一边和熟客说笑：“今天的馅儿，香！”",
    "GPT-4 于2023年发布之后，团队把训练语料从 1.5 TB 扩到了 3 TB；推理速度却没有变慢……",
    "「𠮷野家」的招牌在雨裡閃了一下，他想起那年冬天，和父親在這裡吃過的一碗牛丼。",
    "研究者写道：模型越大，越像一面镜子——它照见的，往往是提问者自己。🙂",
    "（本报讯）昨夜的比赛踢满一百二十分钟，最后以点球分出胜负，看台上没有一个人离开。",
)


def document(text: str = PASSAGES[0], **fields: object) -> Document:
    """Return a document of one paragraph under a heading that is its title."""
    title = str(fields.setdefault("title", "早晨"))
    whole = f"{title}\n\n{text}"
    blocks = (
        Block(Span(0, len(title)), BlockKind.HEADING, level=1),
        Block(Span(len(title) + 2, len(whole))),
    )
    marks = (Mark(Span(0, 1), MarkKind.STRONG),)
    fields.setdefault("language", "zh-Hans")
    return Document(text=whole, structure=Structure(blocks, marks), **fields)  # type: ignore[arg-type]


def numbered(number: int, **fields: object) -> Document:
    """Return a document that differs from those of other numbers in text, title and path."""
    fields = {"title": f"第{number}篇", "path": f"/文章/{number}.md"} | fields
    return document(f"{PASSAGES[number % len(PASSAGES)]}（{number}）", **fields)


_FORK = multiprocessing.get_context("fork")


class Child:
    """A process that runs `body` on one end of a pipe; the test holds the other end.

    What it raises is sent as the last thing, as a string.
    """

    def __init__(self, body: Callable[[Connection], None], *, unprivileged: bool = False) -> None:
        self.pipe, theirs = _FORK.Pipe()
        self.process = _FORK.Process(target=_run, args=(body, theirs, unprivileged))
        self.process.start()
        theirs.close()

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.join()

    def finish(self) -> None:
        """Wait for its end; fail if it failed."""
        self.process.join()
        assert self.process.exitcode == 0, self.pipe.recv()


def _run(body: Callable[[Connection], None], pipe: Connection, unprivileged: bool) -> None:
    try:
        if unprivileged and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        body(pipe)
    except BaseException:  # noqa: BLE001  told to the test
        pipe.send(traceback.format_exc())
        os._exit(1)
    os._exit(0)


def unprivileged(body: Callable[[], None]) -> None:
    """Run `body` as a user to whom rights on files matter; its failures are the caller's."""
    Child(lambda _: body(), unprivileged=True).finish()
