const SOURCE = Symbol('source')

declare const VALUE: unique symbol

/** An expression of the workflow language, whose value has the type `T` once it is evaluated. */
export interface Expression<T = unknown> {
  readonly [VALUE]?: T
}

/** An expression whose fields are expressions, too: `ref(node).output.customer.id`. */
export type Ref<T> = Expression<T> &
  (unknown extends T
    ? // biome-ignore lint/suspicious/noExplicitAny: of an output without a type every field may be named
      { readonly [key: string]: any }
    : T extends readonly (infer Item)[]
      ? { readonly [index: number]: Ref<Item>; readonly length: Ref<number> }
      : T extends object
        ? { readonly [Key in keyof T]-?: Ref<T[Key]> }
        : unknown)

/** Text with at least one `{{ … }}` in it. */
export type Template = `${string}{{${string}}}${string}`

/** A config as it may be written: every value of it may also be an expression that makes one. */
export type WithExpressions<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T | Template | Expression<T>
    : T extends readonly (infer Item)[]
      ? readonly WithExpressions<Item>[] | Template | Expression<T>
      : T extends object
        ? { [Key in keyof T]: WithExpressions<T[Key]> } | Template | Expression<T>
        : T

/** An expression written by hand: the JavaScript that would stand between `{{` and `}}`. */
export function expr<T = unknown>(source: string): Ref<T> {
  return createRef(source) as Ref<T>
}

/** What the node is given: the output of its only parent, or an object with those of several. */
export function input<T = unknown>(): Ref<T> {
  return expr<T>('input')
}

/**
 * Text with expressions in it.
 * @example
 * text`Order ${ref(start).output.id} was shipped`
 */
export function text(parts: TemplateStringsArray, ...expressions: (Expression | string | number)[]): Template {
  const pieces = parts.map((part, index) => {
    const value = expressions[index]
    return index < expressions.length ? part + (isExpression(value) ? toTemplate(value) : String(value)) : part
  })
  return pieces.join('') as Template
}

export function isExpression(value: unknown): value is Expression {
  return typeof value === 'function' && SOURCE in value
}

/** The expression as it stands in a config: `{{ … }}`. */
export function toTemplate(expression: Expression): string {
  return `{{ ${(expression as unknown as { [SOURCE]: string })[SOURCE]} }}`
}

/** The JavaScript that reads the output of a node. */
export function outputSource(nodeId: string): string {
  return `nodes[${JSON.stringify(nodeId)}].output`
}

/** `source.key`, or with brackets where the key is no name. */
export function fieldSource(source: string, key: string): string {
  if (/^(0|[1-9]\d{0,8})$/.test(key)) return `${source}[${key}]`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${source}.${key}` : `${source}[${JSON.stringify(key)}]`
}

function createRef(source: string): unknown {
  // A function as the target: its own fields are fixed by name, and none of them is asked for as a field of the output.
  const target = Object.assign(() => undefined, { [SOURCE]: source })
  return new Proxy(target, {
    get: (_, key) => {
      if (key === SOURCE) return source
      if (key === Symbol.toPrimitive) return () => `{{ ${source} }}`
      return typeof key === 'symbol' ? undefined : createRef(fieldSource(source, key))
    },
  })
}
