import { type LoadedRows, RowsNotLoaded } from '@spane/engine'
import type pg from 'pg'
import { loadMore } from './load-rows.ts'

/** Decides, and decides again after every load that the decision asks for. */
export async function decideLoading<T>(client: pg.ClientBase, rows: LoadedRows, decide: () => T): Promise<T> {
  for (;;) {
    try {
      return decide()
    } catch (error) {
      if (!(error instanceof RowsNotLoaded)) throw error
      await loadMore(client, rows, error.request)
    }
  }
}
