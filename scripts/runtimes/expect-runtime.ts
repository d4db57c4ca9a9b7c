// A suite that ran on another runtime than the one it was started for would prove nothing.
const expected = process.env.SPANE_EXPECTED_RUNTIME
const actual = process.versions.bun === undefined ? `Node ${process.versions.node.split('.')[0]}` : 'Bun'
if (expected !== undefined && actual !== expected) {
  throw new Error(`These tests were to run on ${expected}, and this process is ${actual}.`)
}
