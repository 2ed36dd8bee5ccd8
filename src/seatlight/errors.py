"""Every failure has a name, a status and one sentence that says what to do.

SeatlightError
├── WrongUsage            what was asked for makes no sense; nothing was fetched
│   ├── BadSetting        a setting has a value that cannot be used
│   ├── BadFile           a line of a file we were given cannot be read
│   └── BadWindow         days that cannot be answered
├── VendorError           the vendor did not answer as it should
│   ├── KeyRefused        the key is wrong
│   ├── PlanRefused       the key is good, the plan or its rights do not reach
│   ├── RateLimited       too many requests, ours or somebody else's
│   ├── RequestRefused    the vendor calls our request wrong
│   ├── VendorFault       a fault on the vendor's side
│   └── GarbledAnswer     an answer that is not what was asked for
├── Unreachable           no connection to the host
│   ├── TimedOut          connected, but no answer in time
│   ├── Untrusted         the host's certificate is not trusted
│   └── ProviderAway      who somebody is cannot be found out now
├── KeptUnreadable        kept totals changed or vanished while they were read
├── NotYetRead            nothing is known yet, but soon will be
├── Refused               whoever asks may not see it, or there is no such thing
│   ├── UnknownProject    Jira has no such project, or does not show it to us
│   └── NotFound          there is nothing of that name
├── BadToken              who calls does not prove who they are
├── SignInRefused         a sign-in that proves nobody, or nobody we know
├── Conflict              what is there already stands in the way
├── NotConnected          what was to be connected does not work, so nothing was saved
├── StoreFailed           the database cannot be used
│   └── BadSecretKey      a secret cannot be unsealed with the secret key we were given
├── Busy                  others are being served; in a moment there is room
├── DrawingFailed         a picture could not be drawn
├── OutputFailed          the result could not be written
└── Stopped               a person stopped it
"""

from __future__ import annotations

from typing import ClassVar


class SeatlightError(Exception):
    """A failure with a sentence for the person who has to mend it.

    `says` is that sentence, `status` the HTTP status a surface answers with, `exit_code` what the command line
    ends with, `retry` whether asking again later makes sense.
    """

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    retry: ClassVar[bool] = False

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class WrongUsage(SeatlightError):
    """What was asked for makes no sense; nothing was fetched."""

    status = 422
    exit_code = 2


class BadSetting(WrongUsage):
    """A setting has a value that cannot be used; the sentence names it."""


class BadFile(WrongUsage):
    """A file we were given cannot be read; the sentence names file, line and column."""


class BadWindow(WrongUsage):
    """The days asked for cannot be answered; the sentence says which can."""


class VendorError(SeatlightError):
    """The vendor did not answer as it should."""

    status = 502


class KeyRefused(VendorError):
    """The vendor does not accept the key."""


class PlanRefused(VendorError):
    """The key is good, but the team's plan or the key's rights do not reach this far."""


class RateLimited(VendorError):
    """The vendor says that too many requests were made, by us or by somebody else."""

    status = 503
    retry = True


class RequestRefused(VendorError):
    """The vendor calls our request wrong (a 400 or 404)."""


class VendorFault(VendorError):
    """A fault on the vendor's side, still there after every retry."""

    retry = True


class GarbledAnswer(VendorError):
    """The answer is cut off, of another form or has values of the wrong type."""

    retry = True


class Unreachable(SeatlightError):
    """No connection to the host could be made."""

    status = 504
    retry = True


class TimedOut(Unreachable):
    """The host was reached, but it did not answer in time."""


class Untrusted(Unreachable):
    """The host's certificate is not trusted here."""

    retry = False


class ProviderAway(Unreachable):
    """Who somebody is cannot be found out now: the sign-in provider or Jira does not answer as it should."""

    status = 503


class KeptUnreadable(SeatlightError):
    """Kept totals could not be read, though they were there a moment ago."""

    retry = True


class NotYetRead(SeatlightError):
    """Nothing is known yet; it is being read."""

    status = 503
    retry = True


class Refused(SeatlightError):
    """Whoever asks may not see it, or there is no such thing: from outside both look the same.

    `reason` says which, for admins and the audit log only.
    """

    status = 404

    def __init__(self, says: str, reason: str = "") -> None:
        super().__init__(says)
        self.reason = reason


class UnknownProject(Refused):
    """Jira has no such project, or does not show it to us."""


class NotFound(Refused):
    """There is nothing of that name."""

    exit_code = 2


class BadToken(SeatlightError):
    """Who calls does not prove who they are; from outside every such call looks the same.

    `reason` says what was wrong, for the log only; nothing that was sent is repeated in it.
    """

    status = 401

    def __init__(self, reason: str) -> None:
        super().__init__("This call does not prove who it comes from: open the page in Jira anew.")
        self.reason = reason


class SignInRefused(SeatlightError):
    """A sign-in that proves nobody, or nobody we know; the sentence says what the person can do.

    `reason` says what was wrong, for the log only; nothing that was sent is repeated in it.
    """

    status = 403

    def __init__(self, says: str, reason: str = "") -> None:
        super().__init__(says)
        self.reason = reason


class Conflict(SeatlightError):
    """What is there already stands in the way; the sentence names it."""

    status = 409
    exit_code = 2


class NotConnected(SeatlightError):
    """What was to be connected does not work, so nothing was saved; the sentence says why."""

    status = 422


class StoreFailed(SeatlightError):
    """The database cannot be reached, read or written; the sentence says which."""

    status = 503


class BadSecretKey(StoreFailed):
    """A secret cannot be unsealed with the secret key we were given."""


class Busy(SeatlightError):
    """Others are being served; in a moment there is room."""

    status = 503
    retry = True


class DrawingFailed(SeatlightError):
    """A picture could not be drawn; the sentence says what else there is."""


class OutputFailed(SeatlightError):
    """The result could not be written; nothing half-written was left behind."""


class Stopped(SeatlightError):
    """A person stopped it before it was done."""
