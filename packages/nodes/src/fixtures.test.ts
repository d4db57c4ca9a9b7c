import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type ChildResult, type ExecutionContext, literalPaths, outputPorts, validateConfig } from '@spane/node-sdk'
import { createSandbox } from '@spane/sandbox'
import { normalizeWorkflow, validateWorkflow } from '@spane/workflow'
import { afterAll, describe, expect, it } from 'vitest'
import { builtInTypes, nodeDescriptions } from './descriptions.ts'
import { createExecutors } from './executors.ts'
import { createContext } from './testing/create-context.fixture.ts'

/** A workflow that uses the node, and what its nodes do with some inputs. */
interface Fixture {
  workflow: unknown
  cases: {
    name: string
    /** Id of the node in the workflow. */
    node: string
    context?: Partial<ExecutionContext>
    /** Outputs of other nodes. */
    outputs?: Record<string, unknown>
    /** How its child executions ended. */
    children?: ChildResult[]
    result?: unknown
    error?: { code: string; message?: string; name?: string }
  }[]
}

const sandbox = createSandbox({ threads: 1 })
afterAll(() => sandbox.close())
const executors = createExecutors({ sandbox })

describe.each(nodeDescriptions.map((description) => [description.type, description] as const))(
  '%s',
  (type, description) => {
    it('has an executor, a human name, a sentence, an icon, and defaults that are valid', () => {
      expect(executors[type]?.execute).toBeTypeOf('function')
      expect(description.name).toMatch(/^[A-Z][\w -]+$/)
      expect(description.summary).toMatch(/^[A-Z].+\.$/)
      expect(description.icon).toMatch(/^[a-z]+(-[a-z]+)*$/)
      // Which workflow is meant only a person can say: the new node asks for it.
      const chosen = 'workflowId' in description.defaults ? { workflowId: 'w2' } : {}
      expect(validateConfig(description, { ...description.defaults, ...chosen })).toEqual([])
      expect(outputPorts(description, {}).map((port) => port.id)).not.toContain('error')
    })

    const file = new URL(`./${type}/fixture.json`, import.meta.url)
    const fixture = JSON.parse(readFileSync(file, 'utf8')) as Fixture
    const normalized = normalizeWorkflow(fixture.workflow, builtInTypes)

    it('stands in a workflow that is valid', () => {
      if ('problems' in normalized) throw new Error(JSON.stringify(normalized.problems))
      expect(validateWorkflow(normalized.workflow, builtInTypes)).toEqual([])
      expect(normalized.workflow.nodes.some((node) => node.type === type)).toBe(true)
    })

    it.each(fixture.cases.map((item) => [item.name, item] as const))(
      '%s',
      async (_, { node: nodeId, context, outputs = {}, children = [], result, error }) => {
        if ('problems' in normalized) throw new Error(JSON.stringify(normalized.problems))
        const node = normalized.workflow.nodes.find(({ id }) => id === nodeId)
        const executor = executors[node?.type ?? '']
        if (!node || !executor) throw new Error(`no node ${nodeId}`)
        const base = createContext({
          nodeId,
          readChildren: async ({ from, limit }) => children.slice(from, from + limit),
          ...context,
        })
        const nodeConfig = await sandbox.resolveConfig({
          config: node.config,
          scope: {
            input: base.inputData,
            execution: { id: 'e1', workflowId: 'w1' },
            readOutput: async (id) => outputs[id],
          },
          skipPaths: literalPaths(description),
        })
        const run = Promise.resolve(executor.execute({ ...base, nodeConfig }))
        if (error) await expect(run).rejects.toMatchObject(error)
        else expect(await run).toEqual(result)
      },
    )

    it('has a failure case, unless nothing in it can fail', () => {
      if (!type.endsWith('-trigger')) expect(fixture.cases.some((item) => item.error)).toBe(true)
    })
  },
)

it('has a folder for each type and a type for each folder with a description', () => {
  const root = new URL('.', import.meta.url)
  const folders = readdirSync(root).filter((name) => existsSync(new URL(`${name}/description.ts`, root)))
  expect(folders.sort()).toEqual(nodeDescriptions.map(({ type }) => type).sort())
  expect(Object.keys(executors).sort()).toEqual(folders)
})
