const COLUMNS = [
  ['Fault', (report) => report.title],
  ['Backend', (report) => report.backend],
  ['Times', (report) => report.times],
  ['Executions', (report) => report.executions],
  ['Node runs', (report) => report.nodeRuns],
  ['Lost', (report) => report.lost],
  ['Doubled', (report) => report.doubled],
  ['Other', (report) => otherProblems(report)],
  ['Recovery p50', (report) => milliseconds(report.recoveryP50)],
  ['p99', (report) => milliseconds(report.recoveryP99)],
  ['Took', (report) => `${report.seconds.toFixed(0)} s`],
]

/** A Markdown table of fault reports. */
export function toTable(reports, { head = true } = {}) {
  const row = (cells) => `| ${cells.join(' | ')} |`
  return [
    ...(head ? [row(COLUMNS.map(([title]) => title)), row(COLUMNS.map(() => '---'))] : []),
    ...reports.map((report) => row(COLUMNS.map(([, value]) => value(report)))),
  ].join('\n')
}

function otherProblems({ violations, problems }) {
  const counted = new Set(['I1', 'I2', 'I6'])
  return violations.filter(({ invariant }) => !counted.has(invariant)).length + problems.length
}

function milliseconds(value) {
  return value === undefined ? '' : `${Math.round(value)} ms`
}
