import { ChildFailedNodeError, type ChildResult } from '@spane/node-sdk'

/**
 * The error of a node whose child execution did not complete: the child's own, so that a person need not look for it.
 * @param subject what begins the sentence, e.g. "Item 4: "
 */
export function childFailure(child: ChildResult, subject = ''): ChildFailedNodeError {
  return new ChildFailedNodeError(`${subject}${reasonOf(child)}`, {
    details: {
      executionId: child.executionId,
      item: child.index,
      status: child.status,
      ...(child.error && { code: child.error.code }),
    },
  })
}

function reasonOf({ status, error }: ChildResult): string {
  if (error) return error.message
  if (status === 'cancelled') return 'The execution of the workflow was cancelled.'
  return 'The execution of the workflow did not complete.'
}
