/** A table's columns as parallel arrays, so that any number of rows is one parameter a column. */
export interface Column<Row> {
  name: string
  /** PostgreSQL's type of one element. */
  type: 'uuid' | 'text' | 'int4' | 'float8' | 'bool' | 'int8'
  value: (row: Row) => string | number | boolean | null
}

/**
 * `unnest($n::type[], …) AS alias(column, …)` and the parameters for it. Times travel as milliseconds (float8) and
 * become timestamps with {@link timestamp} in the statement.
 */
export function unnest<Row>(columns: readonly Column<Row>[], alias: string, firstParameter: number): string {
  const arrays = columns.map((column, index) => `$${firstParameter + index}::${column.type}[]`)
  return `unnest(${arrays.join(', ')}) AS ${alias}(${columns.map((column) => column.name).join(', ')})`
}

/** The parameters for {@link unnest}: an array literal a column. The driver would escape every element, numbers too. */
export function columnValues<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  return columns.map(({ type, value }) => {
    let literal = '{'
    for (const [index, row] of rows.entries()) {
      if (index > 0) literal += ','
      const element = value(row)
      if (element === null) literal += 'NULL'
      else if (type === 'text') literal += quoteElement(String(element))
      else literal += element
    }
    return `${literal}}`
  })
}

const SPECIAL = /["\\]/g

function quoteElement(text: string): string {
  return `"${text.includes('"') || text.includes('\\') ? text.replace(SPECIAL, '\\$&') : text}"`
}

/** Milliseconds since the epoch as a timestamp; null stays null. */
export function timestamp(expression: string): string {
  return `to_timestamp(${expression} / 1000.0)`
}
