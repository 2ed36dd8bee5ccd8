"""Kept totals on Spark: the session that runs already, else a quiet one on this machine."""

from __future__ import annotations

import atexit
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from subprocess import DEVNULL
from threading import Lock
from typing import TYPE_CHECKING, Any

import narwhals as nw

from seatlight.errors import BadSetting
from seatlight.tables.schema import KEPT, KEPT_READ

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

TYPES = {nw.Int32: "int", nw.Int64: "bigint", nw.String: "string", nw.Date: "date"}
LOCAL = {
    "spark.master": "local[*]",
    "spark.app.name": "seatlight",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    # Looking at a few hundred files on our own disk is no task for workers.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",
}
STARTING = Lock()


def spark_engine(paths: Sequence[Path]) -> nw.LazyFrame[Any]:
    """The rows of these files as Spark reads them."""
    with STARTING:
        session = _session()
    rows: nw.LazyFrame[Any] = nw.from_native(_read(session, paths))
    return rows


def _read(session: SparkSession, paths: Sequence[Path]) -> DataFrame:
    from pyspark.sql.functions import unix_date

    if not paths:
        return session.createDataFrame([], _columns(KEPT_READ))
    rows = session.read.schema(_columns(KEPT)).parquet(*map(_address, paths))
    return rows.withColumn("day", unix_date("day"))


def _address(path: Path) -> str:
    """A file of this machine as Spark is told of it, which takes brackets and stars for a pattern."""
    return "file://" + re.sub(r"([][{}*?\\])", r"\\\1", str(path.resolve()))


def _columns(schema: dict[str, Any]) -> str:
    return ", ".join(f"{name} {TYPES[kind]}" for name, kind in schema.items())


@cache
def _session() -> SparkSession:
    """The session of whoever calls us, or one of our own that ends with the process."""
    try:
        import pyarrow  # noqa: F401  Spark hands its answers over with it
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkRuntimeError
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BadSetting(
            "Reading kept totals with Spark needs an extra: run `pip install 'seatlight[spark]'`, or choose polars."
        ) from error

    if running := SparkSession.getActiveSession():
        return running
    conf = SparkConf().setAll(LOCAL.items())
    try:
        # Java writes to its own streams whatever Spark is told; ours carry the report.
        gateway = launch_gateway(conf, {"stdout": DEVNULL, "stderr": DEVNULL})
    except PySparkRuntimeError as error:
        raise BadSetting(
            "Reading kept totals with Spark needs Java 17 or newer, and none started: install it or name its folder "
            "in JAVA_HOME, or choose polars."
        ) from error
    context = SparkContext(conf=conf, gateway=gateway)
    atexit.register(context.stop)
    return SparkSession(context)
