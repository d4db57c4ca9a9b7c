import type { SchemaIssue } from './check-schema.ts'
import { findTemplates, isTemplate, parseTemplate, patternOf } from './expression.ts'

/**
 * Drops the issues of a config that are about a value which an expression still has to make: those where the value at the
 * path, or one that holds it, is a string with an expression. They are checked again when the expression is resolved.
 */
export function ignoreExpressionProblems(
  config: unknown,
  issues: readonly SchemaIssue[],
  skipPaths: readonly string[] = [],
): SchemaIssue[] {
  return issues.filter((issue) => {
    let at: unknown = config
    for (const [depth, key] of issue.path.entries()) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) break
      if (skipPaths.includes(patternOf(issue.path.slice(0, depth + 1)))) return true
      at = (at as Record<PropertyKey, unknown>)[key]
    }
    return !isTemplate(at)
  })
}

/** What can be said about the expressions of a config before they run: one that is empty or never closed. */
export function findExpressionProblems(config: unknown, skipPaths: readonly string[] = []): SchemaIssue[] {
  const issues: SchemaIssue[] = []
  for (const { path, template } of findTemplates(config, skipPaths)) {
    for (const part of parseTemplate(template)) {
      if (part.kind !== 'expression') continue
      if (!part.closed) issues.push({ path, message: 'An expression is not closed: "}}" is missing.' })
      else if (part.source.trim() === '')
        issues.push({ path, message: 'An expression is empty: write code between "{{" and "}}".' })
    }
  }
  return issues
}
