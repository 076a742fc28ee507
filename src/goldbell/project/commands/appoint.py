"""``goldbell appoint``: the first three administrators of a new site; everybody else is entered by them, in the pages."""

from __future__ import annotations

import click


@click.command()
@click.option("--role", type=click.Choice(["system_admin", "security_admin", "audit_admin"]), required=True)
@click.option("--badge", required=True, help="What they sign in with.")
@click.option("--name", required=True)
@click.option(
    "--unit", "unit_code", required=True, help="Code of their unit; made as the city bureau if there is none yet."
)
@click.option(
    "--unit-name", "unit_names", nargs=2, default=("", ""), help="Chinese and English name of that first unit."
)
def appoint_command(role: str, badge: str, name: str, unit_code: str, unit_names: tuple[str, str]) -> None:
    """Appoint the first administrator of a kind and print their one-time password, once.

    Refused as soon as somebody active holds the office: from then on the security administrator appoints.
    """
    from goldbell.project.platform import wake

    wake()
    from goldbell.apps.identity import services
    from goldbell.apps.identity.models import Officer, Unit
    from goldbell.apps.identity.scope import everything
    from goldbell.common.errors import GoldbellError
    from goldbell.common.moments import utc_now

    try:
        with everything("setup") as by:
            if Officer.objects.filter(roles__contains=[role], is_active=True).exists():
                raise click.ClickException(
                    "这个岗位已经有人，请由安全管理员在“人员”页办理 · the office is held already"
                )
            unit = Unit.objects.filter(code=unit_code).first()
            if unit is None:
                if Unit.objects.exists():
                    raise click.ClickException(f"没有机构 {unit_code} · there is no unit {unit_code}")
                chinese, english = unit_names
                unit = services.add_unit(
                    by=by, now=utc_now(), code=unit_code, kind="city", name_zh=chinese, name_en=english
                )
            made = services.add_officer(by=by, now=utc_now(), badge=badge, name=name, unit_id=unit.pk, roles=[role])
    except GoldbellError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{badge}  {made.password}")
    click.echo(
        "一次性密码只显示这一次，登录后先设自己的密码 · one-time password, shown once; they set their own at first"
    )
