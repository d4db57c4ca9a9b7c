-- CreateTable
CREATE TABLE "publication" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "version_id" UUID NOT NULL,
    "note" TEXT,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "publication_version_id_id_idx" ON "publication"("version_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_workspace_id_workflow_id_version_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id", "version_id") REFERENCES "workflow_version"("workspace_id", "workflow_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "publication" ADD CONSTRAINT "publication_note_check" CHECK (length("note") BETWEEN 1 AND 2000);

-- What is published already, as far as it is known when that was.
INSERT INTO "publication" ("workspace_id", "workflow_id", "version_id", "published_at")
SELECT v."workspace_id", v."workflow_id", v."id", v."created_at"
FROM "workflow" w JOIN "workflow_version" v ON v."id" = w."published_version_id";
