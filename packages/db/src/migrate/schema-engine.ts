import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { LocalMigration } from './read-migrations.ts'

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')

let loading: Promise<EngineModule> | undefined

// The package's own entry imports the .wasm file as a module, which Node does not allow without a flag.
async function instantiateEngine(): Promise<EngineModule> {
  const specifier = '@prisma/schema-engine-wasm/schema_engine_bg'
  const engine: EngineModule = await import(specifier)
  const directory = dirname(createRequire(import.meta.url).resolve(specifier))
  const wasm = await WebAssembly.compile(await readFile(join(directory, 'schema_engine_bg.wasm')))
  const imports = { './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports }
  const instance = await WebAssembly.instantiate(wasm, imports)
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start as () => void
  start()
  return engine
}

/** Starts Prisma's schema engine (WASM, no download) on a driver adapter. The caller frees it. */
export async function startSchemaEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schema: { path: string; content: string },
): Promise<SchemaEngine> {
  loading ??= instantiateEngine()
  const { SchemaEngine } = await loading
  const ignoreLog = () => undefined
  return await SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    ignoreLog,
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

/** Migrations in the shape in which the engine takes them. */
export function toMigrationList(baseDir: string, migrations: readonly LocalMigration[]): MigrationList {
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}
