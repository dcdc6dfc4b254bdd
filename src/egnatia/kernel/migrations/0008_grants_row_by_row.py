import re

from django.db import migrations

from egnatia.kernel.store import rls

_FOUND = re.compile(r"kernel_grant\.(case_id|subject) = (\w+)\.(\w+)")
_OWN = {"kernel_casefile", "kernel_task"}


def row_by_row(apps, schema_editor):
    """Row-level security of all tables so far: the unit's own cases and tasks first, then one index probe for each row."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, qual FROM pg_policies WHERE schemaname = 'public' AND qual LIKE '%kernel_grant%'")
        for table, policy, condition in cursor.fetchall():
            found = _FOUND.search(condition)
            if found is None or found[2] != table:
                raise RuntimeError(f"policy {policy} of {table} is not as it was made: {condition}")
            visible = rls.granted_case(table, found[3]) if found[1] == "case_id" else rls.granted_subject(table, found[3])
            own = f"{rls.of_unit(table)} OR " if table in _OWN else ""
            cursor.execute(f'ALTER POLICY "{policy}" ON "{table}" USING ({rls.SYSTEM} OR {own}{visible})')


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_law_edited_here")]
    operations = [migrations.RunPython(row_by_row, migrations.RunPython.noop)]
