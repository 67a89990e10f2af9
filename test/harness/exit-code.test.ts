import { expect, it } from 'vitest'
import { runScript } from './script.ts'

it('a run that failed says so to whoever started it, also where the test Postgres was loaded', async () => {
  expect(await runScript(new URL('failed-run.ts', import.meta.url)).ended()).toBe(3)
})
