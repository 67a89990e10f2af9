// Prisma downloads a schema engine that `generate` never runs; naming an existing binary keeps the install offline.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

import { defineConfig } from 'prisma/config'

export default defineConfig({ schema: '../prisma/schema.prisma' })
