-- CreateTable
CREATE TABLE "hook_listener" (
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "execution_id" UUID,

    CONSTRAINT "hook_listener_pkey" PRIMARY KEY ("workspace_id","workflow_id")
);

-- CreateIndex
CREATE INDEX "hook_listener_workspace_id_until_idx" ON "hook_listener"("workspace_id", "until");

-- AddForeignKey
ALTER TABLE "hook_listener" ADD CONSTRAINT "hook_listener_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
