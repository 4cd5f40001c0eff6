-- A held import is a difference: it can be applied to the rows it was compared with only. A worker of an older version
-- imports without dropping it.
ALTER TABLE "held_import" ADD COLUMN "base_import_run_id" BIGINT;

UPDATE "held_import" SET "base_import_run_id" = (
  SELECT max("id") FROM "import_run" WHERE "import_run"."source_id" = "held_import"."source_id"
);
