-- Keys of source $1 valid after import run $2 and no longer after import run $3.
SELECT earlier.key
FROM imported_row AS earlier
WHERE earlier.source_id = $1
  AND earlier.valid_from_run <= $2
  AND earlier.valid_to_run > $2
  AND earlier.valid_to_run <= $3
  AND NOT EXISTS (
    SELECT FROM imported_row AS later
    WHERE later.source_id = $1
      AND later.key = earlier.key
      AND later.valid_from_run <= $3
      AND (later.valid_to_run IS NULL OR later.valid_to_run > $3)
  )
ORDER BY earlier.key
