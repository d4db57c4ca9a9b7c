-- CreateTable
CREATE TABLE "workflow_storage" (
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "executions" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workflow_storage_pkey" PRIMARY KEY ("workspace_id","workflow_id")
);

-- CreateIndex
CREATE INDEX "workflow_storage_workspace_id_bytes_idx" ON "workflow_storage"("workspace_id", "bytes" DESC);

-- AddForeignKey
ALTER TABLE "workflow_storage" ADD CONSTRAINT "workflow_storage_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
