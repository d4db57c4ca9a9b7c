import { canonicalContent, deriveEdgeId, idSchema, nameSchema, type Workflow, workflowSchema } from '@spane/workflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toTypeScript } from './to-typescript.ts'
import { defineWorkflow, ref } from './workflow-builder.ts'

/** Runs exported code. It is JavaScript, too, so that it needs no compiler. */
function evaluate(code: string): Workflow {
  const body = code.replace(/^import .*\n/, '').replace('export default ', 'return ')
  return new Function('defineWorkflow', 'ref', body)(defineWorkflow, ref) as Workflow
}

const fits = (schema: { safeParse: (value: unknown) => { success: boolean } }) => (value: string) =>
  schema.safeParse(value).success
const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('__proto__', "it's", '"', '\\', '}}', '{{'),
)
const id = fc
  .oneof(fc.constantFrom('a', 'workflow', 'if', 'a-b', 'aB', '1st', 'Ünïcode', 'constructor', '"', "'"), anyText)
  .filter(fits(idSchema))
const position = fc.record({
  x: fc.integer(),
  y: fc.double({ noNaN: true, noDefaultInfinity: true }).map((y) => y + 0),
})

const workflows = fc.uniqueArray(id, { minLength: 1, maxLength: 8 }).chain((ids) => {
  const template = fc
    .tuple(fc.constantFrom(...ids), fc.constantFrom('', '.x', '.a.b', '[0].c', '["a-b"]', '.x + 1'))
    .map(([node, path]) => `{{ nodes[${JSON.stringify(node)}].output${path} }}`)
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      template,
      anyText,
      fc.constantFrom(null, true, false, 0, -1.5, 1e21),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(anyText, tie('value'), { maxKeys: 3 }),
    ),
  }))
  const node = (nodeId: string) =>
    fc.record(
      {
        id: fc.constant(nodeId),
        type: fc.constantFrom('http', 'if', 'my-own', "it's"),
        name: anyText.filter(fits(nameSchema)),
        config: fc.dictionary(anyText, value, { maxKeys: 3 }),
        settings: fc.record(
          { retries: fc.nat(100), onError: fc.constantFrom('stop', 'continue', 'branch') },
          { requiredKeys: [] },
        ),
        position,
      },
      { requiredKeys: ['id', 'type', 'config'] },
    )
  const ends = fc.record({
    source: fc.constantFrom(...ids),
    sourcePort: fc.constantFrom('main', 'true', "it's"),
    target: fc.oneof(fc.constantFrom(...ids), fc.constant('nowhere')),
    targetPort: fc.constantFrom('main', 'other'),
  })
  const edge = fc.tuple(fc.option(id), ends).map(([own, edge]) => ({ id: own ?? deriveEdgeId(edge), ...edge }))
  return fc.record(
    {
      id,
      name: fc.constantFrom('Name', "Ada's"),
      entryNodeId: fc.constantFrom(...ids),
      nodes: fc.tuple(...ids.map(node)).map((nodes) => [...nodes]),
      edges: fc.array(edge, { maxLength: 6 }),
      settings: fc.record({ maxConcurrency: fc.integer({ min: 1, max: 10 }) }, { requiredKeys: [] }),
    },
    { requiredKeys: ['id', 'name', 'nodes', 'edges'] },
  )
})

describe('toTypeScript', () => {
  it('loses nothing on the way to code and back', () => {
    fc.assert(
      fc.property(workflows, (drawn) => {
        const workflow = workflowSchema.parse(drawn)
        const back = evaluate(toTypeScript(workflow))
        expect(back).toEqual(workflow)
        expect(canonicalContent(back)).toBe(canonicalContent(workflow))
      }),
      { numRuns: 500 },
    )
  })

  it('is code that a person would write', () => {
    const workflow = defineWorkflow({ id: 'greet', name: 'Greet' })
    const start = workflow.node('start', 'manual-trigger', { position: { x: 0, y: 0 } })
    const check = workflow.node('is-known', 'if', {
      config: { conditions: [{ left: ref(start).output.name, operator: 'is-not-empty' }] },
    })
    const hello = workflow.node('say-hello', 'transform', {
      config: {
        fields: [
          { name: 'text', value: `Hello {{ nodes["start"].output.name }}, it is good to see you here again today` },
          { name: 'language', value: 'en' },
        ],
      },
    })
    workflow.edge(start, check).edge(check.port('true'), hello, { id: 'mine' })
    expect(toTypeScript(workflow.build())).toMatchInlineSnapshot(`
      "import { defineWorkflow, ref } from '@spane/builder'

      const workflow = defineWorkflow({ id: 'greet', name: 'Greet' })

      const start = workflow.node('start', 'manual-trigger', { position: { x: 0, y: 0 } })
      const isKnown = workflow.node('is-known', 'if', {
        config: { conditions: [{ left: ref(start).output.name, operator: 'is-not-empty' }] },
      })
      const sayHello = workflow.node('say-hello', 'transform', {
        config: {
          fields: [
            {
              name: 'text',
              value: 'Hello {{ nodes["start"].output.name }}, it is good to see you here again today',
            },
            { name: 'language', value: 'en' },
          ],
        },
      })

      workflow.edge(start, isKnown)
      workflow.edge(isKnown.port('true'), sayHello, { id: 'mine' })

      export default workflow.build()
      "
    `)
  })
})
