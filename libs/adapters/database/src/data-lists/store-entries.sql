-- Gives the list ($1) the entries named $2 with the values $3 (JSON texts, in the same order). When $4 is true, entries
-- that are not among them go. One statement for any number of entries; entries that stay as they are, are not written,
-- so a list of 100,000 entries of which one changed costs one row.
WITH written AS MATERIALIZED (
  SELECT name, value::jsonb AS value FROM unnest($2::text[], $3::text[]) AS entry (name, value)
), removed AS (
  DELETE FROM data_list_entry
  WHERE $4 AND list_id = $1 AND NOT EXISTS (SELECT FROM written WHERE written.name = data_list_entry.name)
  RETURNING name
), stored AS (
  INSERT INTO data_list_entry (list_id, name, value)
  SELECT $1, name, value FROM written
  ON CONFLICT (list_id, name) DO UPDATE SET value = excluded.value
    WHERE data_list_entry.value <> excluded.value
  RETURNING name
)
SELECT (SELECT count(*)::int FROM stored) AS stored, (SELECT count(*)::int FROM removed) AS removed
