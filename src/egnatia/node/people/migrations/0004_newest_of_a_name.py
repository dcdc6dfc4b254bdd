from django.db import migrations, models


class Migration(migrations.Migration):
    """Name keys know when their identity was recorded; row-level security binds the owner too, so the filling acts as the system."""

    dependencies = [("people", "0003_name_key_with_person")]
    operations = [
        migrations.AddField("namekey", "recorded_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            """
            SELECT set_config('app.scope', 'system', true);
            UPDATE people_namekey n SET recorded_at = p.recorded_at FROM people_person p WHERE p.id = n.person_id;
            SELECT set_config('app.scope', '', true);
            SET CONSTRAINTS ALL IMMEDIATE;
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            "namekey",
            "recorded_at",
            models.DateTimeField(help_text="When the identity was recorded: a search walks from the newest and stops"),
        ),
        migrations.AddIndex("namekey", models.Index(fields=["key", "-recorded_at"], include=["person"], name="newest_of_a_name")),
    ]
