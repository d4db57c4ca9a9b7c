/** Something that can be typed at a place of an expression. */
export interface ExpressionCompletion {
  label: string
  /** What it is, beside the label. */
  detail?: string
  /** What it does, on request. */
  info?: string
  kind: 'name' | 'property' | 'function' | 'node'
  /** Put in place of what was typed; the label when absent. */
  insert?: string
  /** It takes the place of the dot before it, too: `["unit price"]`. */
  replacesDot?: boolean
}
