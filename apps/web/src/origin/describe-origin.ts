import type { ExecutionListItem } from '@spane/api'

/** What set an execution off, in a few words; undefined when nobody said. */
export function describeOrigin({ origin, parent }: Pick<ExecutionListItem, 'origin' | 'parent'>): string | undefined {
  if (parent) return `Node “${parent.nodeId}”`
  switch (origin?.kind) {
    case undefined:
      return undefined
    case 'manual':
      return origin.test ? TESTS[origin.test.mode](origin.test.nodeId) : 'A person'
    case 'api':
      return 'API'
    case 'trigger':
      return `Trigger “${origin.nodeId}”`
    case 'rerun':
      return origin.nodeId === undefined ? 'Re-run' : `Re-run from “${origin.nodeId}”`
    case 'dead-letter':
      return `Dead letter of “${origin.nodeId}”`
  }
}

const TESTS = {
  to: (nodeId: string) => `Test up to “${nodeId}”`,
  from: (nodeId: string) => `Test from “${nodeId}”`,
  alone: (nodeId: string) => `Test of “${nodeId}” alone`,
}

/** The execution whose results this one reuses, or that it repeats. */
export function sourceOf({ origin }: Pick<ExecutionListItem, 'origin'>): string | undefined {
  if (origin?.kind === 'rerun' || origin?.kind === 'dead-letter') return origin.executionId
  return origin?.kind === 'manual' ? origin.test?.executionId : undefined
}
