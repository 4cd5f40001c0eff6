-- Disables what vanished, together with the audit entries. $1 author, $2 run.
WITH changed AS (
  UPDATE icinga_object o SET disabled = true, revision = revision + 1, updated_at = now()
  FROM sync_vanished v WHERE o.id = v.id
  RETURNING o.*
), logged AS (
  INSERT INTO activity (action, object_type, object_name, before, after, author, run_id)
  SELECT 'modify', type, name, state || '{"disabled": false}', state || '{"disabled": true}', $1, $2
  FROM changed, jsonb_build_object('name', name, 'kind', kind, 'imports', imports, 'properties', properties,
    'vars', vars) AS state
  ORDER BY name
  RETURNING 1
)
SELECT count(*)::int AS count FROM logged
