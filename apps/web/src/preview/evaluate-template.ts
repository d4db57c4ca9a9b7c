import type { EvaluateTemplate } from '@spane/canvas'
import type { Sandbox } from '@spane/sandbox/browser'

let loading: Promise<{ sandbox: Sandbox; isSandboxError: (error: unknown) => error is SandboxFailure }> | undefined

interface SandboxFailure {
  code: string
  message: string
  reason?: string
  range?: { from: number; to: number }
}

/** Evaluates a field as a worker does, in a web worker of its own. QuickJS is loaded with the first one. */
export const evaluateTemplate: EvaluateTemplate = async ({ template, input, execution, readOutput, signal }) => {
  const { sandbox, isSandboxError } = await load()
  try {
    const config = await sandbox.resolveConfig({
      config: { value: template },
      scope: { input, execution, readOutput },
      signal,
    })
    return { ok: true, value: config.value }
  } catch (error) {
    if (!isSandboxError(error) || error.code === 'CANCELLED') throw error
    return { ok: false, message: error.reason ?? error.message, range: error.range }
  }
}

function load() {
  loading ??= import('@spane/sandbox/browser').then(({ createBrowserSandbox, SandboxError }) => ({
    sandbox: createBrowserSandbox(),
    isSandboxError: (error: unknown): error is SandboxFailure => error instanceof SandboxError,
  }))
  // A chunk that did not come is asked for again.
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
