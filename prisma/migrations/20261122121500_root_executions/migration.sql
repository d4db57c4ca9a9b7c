-- The list of executions leaves children out: a for-each of 10,000 items must not stand between two pages of it.
CREATE INDEX "execution_roots_idx" ON "execution"("workspace_id", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
