import { type JsonKeys, jsonPath } from './json-path.ts'

/** More columns than a person can look through are left out, and counted. */
const MAX_COLUMNS = 60
/** Rows that are read to find the columns. */
const SAMPLE = 200

/** A part of a value that can be shown as rows and columns. */
export interface JsonTable {
  keys: JsonKeys
  /** Several rows of objects, or one object as a single row. */
  kind: 'list' | 'object'
  rows: readonly Record<string, unknown>[]
  columns: string[]
  hiddenColumns: number
}

/** The lists of objects in a value, itself or one level down, and then the value itself when it is an object. */
export function tablesOf(value: unknown): JsonTable[] {
  if (Array.isArray(value)) return listTable(value, [])
  if (!isObject(value)) return []
  const lists = Object.entries(value).flatMap(([key, child]) => (Array.isArray(child) ? listTable(child, [key]) : []))
  return [...lists, ...(Object.keys(value).length > 0 ? [table('object', [], [value])] : [])]
}

/** JavaScript that gives all values of a column: one of an object, or a list of those of the rows. */
export function columnPath({ kind, keys }: JsonTable, column: string, root: string): string {
  if (kind === 'object') return jsonPath([...keys, column], root)
  return `${jsonPath(keys, root)}.map((item) => ${jsonPath([column], 'item')})`
}

/** Where a cell stands in the value. */
export function cellKeys({ kind, keys }: JsonTable, row: number, column: string): JsonKeys {
  return kind === 'object' ? [...keys, column] : [...keys, row, column]
}

function listTable(list: readonly unknown[], keys: JsonKeys): JsonTable[] {
  if (list.length === 0 || !list.slice(0, SAMPLE).every(isObject)) return []
  // Beyond the sample anything may stand: a row without columns is shown empty.
  return [table('list', keys, list as readonly Record<string, unknown>[])]
}

function table(kind: JsonTable['kind'], keys: JsonKeys, rows: JsonTable['rows']): JsonTable {
  const columns = new Set<string>()
  for (const row of rows.slice(0, SAMPLE)) for (const column of Object.keys(row)) columns.add(column)
  const all = [...columns]
  return { keys, kind, rows, columns: all.slice(0, MAX_COLUMNS), hiddenColumns: Math.max(0, all.length - MAX_COLUMNS) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
