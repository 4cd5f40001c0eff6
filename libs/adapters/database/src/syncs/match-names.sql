-- Remembers the names a batch of keys leads to and finds the objects that bear them, compared in lower case.
-- $1 type, $2 keys, $3 names. "earlierKey" tells that another key led to the same name before.
WITH wanted AS (
  SELECT w.key, w.name, lower(w.name) AS match_name, w.ordinal
  FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS w(key, name, ordinal)
), remembered AS (
  INSERT INTO sync_seen (name, key) SELECT DISTINCT ON (match_name) match_name, key FROM wanted ORDER BY match_name, ordinal
  ON CONFLICT (name) DO NOTHING RETURNING name, key
)
SELECT w.ordinal::int AS ordinal,
  CASE WHEN remembered.key = w.key THEN NULL ELSE coalesce(remembered.key, earlier.key) END AS "earlierKey",
  o.id, o.type, o.name, o.kind::text AS kind, o.disabled, o.properties, o.vars, o.imports, o.revision,
  o.owner_rule AS "ownerRule"
FROM wanted w
LEFT JOIN remembered ON remembered.name = w.match_name
LEFT JOIN sync_seen earlier ON earlier.name = w.match_name
LEFT JOIN icinga_object o ON o.type = $1 AND lower(o.name) = w.match_name
ORDER BY w.ordinal, o.name <> w.name
