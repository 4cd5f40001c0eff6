-- One page of the rows as import run $2 of source $1 left them; $3 is the last key of the page before (empty for the
-- first page: no key is empty), $4 the page size. Reads along the primary key (source, key, valid from), so a page
-- costs the same wherever it lies.
SELECT key, data
FROM imported_row
WHERE source_id = $1
  AND key > $3
  AND valid_from_run <= $2
  AND (valid_to_run IS NULL OR valid_to_run > $2)
ORDER BY key
LIMIT $4
