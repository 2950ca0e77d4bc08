"""The tree of errors a caller may meet.

LagebildError
├── UsageError        the call is wrong: unknown file, bad option, database of another version (exit status 2)
├── NothingReadError  not one dispatch could be read from the given paths (exit status 1)
└── DataError         packaged or user data is broken: a table row, a model file whose checksum differs

What is wrong with a single dispatch is never an error: it is a `lagebild.schema.Rejected` value.
"""


class LagebildError(Exception):
    """Root of all errors raised on purpose; its text is one line that says what, where and what to do."""


class UsageError(LagebildError):
    """The call cannot be carried out as given."""


class NothingReadError(LagebildError):
    """Every input was rejected or no input was found."""


class DataError(LagebildError):
    """Packaged or user data is broken."""
