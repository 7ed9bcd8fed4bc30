"""Messages with fields, which cost little to declare."""

from inspect import get_annotations
from typing import Any, ClassVar, dataclass_transform

from textual.message import Message


@dataclass_transform(eq_default=False)
class Report(Message):
    """A message with the fields that its class declares, given and read as a dataclass's are.

    Fifty are declared before the first frame. A dataclass compiles methods for each of them, which
    takes a thirtieth of a start; no message is ever compared or printed.
    """

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._fields += tuple(get_annotations(cls))

    def __init__(self, *values: Any, **named: Any) -> None:
        """Take a value for each field in order or by name; raises TypeError as a function would."""
        super().__init__()
        given = dict(zip(self._fields, values, strict=False))
        unknown = [*values[len(given) :], *(name for name in named if name not in self._fields)]
        missing = [
            name
            for name in self._fields
            if name not in given and name not in named and not hasattr(type(self), name)
        ]
        if unknown or missing or given.keys() & named.keys():
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self._fields)}")
        for name, value in (given | named).items():
            setattr(self, name, value)
