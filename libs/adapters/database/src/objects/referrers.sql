-- Which objects name any of $1 (names), at the places ($2 types, $3 properties; "imports" is the list of templates).
SELECT o.id, o.type, o.name, place.name AS place, used.name AS "uses"
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
) AS used
WHERE used.name = ANY($1::text[])
ORDER BY used.name, o.type, o.name
LIMIT $4
