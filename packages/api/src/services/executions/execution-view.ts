import type { ExecutionStore } from '@spane/engine'
import { applyEvents, type ExecutionView, emptyExecutionView } from '@spane/realtime'

const BATCH_SIZE = 5_000

/**
 * An execution as its events tell it. Folded from the events, not read from the rows, so that it is exactly the state
 * at `seq`: what follows live continues it without a gap.
 */
export async function readExecutionView(
  store: Pick<ExecutionStore, 'readEvents'>,
  executionId: string,
): Promise<ExecutionView> {
  let view = emptyExecutionView()
  for (;;) {
    const events = await store.readEvents(executionId, view.seq, BATCH_SIZE)
    view = applyEvents(view, events)
    if (events.length < BATCH_SIZE) return view
  }
}
