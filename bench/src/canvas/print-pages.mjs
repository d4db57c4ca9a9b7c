import { format, median } from '../figures.mjs'

const GESTURES = ['pan', 'zoom', 'drag one', 'drag a hundred', 'run']
const VIEWS = ['all in view', '100 %']

/** Prints the medians of the rounds of one size, ours beside bare React Flow's, and the median of the rounds' ratios. */
export function printPages(nodes, { ours, bare }) {
  const rows = []
  const add = (name, pick, digits = 0) => {
    const values = [ours, bare].map((rounds) => rounds.map(pick))
    if (values.some((list) => list.includes(undefined))) return
    const ratios = values[0].map((value, round) => value / values[1][round])
    rows.push([name, ...values.map((list) => median(list).toFixed(digits)), format(median(ratios))])
  }
  add('interactive after, ms', (round) => round.interactive)
  add('elements', (round) => round.elements)
  add('heap, MiB', (round) => round.heap, 1)
  for (const view of VIEWS) {
    for (const gesture of GESTURES) {
      const key = `${gesture}, ${view}`
      add(`${key}: frame p50, ms`, (round) => round[key]?.p50, 1)
      add(`${key}: frame p95, ms`, (round) => round[key]?.p95, 1)
      add(`${key}: main thread a frame, CPU ms`, (round) => round[key]?.cpu, 1)
    }
  }
  const longest = median(ours.map((round) => Math.max(...VIEWS.map((view) => round[`pan, ${view}`].longest))))
  console.log(`\n${nodes} nodes`)
  console.log(line(['', 'ours', 'bare', 'ratio']))
  for (const row of rows) console.log(line(row))
  console.log(`longest task while panning: ${longest.toFixed(0)} ms`)
}

function line([name, ...figures]) {
  return `${name.padEnd(56)}${figures.map((figure) => figure.padStart(9)).join('')}`
}
