import type { FieldDescription } from '@spane/node-sdk'
import type { Problem } from '@spane/workflow'

/** What a field of the generated form is given. */
export interface ConfigFieldProps {
  field: FieldDescription
  /** Inside the config, with the places of list items: `conditions[0].left`. */
  path: string
  value: unknown
  onChange: (value: unknown) => void
  problems: readonly Problem[]
}
