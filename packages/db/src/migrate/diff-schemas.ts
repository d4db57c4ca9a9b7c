import { PrismaPg } from '@prisma/adapter-pg'
import { startSchemaEngine } from './schema-engine.ts'

/**
 * The SQL that leads from one Prisma schema (`undefined`: nothing) to another; an empty string if they describe the same
 * database. The engine asks the server for its version and its abilities, and changes nothing.
 */
export async function diffSchemas(connectionString: string, from: string | undefined, to: string): Promise<string> {
  const schema = { path: 'schema.prisma', content: to }
  const engine = await startSchemaEngine(new PrismaPg({ connectionString }), schema)
  try {
    const { stdout } = await engine.diff({
      from:
        from === undefined
          ? { tag: 'empty' }
          : { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: from }] },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const sql = stdout ?? ''
    return sql.includes('This is an empty migration') ? '' : sql
  } finally {
    engine.free()
  }
}
