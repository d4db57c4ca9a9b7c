import {
  type ConfigIssue,
  checkSchema,
  findExpressionProblems,
  formatPath,
  ignoreExpressionProblems,
  type PathKey,
  type SchemaIssue,
} from '@spane/workflow'
import { describeFields, type FieldDescription, literalPaths } from './describe-fields.ts'
import type { NodeDescription } from './description.ts'

/**
 * What is wrong with a config as it is written, each with its path and a sentence. Values that an expression still has to
 * make are left for {@link parseConfig}, which runs when they are known.
 */
export function validateConfig(description: NodeDescription, config: unknown): ConfigIssue[] {
  const literal = literalPaths(description)
  const checked = check(description, config)
  const issues = 'issues' in checked ? ignoreExpressionProblems(config, checked.issues, literal) : []
  return [...issues, ...findExpressionProblems(config, literal)].map(toConfigIssue)
}

export type ParsedConfig = { config: Record<string, unknown> } | { issues: ConfigIssue[] }

/** Checks a config whose expressions are resolved, and fills in the schema's defaults. */
export function parseConfig(description: NodeDescription, config: unknown): ParsedConfig {
  const checked = check(description, config)
  return 'issues' in checked ? { issues: checked.issues.map(toConfigIssue) } : { config: checked.data }
}

function check(description: NodeDescription, config: unknown) {
  const fields = describeFields(description)
  return checkSchema(description.config, config, (path) => subjectOf(fields, path))
}

function toConfigIssue({ path, message }: SchemaIssue): ConfigIssue {
  return { path: formatPath(path), message }
}

/** `['conditions', 1, 'left']` → `Left of condition 2`, in the words of the form. */
function subjectOf(fields: readonly FieldDescription[], path: readonly PathKey[]): string {
  const [name, index, ...rest] = path
  if (name === undefined) return 'The config'
  const field = fields.find((candidate) => candidate.name === name)
  if (!field) return `"${formatPath(path)}"`
  if (index === undefined) return field.label
  if (!field.itemFields || typeof index !== 'number') return `"${formatPath(path)}"`
  const item = `${field.itemName} ${index + 1}`
  if (rest.length === 0) return item.charAt(0).toUpperCase() + item.slice(1)
  return `${subjectOf(field.itemFields, rest)} of ${item}`
}
