-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "origin" TEXT;

-- AlterTable
ALTER TABLE "node_run" ADD COLUMN     "given_by" TEXT;

-- CreateTable
CREATE TABLE "pinned_data" (
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "port" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pinned_data_pkey" PRIMARY KEY ("workspace_id","workflow_id","node_id")
);

-- AddForeignKey
ALTER TABLE "pinned_data" ADD CONSTRAINT "pinned_data_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
