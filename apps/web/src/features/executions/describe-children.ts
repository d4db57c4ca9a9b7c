import type { ChildCounts } from '@spane/api'

/** How children stand: `12 children: 10 completed, 1 failed, 1 active`. */
export function describeChildren({ total, more, completed, failed, active }: ChildCounts): string {
  const count = (amount: number) => amount.toLocaleString('en')
  const cancelled = total - completed - failed - active
  const states = [
    [completed, 'completed'],
    [failed, 'failed'],
    [active, 'active'],
    // Of more than were counted the rest is not known.
    [more ? 0 : cancelled, 'cancelled'],
  ] as const
  const parts = states.filter(([amount]) => amount > 0).map(([amount, state]) => `${count(amount)} ${state}`)
  const all = `${more ? 'more than ' : ''}${count(total)} ${total === 1 ? 'child' : 'children'}`
  return more ? all : `${all}: ${parts.join(', ')}`
}
