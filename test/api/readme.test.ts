import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { freshPath } from '../harness/run-folder.ts'
import { useApi } from './server.ts'

const api = useApi()
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const section = /^## HTTP API$(.*?)^## /ms.exec(readme)?.[1] ?? ''
const examples = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(match => match[1] ?? '').filter(text => text.includes('curl'))

describe("the README's examples", () => {
  it('work as they stand, one after the other', async () => {
    expect(examples).toHaveLength(3)
    const cwd = freshPath('readme')
    mkdirSync(cwd, { recursive: true })
    writeFileSync(join(cwd, 'orders.csv'), 'external_id,customer_external_id,ordered_at,amount\nO-2,C-1001,2026-03-31,10\n')
    const { PATH } = process.env
    const env = { PATH, RAPPORT_URL: api.url, RAPPORT_TOKEN: await api.token() }
    const answers: unknown[] = []
    for (const example of examples)
      answers.push(JSON.parse((await promisify(execFile)('sh', ['-euc', example], { cwd, env })).stdout))
    expect(answers).toEqual([
      { accepted: 1, rejected: [] },
      { accepted: 1, rejected: [] },
      expect.objectContaining({ accepted: 1, created: 1, dryRun: true, rejected: [] }),
    ])
    expect(await api.store.db.order.findMany({ select: { externalId: true, currency: true } })).toEqual([
      { externalId: 'O-1', currency: 'EUR' },
    ])
  })
})
