import type { SigningKeyRow } from '@spane/db'
import { EngineError, type ResumeTarget, type WorkflowEngine } from '@spane/engine'
import { JsonValueError, parseJsonText } from '@spane/workflow'
import { problemAnswer } from '../webhook/answer.ts'
import { readFormAnswer } from './read-form-answer.ts'
import { formPage, messagePage, PAGE_HEADERS, type ResumeForm } from './resume-page.ts'
import { readResumePath } from './sign-resume.ts'

export interface ResumeHandlerOptions {
  engine: Pick<WorkflowEngine, 'store' | 'signalNode' | 'workspaceId'>
  keys: readonly SigningKeyRow[]
  /** Takes secrets out of what is shown. */
  redact?: (text: string) => string
}

const MAX_BODY_BYTES = 1024 * 1024

/** What a link leads to. */
type Found = { kind: 'waiting'; target: ResumeTarget; form: ResumeForm } | { kind: 'over' } | { kind: 'unknown' }

/**
 * Serves the links that answer nodes that wait, below `/resume/`, as a fetch handler. GET shows a form and changes
 * nothing, so that mail scanners and previews may follow the link; POST hands the answer over, once.
 */
export function createResumeHandler(options: ResumeHandlerOptions): (request: Request) => Promise<Response> {
  const { engine } = options
  return async (request) => {
    const asPage = (request.headers.get('accept') ?? '').includes('text/html')
    const found = await findWait(options, new URL(request.url).pathname)
    if (found.kind === 'unknown') {
      const message = 'This link is not complete, or was not made here'
      return answer(asPage, 404, 'RESUME_LINK_UNKNOWN', 'This link is not known', message)
    }
    if (found.kind === 'over') return over(asPage)
    const { target, form } = found
    if (request.method === 'GET' || request.method === 'HEAD') {
      if (asPage) return html(200, formPage(form))
      return Response.json({ waiting: true, name: form.name ?? null, answer: form.fields }, { headers: JSON_HEADERS })
    }
    if (request.method !== 'POST') {
      return answer(asPage, 405, 'METHOD_NOT_ALLOWED', 'Send the answer with POST', 'GET shows what is asked for')
    }
    const read = await readAnswer(request, form)
    if ('problem' in read) {
      if (asPage) return html(400, formPage({ ...form, problem: read.problem }))
      return problemAnswer(400, { code: 'BAD_ANSWER', message: read.problem })
    }
    try {
      const { executionId, nodeId, start } = target
      await engine.signalNode(executionId, nodeId, read.answer, { start })
    } catch (error) {
      // Somebody else was faster, or the wait ended while this was typed.
      if (error instanceof EngineError && OVER.has(error.code)) return over(asPage)
      throw error
    }
    if (asPage)
      return html(
        200,
        messagePage('Thank you', 'Your answer was taken, and the workflow goes on. You can close this page.'),
      )
    return Response.json({ executionId: target.executionId }, { status: 202, headers: JSON_HEADERS })
  }
}

const JSON_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const OVER = new Set(['NODE_NOT_WAITING', 'EXECUTION_ENDED', 'EXECUTION_NOT_FOUND', 'NODE_NOT_FOUND'])

async function findWait(options: ResumeHandlerOptions, path: string): Promise<Found> {
  const { engine, keys, redact = (text: string) => text } = options
  const target = readResumePath(keys, path)
  if (!target) return { kind: 'unknown' }
  const [found] = await engine.store.readNodeInputs([target])
  if (found?.execution.workspaceId !== engine.workspaceId) return { kind: 'over' }
  const { wait, status } = found.node
  const isOpen = wait?.kind === 'signal' && wait.opened === target.start && wait.payload === undefined
  const waits = isOpen && (status === 'waiting' || (wait.reminding && (status === 'ready' || status === 'running')))
  const isEnded = ['completed', 'failed', 'cancelled'].includes(found.execution.status)
  if (!waits || isEnded) return { kind: 'over' }
  const version = await engine.store.getVersion(found.execution.versionId)
  const config = version?.workflow.nodes.find((node) => node.id === target.nodeId)?.config ?? {}
  return { kind: 'waiting', target, form: toForm(config, redact) }
}

function toForm(config: Record<string, unknown>, redact: (text: string) => string): ResumeForm {
  const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? redact(value) : undefined)
  const fields = Array.isArray(config.answer) ? config.answer : []
  return {
    name: textOf(config.name),
    instructions: textOf(config.instructions),
    fields: fields.flatMap((field: { name?: unknown; kind?: unknown }) => {
      if (typeof field?.name !== 'string') return []
      const kind = field.kind === 'number' || field.kind === 'yes-no' ? field.kind : 'text'
      return [{ name: field.name, kind }]
    }),
  }
}

async function readAnswer(request: Request, form: ResumeForm): Promise<{ answer: unknown } | { problem: string }> {
  const text = await readText(request)
  if (text === undefined) return { problem: 'The answer may have 1 MiB at most' }
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return readFormAnswer(new URLSearchParams(text), form.fields)
  if (type !== 'application/json') return { problem: 'Send the answer as a form or as application/json' }
  try {
    return { answer: text === '' ? {} : parseJsonText(text) }
  } catch (error) {
    if (!(error instanceof JsonValueError)) throw error
    return { problem: error.message }
  }
}

async function readText(request: Request): Promise<string | undefined> {
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function over(asPage: boolean): Response {
  const text = 'It was answered already, its time ran out, or the execution was stopped.'
  return answer(asPage, 410, 'RESUME_LINK_OVER', 'Nobody waits for this answer any more', text)
}

function answer(asPage: boolean, status: number, code: string, title: string, text: string): Response {
  return asPage ? html(status, messagePage(title, text)) : problemAnswer(status, { code, message: `${title}. ${text}` })
}

function html(status: number, text: string): Response {
  return new Response(text, { status, headers: PAGE_HEADERS })
}
