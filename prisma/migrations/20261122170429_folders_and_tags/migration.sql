-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "seeded_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "workflow" ADD COLUMN     "folder_id" UUID,
ADD COLUMN     "node_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "purged_at" TIMESTAMPTZ(3),
ADD COLUMN     "search" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "folder" (
    "workspace_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "depth" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "folder_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "tag" (
    "workspace_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "workflow_tag" (
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "workflow_tag_pkey" PRIMARY KEY ("workspace_id","workflow_id","tag_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "folder_workspace_id_id_depth_key" ON "folder"("workspace_id", "id", "depth");

-- CreateIndex
CREATE INDEX "workflow_tag_workspace_id_tag_id_idx" ON "workflow_tag"("workspace_id", "tag_id");

-- CreateIndex
CREATE INDEX "workflow_workspace_id_folder_id_idx" ON "workflow"("workspace_id", "folder_id");

-- CreateIndex
CREATE INDEX "workflow_workspace_id_created_at_id_idx" ON "workflow"("workspace_id", "created_at" DESC, "id");

-- AddForeignKey
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_workspace_id_folder_id_fkey" FOREIGN KEY ("workspace_id", "folder_id") REFERENCES "folder"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_tag" ADD CONSTRAINT "workflow_tag_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_tag" ADD CONSTRAINT "workflow_tag_workspace_id_tag_id_fkey" FOREIGN KEY ("workspace_id", "tag_id") REFERENCES "tag"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A parent is one above its child, which also keeps circles out. Checked at the end of the statement, so that a whole
-- tree may be moved or deleted by one.
ALTER TABLE "folder" ADD COLUMN "parent_depth" SMALLINT GENERATED ALWAYS AS (CASE WHEN "parent_id" IS NULL THEN NULL ELSE "depth" - 1 END) STORED;
ALTER TABLE "folder" ADD CONSTRAINT "folder_parent_fkey" FOREIGN KEY ("workspace_id", "parent_id", "parent_depth")
  REFERENCES "folder"("workspace_id", "id", "depth") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "folder" ADD CONSTRAINT "folder_depth_check" CHECK ("depth" BETWEEN 1 AND 5 AND ("depth" = 1) = ("parent_id" IS NULL));
ALTER TABLE "folder" ADD CONSTRAINT "folder_name_check" CHECK (btrim("name") <> '' AND length("name") <= 100);
ALTER TABLE "tag" ADD CONSTRAINT "tag_name_check" CHECK (btrim("name") <> '' AND length("name") <= 50);
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_purged_check" CHECK ("purged_at" IS NULL OR "deleted_at" IS NOT NULL);

CREATE UNIQUE INDEX "folder_name_key" ON "folder"("workspace_id", COALESCE("parent_id", '00000000-0000-0000-0000-000000000000'), lower("name"));
CREATE INDEX "folder_parent_idx" ON "folder"("workspace_id", "parent_id");
CREATE UNIQUE INDEX "tag_name_key" ON "tag"("workspace_id", lower("name"));

-- The lists of workflows: what is there, by its change or its name; the trash.
CREATE INDEX "workflow_updated_idx" ON "workflow"("workspace_id", "updated_at" DESC, "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "workflow_name_idx" ON "workflow"("workspace_id", lower("name"), "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "workflow_deleted_idx" ON "workflow"("workspace_id", "deleted_at" DESC, "id") WHERE "deleted_at" IS NOT NULL;

-- What the lists need of a draft is read off it when it is written. PostgreSQL's JSON functions refuse the escapes of NUL
-- and of lone surrogates, which a config may hold: they are taken out first. A draft that is no workflow is no reason to
-- refuse it here.
CREATE FUNCTION describe_workflow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  nodes json;
  types text := '';
BEGIN
  NEW.node_count := 0;
  BEGIN
    nodes := (CASE WHEN position('\u' IN NEW.draft) > 0
      THEN regexp_replace(NEW.draft, '\\u[0-9a-fA-F]{4}', '\\n', 'g') ELSE NEW.draft END)::json -> 'nodes';
    IF json_typeof(nodes) = 'array' THEN
      NEW.node_count := json_array_length(nodes);
      SELECT COALESCE(string_agg(DISTINCT node ->> 'type', ' '), '') INTO types FROM json_array_elements(nodes) AS node;
    END IF;
  EXCEPTION WHEN data_exception THEN
    types := '';
  END;
  NEW.search := lower(NEW.name || ' ' || types);
  RETURN NEW;
END;
$$;
CREATE TRIGGER describe_workflow BEFORE INSERT OR UPDATE OF "name", "draft" ON "workflow"
  FOR EACH ROW EXECUTE FUNCTION describe_workflow();
UPDATE "workflow" SET "draft" = "draft";

UPDATE "workspace" SET "seeded_at" = now() WHERE EXISTS (SELECT FROM "workflow" WHERE "workflow"."workspace_id" = "workspace"."id");
