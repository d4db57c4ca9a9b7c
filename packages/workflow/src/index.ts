export * from './apply-operations.ts'
export * from './canonical-content.ts'
export * from './check-schema.ts'
export * from './compose-from-parents.ts'
export * from './definition.ts'
export * from './diff/diff-json.ts'
export * from './diff/diff-workflows.ts'
export * from './diff/operations-between.ts'
export * from './diff/summarize-diff.ts'
export * from './edge-id.ts'
export {
  containsExpression,
  findTemplates,
  isTemplate,
  parseTemplate,
  replaceTemplates,
  soleExpression,
  type TemplateField,
  type TemplatePart,
} from './expression.ts'
export * from './expression-problems.ts'
export * from './graph.ts'
export * from './is-same-json.ts'
export * from './json.ts'
export * from './layout.ts'
export * from './lift-settings.ts'
export { acceptBatch, type BatchRequest, type BatchVerdict } from './merge/accept-batch.ts'
export * from './merge/draft-copy.ts'
export * from './merge/merge-conflict.ts'
export { type MergedWorkflow, type MergeRequest, mergeWorkflows } from './merge/merge-workflows.ts'
export { hasRenames, NO_RENAMES, renameElements } from './merge/rename-elements.ts'
export * from './node-references.ts'
export * from './node-type-lookup.ts'
export * from './normalize-workflow.ts'
export * from './operation.ts'
export * from './operation-error.ts'
export * from './pass-through-port.ts'
export * from './path.ts'
export * from './problem.ts'
export * from './quote.ts'
export * from './resolve-entry.ts'
export * from './validate-workflow.ts'
