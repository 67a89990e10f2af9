// `npm run bench main`: what the bot costs beside the least it could cost. Prints figures; asserts none.
import { writeFileSync } from 'node:fs'
import { readArguments } from './arguments.ts'
import { benchDatabase, type DatabaseFigures } from './main.ts'
import { shopSeed } from './shop.ts'
import { tableOf, thisMachine } from './table.ts'

export async function benchMain(args: readonly string[]): Promise<void> {
  const options = readArguments(args)
  const figures: DatabaseFigures[] = []
  console.error(`seed ${shopSeed}, ${options.customers} customers`)
  for (const database of options.databases) {
    console.error(`${database}...`)
    figures.push(await benchDatabase(database, options))
  }
  const machine = thisMachine()
  console.log(tableOf(machine, figures))
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine, seed: shopSeed, options, figures }, null, 2)}\n`)
}
