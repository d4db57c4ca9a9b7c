-- CreateTable
CREATE TABLE "child_item" (
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "item_index" INTEGER NOT NULL,
    "version_id" UUID NOT NULL,
    "depth" INTEGER NOT NULL,
    "input" TEXT NOT NULL,
    "trace" TEXT,
    "priority" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "child_item_pkey" PRIMARY KEY ("execution_id","node_id","item_index")
);

-- AddForeignKey
ALTER TABLE "child_item" ADD CONSTRAINT "child_item_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Children that were created and not begun yet are staged, like those of today.
INSERT INTO "child_item" ("execution_id", "node_id", "item_index", "version_id", "depth", "input", "trace", "priority")
SELECT e."parent_execution_id", e."parent_node_id", e."item_index", e."version_id", e."depth", COALESCE(e."input", p."body"), e."trace", e."priority"
FROM "execution" e LEFT JOIN "payload" p ON p."id" = e."input_payload_id"
WHERE e."parent_execution_id" IS NOT NULL AND e."entry_node_id" IS NULL AND e."status" = 'queued'
  AND NOT EXISTS (SELECT FROM "outbox" o WHERE o."execution_id" = e."id");
DELETE FROM "execution" e USING "child_item" c
WHERE e."parent_execution_id" = c."execution_id" AND e."parent_node_id" = c."node_id" AND e."item_index" = c."item_index";
