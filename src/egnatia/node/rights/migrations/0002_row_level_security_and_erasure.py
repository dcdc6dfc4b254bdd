from django.db import migrations

from egnatia.kernel.store.rls import by_subject

# Walks all foreign keys downwards: a table that is added later is erased too, and one that cannot be walked stops it with an error.
_ERASE = """
CREATE FUNCTION rights_erase_rows(root regclass, key text, ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    child record;
    below uuid[];
    has_children boolean;
BEGIN
    IF cardinality(ids) = 0 THEN RETURN; END IF;
    FOR child IN
        SELECT c.conrelid::regclass AS tab, a.attname AS col, p.attname AS pk, p.atttypid = 'uuid'::regtype AS uuid_key
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_index i ON i.indrelid = c.conrelid AND i.indisprimary
        JOIN pg_attribute p ON p.attrelid = c.conrelid AND p.attnum = i.indkey[0]
        WHERE c.contype = 'f' AND c.confrelid = root
    LOOP
        SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND confrelid = child.tab) INTO has_children;
        IF has_children THEN
            IF NOT child.uuid_key THEN RAISE EXCEPTION 'rows of % cannot be walked', child.tab; END IF;
            EXECUTE format('SELECT coalesce(array_agg(%I), ''{}'') FROM %s WHERE %I = ANY($1)', child.pk, child.tab, child.col) INTO below USING ids;
            PERFORM rights_erase_rows(child.tab, child.pk, below);
        ELSE
            EXECUTE format('DELETE FROM %s WHERE %I = ANY($1)', child.tab, child.col) USING ids;
        END IF;
    END LOOP;
    EXECUTE format('DELETE FROM %s WHERE %I = ANY($1)', root, key) USING ids;
END $$;
REVOKE ALL ON FUNCTION rights_erase_rows(regclass, text, uuid[]) FROM PUBLIC;

CREATE FUNCTION rights_erase_case(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.scope', true) IS DISTINCT FROM 'system' THEN
        RAISE EXCEPTION 'only the nightly erasure erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM rights_erasure WHERE case_id = which) THEN
        RAISE EXCEPTION 'no erasure of this case is recorded' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM kernel_doneaction WHERE case_id = which OR asked_case = which;
    PERFORM rights_erase_rows('kernel_casefile', 'id', ARRAY[which]);
END $$;

CREATE FUNCTION rights_erase_person(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.scope', true) IS DISTINCT FROM 'system' THEN
        RAISE EXCEPTION 'only the nightly erasure erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM kernel_casefile WHERE subject = which) THEN
        RAISE EXCEPTION 'this person still has a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM rights_erase_rows('people_person', 'id', ARRAY[which]);
    DELETE FROM kernel_subjectkey WHERE subject = which;
END $$;
"""
_DROP = "DROP FUNCTION rights_erase_person(uuid); DROP FUNCTION rights_erase_case(uuid); DROP FUNCTION rights_erase_rows(regclass, text, uuid[]);"


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("kernel", "0011_national_sources"), ("people", "0004_newest_of_a_name")]
    operations = [by_subject("rights_keeping"), migrations.RunSQL(_ERASE, _DROP)]
