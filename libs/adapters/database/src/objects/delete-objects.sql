-- Deletes a batch of objects together with their audit entries; $1 are ids.
WITH gone AS (
  DELETE FROM icinga_object o WHERE o.id = ANY($1::uuid[]) RETURNING o.*
), logged AS (
  INSERT INTO activity (action, object_type, object_name, before, author, run_id)
  SELECT 'delete', type, name,
    jsonb_build_object('name', name, 'kind', kind, 'disabled', disabled, 'imports', imports,
      'properties', properties, 'vars', vars),
    $2, $3
  FROM gone ORDER BY name
  RETURNING 1
)
SELECT count(*)::int AS count FROM logged
