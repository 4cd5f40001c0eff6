-- Takes the rows of import run $2, the first one of source $1, from their place and holds them instead.
WITH placed AS (
  DELETE FROM imported_row
  WHERE source_id = $1 AND valid_from_run = $2
  RETURNING key, checksum, data
)
INSERT INTO held_row (source_id, key, checksum, data)
SELECT $1, key, checksum, data
FROM placed
