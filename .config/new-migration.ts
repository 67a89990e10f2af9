// Writes the next migration: `npx tsx .config/new-migration.ts <name>` after editing prisma/schema.prisma.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationDiff } from './migration-diff.ts'

const prisma = fileURLToPath(new URL('../prisma', import.meta.url))
const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npx tsx .config/new-migration.ts <name in a-z, 0-9 and _>')
  process.exit(1)
}

const sql = await migrationDiff(join(prisma, 'schema.prisma'), join(prisma, 'migrations'))
if (sql === null) {
  console.log('The migrations agree with the schema: nothing to write.')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(prisma, 'migrations', `${stamp}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  console.log(`${folder}/migration.sql\nRead it before you commit it: a renamed column is written as a drop and an add.`)
}
