import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { NoAnswer, NotConnected, Refused } from '../../../../src/platforms/wecom/errors.ts'
import { createAppCalls } from '../../../../src/platforms/wecom/rest/app.ts'
import { type Ask, createAsk } from '../../../../src/platforms/wecom/rest/http.ts'
import { corp, type LocalApi, startLocalApi } from './local-api.ts'

let local: LocalApi
let now: Date
let ask: Ask
const lina = { path: 'user/get', params: { userid: 'lina' } }
const named = z.object({ name: z.string() })
const asked = (path: string) => local.api.requests.filter(request => request.path === path).length

beforeEach(async () => {
  now = new Date('2026-11-30T04:00:00Z')
  local = await startLocalApi({ now: () => now.getTime() })
  ask = createAppCalls(createAsk({ url: local.url, timeoutMs: 2_000 }), corp, () => now)
})
afterEach(() => local.stop())

describe('the token of an app', () => {
  it('is asked for once by many who need it at the same time, and kept', async () => {
    await Promise.all(Array.from({ length: 8 }, () => ask(lina, named)))
    await ask(lina, named)
    expect(asked('gettoken')).toBe(1)
    expect(asked('user/get')).toBe(9)
  })

  it('is asked for again before it ends', async () => {
    await ask(lina, named)
    now = new Date(now.getTime() + 7_000_000)
    await ask(lina, named)
    expect(asked('gettoken')).toBe(2)
  })

  it.each([40_014, 42_001])('is replaced once when WeCom says %d', async errcode => {
    await ask(lina, named)
    local.api.script('user/get', errcode)
    await expect(ask(lina, named)).resolves.toEqual({ name: '李娜' })
    expect(asked('gettoken')).toBe(2)
  })

  it('is replaced no second time for the same call', async () => {
    local.api.script('user/get', 42_001, 42_001)
    await expect(ask(lina, named)).rejects.toMatchObject({ code: 'wecom_42001' })
    expect(asked('gettoken')).toBe(2)
  })

  it('is replaced once for several that were refused together', async () => {
    await ask(lina, named)
    local.api.script('user/get', 42_001, 42_001)
    await Promise.all([ask(lina, named), ask(lina, named)])
    expect(asked('gettoken')).toBe(2)
  })

  it('of a wrong secret is refused, and asked for again by the next call', async () => {
    const wrong = createAppCalls(createAsk({ url: local.url }), { ...corp, secret: 'other' }, () => now)
    await expect(wrong(lina, named)).rejects.toMatchObject({ code: 'wecom_40001' })
    await expect(wrong(lina, named)).rejects.toBeInstanceOf(Refused)
    expect(asked('gettoken')).toBe(2)
  })
})

describe('a call', () => {
  it('says when nobody knows what became of it', async () => {
    await ask(lina, named)
    local.api.script('user/get', 'drop-after')
    await expect(ask(lina, named)).rejects.toBeInstanceOf(NoAnswer)
  })

  it('for which no token came never left', async () => {
    local.api.script('gettoken', 'drop-after')
    await expect(ask(lina, named)).rejects.toBeInstanceOf(NotConnected)
    expect(asked('user/get')).toBe(0)
  })

  it('says when nothing left this machine', async () => {
    const nowhere = createAppCalls(createAsk({ url: 'http://127.0.0.1:1' }), corp, () => now)
    await expect(nowhere(lina, named)).rejects.toBeInstanceOf(NotConnected)
  })

  it('of an answer in no known shape has no answer', async () => {
    local.api.script('user/get', { name: 7 })
    await expect(ask(lina, named)).rejects.toBeInstanceOf(NoAnswer)
  })

  it('never tells its token or secret in an error', async () => {
    local.api.script('user/get', 'drop-before')
    const error = await ask(lina, named).catch((failure: unknown) => failure)
    expect(JSON.stringify([String(error), (error as Error).stack, { ...(error as object) }])).not.toMatch(/access_token|secret/)
  })
})
