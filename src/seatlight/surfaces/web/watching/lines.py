"""The log: a line of JSON on stderr for each thing worth telling, without anybody's name, address or secret.

What libraries say may hold addresses with their queries, and what failures say may hold rows: of both only the kind
and the place in the code are told. Our own lines are sentences without values, and the fields in `told`.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

import msgspec

from seatlight.surfaces.web.watching.ids import CURRENT

OURS = "seatlight"
MOST_FRAMES = 12
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
encode = msgspec.json.Encoder().encode


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Instant, level, sentence, ids of the request, its fields, and where a failure happened."""
        ours = record.name.split(".")[0] == OURS
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        line["says"] = record.getMessage() if ours else f"see line {record.lineno} of {record.module}"
        ids = CURRENT.get()
        if ids is not None:
            line["request_id"] = ids.request
            if ids.trace is not None:
                line["trace_id"] = ids.trace
        line.update(getattr(record, "told", None) or {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": type(record.exc_info[1]).__name__, "where": _where(record.exc_info[2])}
        return encode(line).decode()


def _where(trace: TracebackType | None) -> list[str]:
    """The last places in the code on the way to a failure, without the values there."""
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


def write_log(level: str, stream: TextIO | None = None) -> None:
    """From now on everything that is logged in this process goes to stderr as lines of JSON.

    `level` is one of `LEVELS`; of libraries only warnings are told.
    """
    told = logging.StreamHandler(stream or sys.stderr)
    told.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [told]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(LEVELS[level])
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False
    sys.excepthook = _ended
    threading.excepthook = lambda ended: _failed(ended.exc_value)
    sys.unraisablehook = lambda ended: _failed(ended.exc_value)


def _failed(error: BaseException | None) -> None:
    logging.getLogger(OURS).error("a thread ended in a failure that nobody expected", exc_info=error)


def _ended(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    logging.getLogger(OURS).critical("the service ended in a failure that nobody expected", exc_info=error)
