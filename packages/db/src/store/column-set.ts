/** A table's column as an array of values, so that any number of rows is one parameter. */
export interface Column<Row> {
  name: string
  /**
   * PostgreSQL's type of one element. A `time` is in milliseconds since the epoch. A `json` is text that is valid JSON, in
   * which no control character can stand: so it travels without being escaped.
   */
  type: 'uuid' | 'text' | 'json' | 'int4' | 'int8' | 'bool' | 'time'
  value: (row: Row) => string | number | boolean | null
}

/**
 * `unnest($n::type[], …) AS alias(column, …)`. Times travel as milliseconds after a moment of the statement's and become
 * timestamps with {@link timestamp}.
 */
export function unnest(columns: readonly Column<never>[], alias: string, firstParameter: number): string {
  const arrays = columns.map(({ type }, index) => arrayOf(type, `$${firstParameter + index}`))
  return `unnest(${arrays.join(', ')}) AS ${alias}(${columns.map((column) => column.name).join(', ')})`
}

const SEPARATOR = '\u001f'
const NULL = '\u001e'

function arrayOf(type: Column<never>['type'], parameter: string): string {
  if (type === 'json') return `string_to_array(${parameter}::text, E'\\x1f', E'\\x1e')`
  return `${parameter}::${type === 'time' ? 'int8' : type}[]`
}

/** The parameters for {@link unnest}: an array literal a column. The driver would escape every element, numbers too. */
export function columnValues<Row>(columns: readonly Column<Row>[], rows: readonly Row[], base: number): string[] {
  return columns.map(({ type, value }) => {
    if (type === 'json') return rows.map((row) => value(row) ?? NULL).join(SEPARATOR)
    let literal = '{'
    for (let index = 0; index < rows.length; index++) {
      if (index > 0) literal += ','
      const element = value(rows[index] as Row)
      if (element === null) literal += 'NULL'
      else if (type === 'text') literal += quoteElement(element as string)
      else literal += type === 'time' ? Math.round((element as number) - base) : element
    }
    return `${literal}}`
  })
}

const SPECIAL = /["\\]/g

function quoteElement(text: string): string {
  return `"${text.includes('"') || text.includes('\\') ? text.replace(SPECIAL, '\\$&') : text}"`
}

/** Milliseconds after the moment in the parameter `base` as a timestamp; null stays null. */
export function timestamp(expression: string, base = '$1'): string {
  return `to_timestamp((${base}::float8 + ${expression}) / 1000.0)`
}
