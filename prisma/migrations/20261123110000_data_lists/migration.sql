-- Data lists: values by name, which the property modifier director.map looks things up in.
CREATE TABLE "data_list" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_list_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "data_list_name_key" ON "data_list"("name");

CREATE TABLE "data_list_entry" (
    "list_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "data_list_entry_pkey" PRIMARY KEY ("list_id", "name")
);
ALTER TABLE "data_list_entry" ADD CONSTRAINT "data_list_entry_list_id_fkey"
    FOREIGN KEY ("list_id") REFERENCES "data_list"("id") ON DELETE CASCADE ON UPDATE CASCADE;
