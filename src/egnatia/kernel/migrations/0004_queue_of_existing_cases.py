from django.db import migrations


class Migration(migrations.Migration):
    """What the queue sorts by, for cases that were there before; row-level security binds the owner too, so it acts as the system."""

    dependencies = [("kernel", "0003_people_who_work_here")]
    operations = [
        migrations.RunSQL(
            """
            SELECT set_config('app.scope', 'system', true);
            UPDATE kernel_casefile c SET
                due_at = (SELECT min(k.due_at) FROM kernel_clockrow k WHERE k.case_id = c.id AND k.state = 'OPEN'),
                late = NOT c.closed AND EXISTS (
                    SELECT 1 FROM kernel_task t WHERE t.case_id = c.id AND t.done_at IS NULL
                    AND t.code IN (SELECT k.code FROM kernel_clockrow k WHERE k.case_id = c.id));
            SELECT set_config('app.scope', '', true);
            """,
            migrations.RunSQL.noop,
        )
    ]
