/** A table's column as an array of values, so that any number of rows is one parameter. */
export interface Column<Row> {
  name: string
  /** PostgreSQL's type of one element; a `time` is in milliseconds since the epoch. */
  type: 'uuid' | 'text' | 'int4' | 'int8' | 'bool' | 'time'
  value: (row: Row) => string | number | boolean | null
}

/**
 * `unnest($n::type[], …) AS alias(column, …)`. Times travel as milliseconds after a moment of the statement's and become
 * timestamps with {@link timestamp}.
 */
export function unnest(columns: readonly Column<never>[], alias: string, firstParameter: number): string {
  const arrays = columns.map(({ type }, index) => `$${firstParameter + index}::${type === 'time' ? 'int8' : type}[]`)
  return `unnest(${arrays.join(', ')}) AS ${alias}(${columns.map((column) => column.name).join(', ')})`
}

/** The parameters for {@link unnest}: an array literal a column. The driver would escape every element, numbers too. */
export function columnValues<Row>(columns: readonly Column<Row>[], rows: readonly Row[], base: number): string[] {
  return columns.map(({ type, value }) => {
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
