"""Words are found by their index although rows are scoped (docs/decisions/0005)."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0002_read_and_scripts")]

    operations: ClassVar = [
        migrations.RunSQL(
            # The text is planned anew each time, so that a rare word goes by the words' index and a common one by the
            # newest reports. The scope is asked here: whoever calls gets ids of rows they may see, and no others.
            sql="""
            CREATE FUNCTION cases_reports_with_words(asked tsquery, most integer) RETURNS TABLE (report_id bigint)
            LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
                BEGIN
                    RETURN QUERY EXECUTE
                        'SELECT id FROM cases_report WHERE lexemes @@ $1 AND goldbell_sees(unit_id)'
                        ' ORDER BY received_at DESC, id DESC LIMIT $2'
                        USING asked, most;
                END
            $$
            """,
            reverse_sql="DROP FUNCTION cases_reports_with_words(tsquery, integer)",
        ),
    ]
