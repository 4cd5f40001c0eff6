-- Replaces a batch of objects, each only if nobody changed it since it was read, together with the audit entries.
WITH wanted AS (
  SELECT * FROM json_to_recordset($1) AS w(
    id uuid, revision int, name text, kind object_kind, disabled boolean, properties jsonb, vars jsonb,
    imports varchar[], before jsonb)
), changed AS (
  UPDATE icinga_object o SET
    name = w.name, kind = w.kind, disabled = w.disabled, properties = w.properties, vars = w.vars,
    imports = w.imports, revision = o.revision + 1, updated_at = now()
  FROM wanted w
  WHERE o.id = w.id AND o.revision = w.revision
  RETURNING o.*, w.before
), logged AS (
  INSERT INTO activity (action, object_type, object_name, before, after, author, run_id)
  SELECT 'modify', type, name, before,
    jsonb_build_object('name', name, 'kind', kind, 'disabled', disabled, 'imports', imports,
      'properties', properties, 'vars', vars),
    $2, $3
  FROM changed ORDER BY name
  RETURNING 1
)
SELECT count(*)::int AS count FROM logged
