-- Creates a batch of objects together with their audit entries. The batch is one JSON list: lists of different lengths
-- (imports) cannot travel in arrays for unnest.
WITH wanted AS (
  SELECT * FROM json_to_recordset($1) AS w(
    type text, name text, kind object_kind, disabled boolean, properties jsonb, vars jsonb, imports varchar[],
    "ownerRule" text)
), made AS (
  INSERT INTO icinga_object (type, name, kind, disabled, properties, vars, imports, owner_rule)
  SELECT type, name, kind, disabled, properties, vars, imports, "ownerRule" FROM wanted
  RETURNING *
), logged AS (
  INSERT INTO activity (action, object_type, object_name, after, author, run_id)
  SELECT 'create', type, name,
    jsonb_build_object('name', name, 'kind', kind, 'disabled', disabled, 'imports', imports,
      'properties', properties, 'vars', vars),
    $2, $3
  FROM made ORDER BY name
  RETURNING 1
)
SELECT count(*)::int AS count FROM logged
