import type { FieldDescription } from '@spane/node-sdk'
import type { Problem } from '@spane/workflow'

/** Controls that show the problems of everything inside them, because their parts have no place of their own. */
const WHOLE = new Set(['json', 'key-values', 'code'])

/** The sentence to show at a field; `path` is inside the config, like `conditions[0].left`. */
export function fieldError(
  problems: readonly Problem[],
  path: string,
  control: FieldDescription['control'],
): string | undefined {
  const full = `config.${path}`
  const found = problems.find(
    (problem) =>
      problem.path === full ||
      (WHOLE.has(control) && (problem.path?.startsWith(`${full}.`) || problem.path?.startsWith(`${full}[`))),
  )
  return found?.message
}
