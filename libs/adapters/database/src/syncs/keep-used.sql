-- Takes the mark from vanished objects that something staying still names. $1 type, $2 types and $3 properties that can
-- name it. Tells one user of each.
WITH used AS (
  SELECT o.type, o.name, place.name AS place, named.name AS uses
  FROM unnest($2::text[], $3::text[]) AS place(type, name)
  JOIN icinga_object o ON o.type = place.type
  CROSS JOIN LATERAL (
    SELECT unnest(o.imports)::text AS name WHERE place.name = 'imports'
    UNION ALL
    SELECT jsonb_array_elements_text(
      CASE jsonb_typeof(o.properties -> place.name)
        WHEN 'array' THEN o.properties -> place.name
        WHEN 'string' THEN jsonb_build_array(o.properties -> place.name)
        ELSE '[]'
      END)
    WHERE place.name <> 'imports'
  ) AS named
  WHERE named.name IN (SELECT v.name FROM sync_vanished v)
    AND NOT EXISTS (SELECT FROM sync_vanished v WHERE v.id = o.id)
  UNION ALL
  SELECT 'job', name, 'time period', time_period FROM job_definition WHERE $1 = 'TimePeriod'
), kept AS (
  DELETE FROM sync_vanished v WHERE v.name IN (SELECT uses FROM used) RETURNING v.name
)
SELECT DISTINCT ON (kept.name) kept.name, used.type AS "userType", used.name AS "userName", used.place
FROM kept JOIN used ON used.uses = kept.name
ORDER BY kept.name, used.type, used.name
