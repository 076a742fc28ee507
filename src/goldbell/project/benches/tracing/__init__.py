"""Following money: a made ledger of millions of transfers, every kernel, its limit on this machine, and DuckDB in the same run."""

import click

from goldbell.project.benches.tracing.measuring import run


class _Rows(click.ParamType[int]):
    """A number that may be written 10M or 500k."""

    name = "rows"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).lower().replace(",", "")
        factor = {"k": 1_000, "m": 1_000_000}.get(text[-1:], 1)
        try:
            return int(float(text[:-1] if factor > 1 else text) * factor)
        except ValueError:
            self.fail(f"{value!r} is no number of rows; write 10M, 500k or 1000000", param, ctx)


OPTIONS = (
    click.Option(["--rows"], type=_Rows(), default="10M", show_default=True, help="Transfers in the ledger."),
    click.Option(["--peers/--no-peers"], default=True, show_default=True, help="Measure DuckDB too (slow at 50M)."),
)

__all__ = ["OPTIONS", "run"]
