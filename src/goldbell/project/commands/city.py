"""``goldbell city make``: a city from a seed, with everything a centre would see of it and the truth apart. No platform."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goldbell.common.errors import GoldbellError


@click.group()
def city_command() -> None:
    """合成城市 – a district that nobody lives in, with the whole truth known."""


@city_command.command("make")
@click.option("--size", default="street", show_default=True, help="street, district.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), required=True, help="Same seed, same bytes.")
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True)
@click.option("--people", type=click.IntRange(1, 5_000_000), help="Instead of the size's number of residents.")
@click.option("--crime", type=click.FloatRange(0), default=1.0, show_default=True, help="Factor; 0 is no scam at all.")
@click.option("--ordinary", type=click.FloatRange(0), default=1.0, show_default=True, help="Factor; 0 is crime alone.")
@click.option(
    "--mess", type=click.FloatRange(0, 1), default=1.0, show_default=True, help="0: every statement whole, at once."
)
@click.option("--overwrite", is_flag=True, help="Replace the city that stands in DIR.")
@click.option("--out", "folder", metavar="DIR", required=True, type=click.Path(file_okay=False, path_type=Path))
def make_command(
    size: str, seed: int, days: int, people: int | None, crime: float, ordinary: float, mess: float, overwrite: bool,
    folder: Path,
) -> None:  # fmt: skip
    """Make a city and write it to DIR, whole or not at all: reports.jsonl, payments.csv, statements/, late/, truth.json.

    Ends with 1 when it could not be made (with the reason), with 2 for wrong use.
    """
    from goldbell.engine import city
    from goldbell.project.city.writing import whole_folder, write_city

    try:
        plan = city.plan(
            size, seed=seed, days=days, people=people, crime=crime, ordinary=ordinary, mess=mess,
        )  # fmt: skip
        with whole_folder(folder.resolve(), overwrite=overwrite) as making:
            made = city.make(plan, progress=_tell)
            wrote = write_city(made, making)
    except GoldbellError as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    click.echo(
        f"{wrote['incidents']} 起诈骗，{wrote['reports']} 起报案，{wrote['movements']} 笔资金；"
        f"调单 {wrote['asked']} 户，已给 {wrote['given']} 户，迟给 {wrote['late']} 户"
    )
    click.echo(f"试一试：goldbell trace {folder} --as-of {plan.moment(plan.ends_at_s - 1).isoformat()} --json -")


def _tell(done: int, of: int) -> None:
    click.echo(f"第 {done}/{of} 天", err=True)
