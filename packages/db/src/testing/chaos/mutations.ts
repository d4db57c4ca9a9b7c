import type { ExecutionStore } from '@spane/engine'
import type pg from 'pg'

/** Parts of the engine that can be taken out, to show that the checks would notice. */
export type Mutation = 'fence' | 'outbox' | 'counter'

/**
 * Has the store accept the results of superseded starts: each goes under the token of the current one. Nor does it tell a
 * worker that a lease is lost, or that worker would drop such a result by itself.
 */
export function takeOutFence(store: ExecutionStore, pool: pg.Pool): void {
  const apply = store.apply.bind(store)
  const renewLeases = store.renewLeases.bind(store)
  store.renewLeases = async (holds, leaseMs) => {
    await renewLeases(holds, leaseMs)
    return []
  }
  store.apply = async (batch) => {
    const forged = await Promise.all(
      batch.map(async (request) => {
        const { executionId, command } = request
        if (command.type !== 'complete') return request
        const { rows } = await pool.query(`SELECT starts FROM node_run WHERE execution_id = $1 AND node_id = $2`, [
          executionId,
          command.nodeId,
        ])
        return { executionId, command: { ...command, token: rows[0].starts as number } }
      }),
    )
    return apply(forged)
  }
}

/** Loses every outbox row in the transaction that wrote it; what the committing process does by itself still works. */
export async function takeOutOutbox(pool: pg.Pool): Promise<void> {
  await pool.query(`
    CREATE FUNCTION lose_outbox_row() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN DELETE FROM outbox WHERE id = NEW.id; RETURN NULL; END $$;
    CREATE TRIGGER lose_outbox_row AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION lose_outbox_row()`)
}

/** Counts settled nodes as open. */
export async function takeOutCounter(pool: pg.Pool): Promise<void> {
  await pool.query(`
    CREATE FUNCTION keep_open_count() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.open_count := greatest(OLD.open_count, NEW.open_count); RETURN NEW; END $$;
    CREATE TRIGGER keep_open_count BEFORE UPDATE ON execution FOR EACH ROW EXECUTE FUNCTION keep_open_count()`)
}
