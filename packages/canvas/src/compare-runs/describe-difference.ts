import { STATUS_LOOKS } from '@spane/ui'
import type { ComparedNode, Difference } from './compare-runs.ts'

/** The weightiest difference of a node in a few words; `alike` for one without any. */
export function markText(node: ComparedNode): string {
  const [weightiest] = node.differences
  return weightiest === undefined ? 'alike' : differenceText(node, weightiest)
}

export function differenceText(node: ComparedNode, difference: Difference): string {
  switch (difference) {
    case 'only-first':
      return 'only in the first'
    case 'only-second':
      return 'only in the second'
    case 'status':
      return node.statuses
        .map((status) => (status ? STATUS_LOOKS[status].label.toLowerCase() : 'not there'))
        .join(' → ')
    case 'output':
      return 'other output'
    case 'attempts':
      return `${node.attempts[0]} → ${node.attempts[1]} attempts`
    case 'duration':
      return durationText(node.durations)
  }
}

function durationText([first, second]: ComparedNode['durations']): string {
  const [before, after] = [Math.max(1, first ?? 1), Math.max(1, second ?? 1)]
  const factor = (ratio: number) => (ratio < 10 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString('en'))
  return after > before ? `${factor(after / before)}× as long` : `${factor(before / after)}× as fast`
}
