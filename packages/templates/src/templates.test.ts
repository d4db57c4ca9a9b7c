import { builtInTypes } from '@spane/nodes/descriptions'
import { hasErrors, resolveEntry, validateWorkflow, type Workflow, workflowSchema } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { instantiateTemplate } from './instantiate-template.ts'
import { TOPICS } from './template.ts'
import { TEMPLATES } from './templates.ts'

const NODE_WIDTH = 224
const NODE_HEIGHT = 128

it('names every template once and leaves no topic without one', () => {
  expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length)
  expect(new Set(TEMPLATES.map(({ name }) => name)).size).toBe(TEMPLATES.length)
  expect(new Set(TEMPLATES.map(({ topic }) => topic))).toEqual(new Set(TOPICS))
})

describe.each(TEMPLATES.map((template) => [template.name, template] as const))('template “%s”', (_name, template) => {
  const { workflow, parts } = instantiateTemplate(template, { createId: (name) => `made from ${name}` })

  it.each([workflow, ...parts].map((made) => [made.name, made] as const))('makes “%s”, which is valid', (_, made) => {
    expect(workflowSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
    const problems = validateWorkflow(made, builtInTypes)
    expect(hasErrors(problems), JSON.stringify(problems)).toBe(false)
    expect(resolveEntry(made, builtInTypes)).toEqual({ entryNodeId: made.nodes[0]?.id })
    expectTidy(made)
  })

  it('runs only workflows that it brings along', () => {
    const run = workflow.nodes.flatMap(({ config }) => (config.workflowId === undefined ? [] : [config.workflowId]))
    expect(new Set(run)).toEqual(new Set(parts.map(({ id }) => id)))
  })

  it('says in sentences what it does', () => {
    expect(template.summary).toMatch(/^[A-Z].+\.$/)
    if (template.setup) expect(template.setup).toMatch(/^[A-Z].+\.$/)
  })
})

/** It reads from left to right, and nothing lies on anything else. */
function expectTidy({ nodes, edges }: Workflow): void {
  const placed = new Map(nodes.map((node) => [node.id, node.position ?? expect.fail(`${node.id} has no position`)]))
  for (const edge of edges) {
    const [from, to] = [placed.get(edge.source), placed.get(edge.target)]
    expect((to?.x ?? 0) - (from?.x ?? 0), edge.id).toBeGreaterThan(NODE_WIDTH)
  }
  for (const [id, a] of placed) {
    for (const [other, b] of placed) {
      if (id === other) continue
      const apart = Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT
      expect(apart, `${id} and ${other}`).toBe(true)
    }
  }
}
