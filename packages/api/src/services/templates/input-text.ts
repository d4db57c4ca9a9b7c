import type { WorkflowTemplate } from '@spane/templates'

/** The input of a template as Run shows it: JSON, indented. */
export function toInputText({ input }: WorkflowTemplate): string {
  return JSON.stringify(input, null, 2)
}
