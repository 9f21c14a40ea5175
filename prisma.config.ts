import { defineConfig } from 'prisma/config'

// Prisma's CLI would download a native schema engine that `generate`, `validate` and `format` never run.
// Migrations use the same engine compiled to WebAssembly: see prisma/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
