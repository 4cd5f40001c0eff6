-- Marks objects a rule created and no row leads to any more. $1 type, $2 rule, $3 true: only those not disabled yet,
-- $4 kinds.
WITH marked AS (
  INSERT INTO sync_vanished (id, name)
  SELECT o.id, o.name FROM icinga_object o
  WHERE o.type = $1 AND o.owner_rule = $2 AND o.kind::text = ANY($4::text[]) AND NOT (o.disabled AND $3)
    AND NOT EXISTS (SELECT FROM sync_seen s WHERE s.name = lower(o.name))
  RETURNING 1
)
SELECT count(*)::int AS count FROM marked
