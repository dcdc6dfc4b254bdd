from django.db import migrations

# Of earlier acts it is known alone that the right to ask for asylum was among what was told.
_MOVE = """
SELECT set_config('app.scope', 'system', true);
INSERT INTO information_told (id, case_id, step, items, language, interpreter_present, answer, by_name, at)
SELECT gen_random_uuid(), case_id, 'BORDER', ARRAY['ASYLUM'], informed_language, interpreter_present, 'BEFORE', '', informed_at
FROM border_borderact WHERE informed_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("border", "0002_row_level_security"), ("information", "0002_row_level_security")]
    operations = [
        migrations.RunSQL(_MOVE, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="borderact", name="informed_at"),
        migrations.RemoveField(model_name="borderact", name="informed_language"),
        migrations.RemoveField(model_name="borderact", name="interpreter_present"),
    ]
