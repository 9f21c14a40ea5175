import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const require = createRequire(import.meta.url)

/**
 * Prisma's driver adapter splits a migration file on `;`, which tears `$$ … $$` bodies apart and leaves tables
 * half-created. Here each file goes to the server as one simple query, which PostgreSQL runs as one transaction.
 */
const wholeScripts = (
  connectionString: string,
  connected: SqlDriverAdapter[],
): SqlMigrationAwareDriverAdapterFactory => {
  const factory = new PrismaPg({ connectionString })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    connected.push(adapter)
    adapter.executeScript = async (script) => {
      const client = new pg.Client({ connectionString })
      await client.connect()
      try {
        await client.query(script)
      } finally {
        await client.end()
      }
    }
    return adapter
  }
  return factory
}

let module: Promise<void> | undefined

/** Once a process: its glue keeps views of the memory of the first instance, and a second one would be read through them. */
const start = async (): Promise<void> => {
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm'))
  const wasm = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue as never })
  const started = instance.exports as unknown as { __wbindgen_start(): void }
  glue.__wbg_set_wasm(instance.exports as never)
  started.__wbindgen_start()
}

/**
 * Prisma's own schema engine, compiled to WebAssembly, so that migrating downloads nothing. It keeps the same
 * `_prisma_migrations` table as `prisma migrate deploy`, which works too wherever the native engine is at hand.
 */
export const openSchemaEngine = async (databaseUrl: string, schemaFile: string) => {
  module ??= start()
  await module
  const schema = await readFile(schemaFile, 'utf8')
  const connected: SqlDriverAdapter[] = []
  const engine = await glue.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(wholeScripts(databaseUrl, connected)),
  )
  // The engine leaves its connections open; a process would wait for them, and a template could not be copied.
  const close = async () => {
    for (const adapter of connected) await adapter.dispose()
  }
  return { engine, close }
}
