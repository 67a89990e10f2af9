// Run by tests as a process of its own: opens the store, then stores one value after another, naming each when it is stored.
import { errorCode } from '../../src/chat/errors.ts'
import { openStore } from '../../src/database/store.ts'

const [folder = '', databaseUrl, mode = 'write', migrations] = process.argv.slice(2)
try {
  const store = await openStore({ folder, ...(databaseUrl ? { databaseUrl } : {}), ...(migrations ? { migrations } : {}) })
  console.log('open')
  for (let i = 0; mode === 'write'; i++) {
    const key = `${process.pid}-${i}`
    await store.tx(tx => tx.storedValue.create({ data: { key, value: i } }))
    console.log(`stored ${key}`)
  }
  await store.close()
} catch (error) {
  console.log(`refused ${errorCode(error)} ${error instanceof Error ? error.message : ''}`)
  process.exit(1)
}
