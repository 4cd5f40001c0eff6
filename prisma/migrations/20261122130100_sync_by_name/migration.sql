-- Sync rules compare names in lower case; a batch of names is looked up by this index.
CREATE INDEX "icinga_object_type_lower_name" ON "icinga_object" ("type", lower("name"));

-- Whether a rule may purge although one of its sources has no rows at all.
ALTER TABLE "sync_rule" ADD COLUMN "purge_empty_source" BOOLEAN NOT NULL DEFAULT false;
