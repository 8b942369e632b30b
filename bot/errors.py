"""Everything that can go wrong in the shell, in one tree.

    VigilError                  what Vigil raises on purpose; `str(error)` is one plain sentence for a person
    ├── SettingsError           the settings file is wrong; names file, line and what to do
    ├── KeyFault                the key cannot be read or is not a key
    ├── ClockSetRight           Vigil has to begin anew, by the right time
    ├── StoreError              the data folder cannot be used
    │   ├── WrongKey            this key does not open this database
    │   ├── DatabaseIsNewer     a newer Vigil wrote this database
    │   ├── AlreadyRunning      another Vigil holds this data folder
    │   ├── CopiedFolder        another Vigil runs, or has run since, on a copy of it: a person has to look
    │   └── DiskFault           the disk is full, read-only or broken; it may pass, start again
    └── MatrixError             the homeserver did not do what was asked
        ├── Unreachable         it will pass: network, time-out, 5xx, garbage, an account that is locked for
        │   │                       now; try again later
        │   └── RateLimited     429; `retry_after` says when
        ├── Refused             a permanent no; `errcode` says which
        │   ├── PasswordNeeded  not without the account's password
        │   ├── WrongPassword   not with this password, or there is none at hand
    │   └── NoPasswordLogin the homeserver logs nobody in by a password
        └── LoggedOut           the access token is no longer valid, and cannot be renewed: stop
            └── IdentityConflict  the account is not, or cannot be shown to be, Vigil's: stop, a person has to
                                look

No sentence here holds a user ID, a room ID, a token or a message: it may be logged.
"""

from __future__ import annotations

from datetime import timedelta


class VigilError(Exception):
    """The root; its text is one plain sentence that says what to do."""


class SettingsError(VigilError):
    """The settings file cannot be used as it is."""


class ClockSetRight(VigilError):
    """The machine's clock was wrong by days, and is right; whoever holds times in memory begins anew."""


class KeyFault(VigilError):
    """The database key cannot be read, or is not 64 hexadecimal digits."""


class StoreError(VigilError):
    """The data folder cannot be used."""


class WrongKey(StoreError):
    """The key does not open the database."""


class DatabaseIsNewer(StoreError):
    """The database was written by a newer Vigil; this one would damage it."""


class AlreadyRunning(StoreError):
    """Another process uses this data folder."""


class CopiedFolder(StoreError):
    """The device of this data folder is, or has been since, that of another Vigil on a copy of it."""


class DiskFault(StoreError):
    """The data folder's disk takes nothing any more; `full`: for want of room."""

    def __init__(self, sentence: str, *, full: bool = False) -> None:
        super().__init__(sentence)
        self.full = full


class MatrixError(VigilError):
    """The homeserver did not do what was asked."""


class Unreachable(MatrixError):
    """A fault that passes; the same request may be made again.

    `retry_after` is what the homeserver asked for, if it asked; `answered` the status with which somebody has
    answered who does not speak as a Matrix homeserver does, or does not know this request.
    """

    def __init__(
        self, sentence: str, retry_after: timedelta | None = None, answered: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        self.answered = answered


class RateLimited(Unreachable):
    """The homeserver asked us to slow down (429, M_LIMIT_EXCEEDED)."""


class Refused(MatrixError):
    """A permanent no of the homeserver: the same request would be refused again."""

    def __init__(self, status: int, errcode: str) -> None:
        super().__init__(f"The homeserver refused the request ({status}, {errcode}).")
        self.status = status
        self.errcode = errcode


class PasswordNeeded(Refused):
    """The homeserver wants to know that it is the account's owner who asks (spec: "User-interactive API").

    `session` goes along when the same is asked again with the password.
    """

    def __init__(self, session: str | None) -> None:
        super().__init__(401, "password_needed")
        self.session = session


class WrongPassword(Refused):
    """The homeserver does not accept the password, or there is none to give."""

    def __init__(self) -> None:
        super().__init__(401, "password_not_accepted")


class NoPasswordLogin(Refused):
    """The homeserver offers no login by a password."""

    def __init__(self, status: int) -> None:
        super().__init__(status, "no_password_login")


class LoggedOut(MatrixError):
    """The access token is no longer valid (M_UNKNOWN_TOKEN)."""


class IdentityConflict(LoggedOut):
    """The homeserver shows another identity or device than Vigil's own, or does not let it show its own.

    Final, as `LoggedOut` is: whoever speaks for the account now, it is not Vigil.
    """
