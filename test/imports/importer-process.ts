// An import in a process of its own, for tests that kill it: FOLDER DATABASE_URL FILE; a line on stdout for each batch.
process.env.TZ = 'UTC'

import { createReadStream } from 'node:fs'
import { openStore } from '../../src/database/store.ts'
import { createImporter } from '../../src/imports/importer.ts'
import { kinds } from './importing.ts'

const [folder = '', databaseUrl = '', file = ''] = process.argv.slice(2)
const store = await openStore({ folder, ...(databaseUrl && { databaseUrl }) })
const importer = createImporter({
  store,
  kinds,
  defaults: { currency: 'EUR', zone: 'UTC' },
  now: () => new Date(),
  batchRows: 200,
})
const order = { kind: 'orders', map: {}, key: 'columns', createCustomers: true, dryRun: false } as const
for await (const event of importer(order, createReadStream(file), new AbortController().signal))
  console.log(JSON.stringify(event))
await store.close()
