import re

from django.db import migrations

from egnatia.kernel.store import rls

_OLD = re.compile(r"\((\w+) IN \( SELECT kernel_grant\.(case_id|subject)")


def by_index(apps, schema_editor):
    """Row-level security of tables made before: an index probe instead of a list of all grants. A new deployment has nothing to change."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, qual FROM pg_policies WHERE schemaname = 'public' AND qual LIKE '%kernel_grant%'")
        for table, policy, condition in cursor.fetchall():
            found = _OLD.search(condition)
            if found is None:
                continue
            visible = rls.granted_case(table, found[1]) if found[2] == "case_id" else rls.granted_subject(table, found[1])
            cursor.execute(f'ALTER POLICY "{policy}" ON "{table}" USING ({rls.SYSTEM} OR {visible})')


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_queue_of_existing_cases")]
    operations = [migrations.RunPython(by_index, migrations.RunPython.noop)]
