import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createMetrics } from './create-metrics.ts'

const read = (file: string) => readFileSync(new URL(`../../../docs/operating/${file}`, import.meta.url), 'utf8')

/** Series by the names under which they are asked for. */
function namesIn(text: string): string[] {
  const names = text.match(/\b(?:spane|nodejs|process)_[a-z0-9_]+/g) ?? []
  return [...new Set(names.map((name) => name.replace(/_bucket$/, '')))].sort()
}

async function knownNames(): Promise<Set<string>> {
  const metrics = createMetrics({
    process: 'web',
    readInstallation: async () => ({
      executions: { queued: 0, running: 0, paused: 0 },
      nodes: { ready: 0, oldestReadySeconds: 0, running: 0, leaseExpired: 0 },
      deadLetters: { open: 0, retrying: 0 },
      workers: { alive: 0, lost: 0, slots: 0 },
      outbox: { due: 0, oldestDueSeconds: 0 },
      queue: { waiting: 0, active: 0, delayed: 0, failed: 0 },
      readyTypes: [],
      storage: { databaseBytes: 0, workflows: [] },
    }),
  })
  const { body } = await metrics.render()
  return new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] as string))
}

it.each(['grafana-dashboard.json', 'prometheus-alerts.yml'])('%s asks for series that exist', async (file) => {
  const known = await knownNames()
  const asked = namesIn(read(file))
  expect(asked.length).toBeGreaterThan(6)
  expect(asked.filter((name) => !known.has(name))).toEqual([])
})

it('operating.md describes every series of the product', async () => {
  const described = new Set(namesIn(read('../operating.md')))
  const own = [...(await knownNames())].filter((name) => name.startsWith('spane_'))
  expect(own.filter((name) => !described.has(name))).toEqual([])
})
