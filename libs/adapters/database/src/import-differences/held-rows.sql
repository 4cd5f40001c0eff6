-- What is held of source $1 beside what is stored, ordered by key: a row without data would be removed, a key that is not
-- stored would be created.
SELECT held.key, stored.data AS before, held.data AS after
FROM held_row AS held
LEFT JOIN imported_row AS stored
  ON stored.source_id = held.source_id AND stored.key = held.key AND stored.valid_to_run IS NULL
WHERE held.source_id = $1
ORDER BY held.key
