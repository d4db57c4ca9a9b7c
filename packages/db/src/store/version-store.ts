import { createHash, randomUUID } from 'node:crypto'
import type { WorkflowVersion } from '@spane/engine'
import { canonicalContent, compileGraph, type Workflow, type WorkflowGraph, workflowSchema } from '@spane/workflow'
import type pg from 'pg'
import { isUuid } from './row-mapping.ts'

const MAX_CACHED = 500

interface CachedVersion extends WorkflowVersion {
  graph: WorkflowGraph
}

/** Versions in PostgreSQL. They never change, so what was read once is kept. */
export class VersionStore {
  private readonly pool: pg.Pool
  private readonly cache = new Map<string, CachedVersion>()

  constructor(pool: pg.Pool) {
    this.pool = pool
  }

  /** Stores a definition; the same content is the same version (rule 1.4). Creates the workflow when there is none. */
  async save(request: { workspaceId: string; workflow: Workflow; publish: boolean }): Promise<WorkflowVersion> {
    const { workspaceId, workflow, publish } = request
    const content = canonicalContent(workflow)
    const hash = createHash('sha256').update(content).digest('hex')
    const definition = JSON.stringify(workflow)
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      await upsertWorkflow(client, { workspaceId, workflow, definition, content, publish })
      const version = await upsertVersion(client, { workspaceId, workflowId: workflow.id, hash, definition })
      if (publish) {
        await client.query(
          `WITH changed AS (
             UPDATE workflow SET published_version_id = $3 WHERE workspace_id = $1 AND id = $2
             AND published_version_id IS DISTINCT FROM $3 RETURNING workspace_id, id
           )
           INSERT INTO publication (workspace_id, workflow_id, version_id) SELECT workspace_id, id, $3 FROM changed`,
          [workspaceId, workflow.id, version.id],
        )
      }
      await client.query('COMMIT')
      return this.remember({ ...version, workspaceId, workflowId: workflow.id, workflow })
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }

  async get(versionId: string): Promise<CachedVersion | undefined> {
    const cached = this.cache.get(versionId)
    if (cached || !isUuid(versionId)) return cached
    const { rows } = await this.pool.query(
      `SELECT id, workspace_id, workflow_id, number, definition FROM workflow_version WHERE id = $1`,
      [versionId],
    )
    const raw = rows[0]
    if (!raw) return undefined
    return this.remember({
      id: raw.id,
      workspaceId: raw.workspace_id,
      workflowId: raw.workflow_id,
      number: raw.number,
      workflow: workflowSchema.parse(JSON.parse(raw.definition)),
    })
  }

  async published(workspaceId: string, workflowId: string): Promise<WorkflowVersion | undefined> {
    const { rows } = await this.pool.query(
      `SELECT published_version_id AS id FROM workflow WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL`,
      [workspaceId, workflowId],
    )
    return rows[0]?.id ? this.get(rows[0].id) : undefined
  }

  /** @throws Error when there is no such version */
  async graph(versionId: string): Promise<WorkflowGraph> {
    const version = await this.get(versionId)
    if (!version) throw new Error(`No workflow version has the id ${versionId}`)
    return version.graph
  }

  private remember(version: WorkflowVersion): CachedVersion {
    const cached = { ...version, graph: compileGraph(version.workflow) }
    if (this.cache.size >= MAX_CACHED) this.cache.delete(this.cache.keys().next().value as string)
    this.cache.set(version.id, cached)
    return cached
  }
}

/** Publishing sets the draft, too: what is registered by API opens on the canvas. */
async function upsertWorkflow(
  client: pg.ClientBase,
  request: { workspaceId: string; workflow: Workflow; definition: string; content: string; publish: boolean },
): Promise<void> {
  const { workspaceId, workflow, definition, content, publish } = request
  await client.query(
    `INSERT INTO workflow (workspace_id, id, name, draft) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [workspaceId, workflow.id, workflow.name, definition],
  )
  const { rows } = await client.query(
    `SELECT draft, deleted_at FROM workflow WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
    [workspaceId, workflow.id],
  )
  const current = rows[0] as { draft: string; deleted_at: Date | null }
  const same = canonicalContent(workflowSchema.parse(JSON.parse(current.draft))) === content
  if (!publish || (same && current.deleted_at === null)) return
  await client.query(
    `UPDATE workflow SET name = $3, draft = $4, revision = revision + 1, updated_at = now(), deleted_at = NULL,
       purged_at = NULL
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, workflow.id, workflow.name, definition],
  )
}

/** The workflow's row is locked, so numbers have no gap and no double. */
async function upsertVersion(
  client: pg.ClientBase,
  request: { workspaceId: string; workflowId: string; hash: string; definition: string },
): Promise<{ id: string; number: number }> {
  const { workspaceId, workflowId, hash, definition } = request
  const known = await client.query(
    `SELECT id, number FROM workflow_version WHERE workspace_id = $1 AND workflow_id = $2 AND content_hash = $3`,
    [workspaceId, workflowId, hash],
  )
  if (known.rows[0]) return known.rows[0]
  const { rows } = await client.query(
    `INSERT INTO workflow_version (id, workspace_id, workflow_id, number, content_hash, definition)
     SELECT $1, $2, $3, COALESCE(MAX(number), 0) + 1, $4, $5 FROM workflow_version WHERE workspace_id = $2 AND workflow_id = $3
     RETURNING id, number`,
    [randomUUID(), workspaceId, workflowId, hash, definition],
  )
  return rows[0]
}
