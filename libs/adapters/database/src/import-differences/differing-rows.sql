-- Rows of source $1 that differ between the import runs $2 and $3, the later one: key, and the versions valid after each
-- (null: none). Only what was closed or opened between the two is read, by the indices imported_row_closed and
-- imported_row_opened; a row that was changed and changed back is no difference.
SELECT key, earlier.valid_from_run AS before_run, later.valid_from_run AS after_run
FROM (
  SELECT key, valid_from_run, checksum
  FROM imported_row
  WHERE source_id = $1 AND valid_to_run > $2 AND valid_to_run <= $3 AND valid_from_run <= $2
) AS earlier
FULL JOIN (
  SELECT key, valid_from_run, checksum
  FROM imported_row
  WHERE source_id = $1 AND valid_from_run > $2 AND valid_from_run <= $3 AND (valid_to_run IS NULL OR valid_to_run > $3)
) AS later USING (key)
WHERE earlier.checksum IS DISTINCT FROM later.checksum
