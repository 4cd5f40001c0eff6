-- Deletes what vanished, together with the audit entries. $1 author, $2 run.
WITH gone AS (
  DELETE FROM icinga_object o USING sync_vanished v WHERE o.id = v.id RETURNING o.*
), logged AS (
  INSERT INTO activity (action, object_type, object_name, before, author, run_id)
  SELECT 'delete', type, name,
    jsonb_build_object('name', name, 'kind', kind, 'disabled', disabled, 'imports', imports,
      'properties', properties, 'vars', vars),
    $1, $2
  FROM gone ORDER BY name
  RETURNING 1
)
SELECT count(*)::int AS count FROM logged
