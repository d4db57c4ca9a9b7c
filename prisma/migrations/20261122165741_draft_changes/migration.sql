-- CreateTable
CREATE TABLE "draft_change" (
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "batch_id" TEXT NOT NULL,
    "client_id" TEXT,
    "operations" TEXT,
    "inverse" TEXT,
    "renames" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_change_pkey" PRIMARY KEY ("workspace_id","workflow_id","revision")
);

-- CreateIndex
CREATE UNIQUE INDEX "draft_change_workspace_id_workflow_id_batch_id_key" ON "draft_change"("workspace_id", "workflow_id", "batch_id");

-- AddForeignKey
ALTER TABLE "draft_change" ADD CONSTRAINT "draft_change_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What leads to a revision and what leads back from it are kept, and forgotten, together.
ALTER TABLE "draft_change" ADD CONSTRAINT "draft_change_operations_check"
  CHECK (("operations" IS NULL) = ("inverse" IS NULL) AND "revision" > 1);
