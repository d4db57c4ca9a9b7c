-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "depth" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "item_index" INTEGER,
ADD COLUMN     "parent_execution_id" UUID,
ADD COLUMN     "parent_node_id" TEXT,
ADD COLUMN     "parent_notified" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "node_run" ADD COLUMN     "wait" TEXT;

-- AddForeignKey
ALTER TABLE "execution" ADD CONSTRAINT "execution_parent_execution_id_fkey" FOREIGN KEY ("parent_execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Children by their parent, and those whose end is not counted yet. Most executions have no parent.
CREATE UNIQUE INDEX "execution_children_idx" ON "execution"("parent_execution_id", "parent_node_id", "item_index") WHERE "parent_execution_id" IS NOT NULL;
CREATE INDEX "execution_uncounted_children_idx" ON "execution"("parent_execution_id", "parent_node_id") WHERE "parent_execution_id" IS NOT NULL AND "ended_at" IS NOT NULL AND NOT "parent_notified";
ALTER TABLE "execution" ADD CONSTRAINT "execution_child_check" CHECK (("parent_execution_id" IS NULL) = ("parent_node_id" IS NULL) AND ("parent_execution_id" IS NULL) = ("item_index" IS NULL));

ALTER TABLE "outbox" DROP CONSTRAINT "outbox_kind_check";
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_kind_check" CHECK ("kind" IN ('dispatch', 'wake', 'begin', 'count'));
