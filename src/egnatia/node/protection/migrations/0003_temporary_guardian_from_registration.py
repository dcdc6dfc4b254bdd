import uuid

import django.db.models.deletion
from django.db import migrations, models

import egnatia.kernel.store.fields


class Migration(migrations.Migration):
    """The table stays as it is, with its policies: only the room that it belongs to changes."""

    dependencies = [
        ("protection", "0002_row_level_security"),
        ("registration", "0006_row_level_security"),
        ("people", "0004_newest_of_a_name"),
        ("kernel", "0011_national_sources"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="TemporaryGuardian",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", egnatia.kernel.store.fields.SealedTextField(editable=False, subject="person_id")),
                        ("authority", models.CharField(max_length=120)),
                        ("named_at", models.DateTimeField()),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="kernel.casefile")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.person")),
                    ],
                    options={"db_table": "registration_temporaryguardian"},
                ),
            ]
        )
    ]
