// An import in a process of its own, for tests that kill it: FOLDER DATABASE_URL FILE; a line on stdout for each batch.
process.env.TZ = 'UTC'

import { createReadStream } from 'node:fs'
import { openStore } from '../../src/database/store.ts'
import { importTask } from '../../src/imports/task.ts'
import { workplace } from './importing.ts'

const [folder = '', databaseUrl = '', file = ''] = process.argv.slice(2)
const store = await openStore({ folder, ...(databaseUrl && { databaseUrl }) })
const at = workplace(store, { now: () => new Date(), batchRows: 200 })
const order = { kind: 'orders', map: {}, key: 'columns', createCustomers: true, dryRun: false } as const
for await (const event of importTask.run(at, order, createReadStream(file), new AbortController().signal))
  console.log(JSON.stringify(event))
await store.close()
