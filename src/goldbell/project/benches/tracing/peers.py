"""The same questions asked of DuckDB in the same run."""

from __future__ import annotations

import time

import duckdb
import pyarrow as pa

from goldbell.project.benches.tracing.making import Column, Made


def arrivals(made: Made, cases: Column, *, expected: int) -> float:
    """Seconds of earliest arrival in DuckDB, hop by hop until nothing is reached earlier. It must reach as many accounts."""
    with duckdb.connect() as base:
        base.execute("SET threads = 2")
        base.register("columns", pa.table({"payer": made.payer, "payee": made.payee, "moment": made.at_us}))
        base.execute("CREATE TABLE moved AS FROM columns")
        base.register("chosen", pa.table({"row": cases, "payee": made.payee[cases], "moment": made.at_us[cases]}))
        began = time.perf_counter()
        base.execute("CREATE TABLE reached AS SELECT payee AS account, min(moment) AS moment FROM chosen GROUP BY 1")
        base.execute("CREATE TABLE news AS FROM reached")
        while base.execute("SELECT count(*) FROM news").fetchone() != (0,):
            base.execute(
                "CREATE OR REPLACE TABLE found AS SELECT moved.payee AS account, min(moved.moment) AS moment FROM moved"
                " JOIN news ON moved.payer = news.account AND moved.moment > news.moment GROUP BY 1"
            )
            base.execute(
                "CREATE OR REPLACE TABLE news AS SELECT found.account, found.moment FROM found"
                " LEFT JOIN reached USING (account) WHERE reached.moment IS NULL OR found.moment < reached.moment"
            )
            base.execute(
                "CREATE OR REPLACE TABLE reached AS SELECT account, min(moment) AS moment"
                " FROM (FROM reached UNION ALL FROM news) GROUP BY 1"
            )
        spent = time.perf_counter() - began
        told = base.execute("SELECT count(*) FROM reached").fetchone()
    if told != (expected,):
        raise AssertionError(f"DuckDB reaches {told}, the kernel {expected}")
    return round(spent, 3)
