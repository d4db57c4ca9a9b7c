import type { Mapped, MappingContext } from './mapping.ts'

/** A loop whose repeated part has become the workflow `workflowId`. */
export function mapLoop({ input, parameters, change }: MappingContext, workflowId: string): Mapped {
  change(
    'It is a For each here: what it repeated has become a workflow of its own, which is run for every entry of the list that comes in. Publish that one before you run this one. What follows gets the list of what they gave.',
  )
  const size = Number(parameters.batchSize ?? 1)
  if (size > 1) change(`It handed on ${size} items at a time; here each is run by itself.`)
  return {
    type: 'for-each',
    // As there: one after the other, and one item that stands by itself is a list of one.
    config: { workflowId, items: `{{ [${input}].flat() }}`, concurrency: 1, onItemFailure: 'stop' },
  }
}
