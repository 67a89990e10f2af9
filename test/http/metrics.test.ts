import { describe, expect, it } from 'vitest'
import type { Incoming, Receive } from '../../src/chat/platform.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { startHttp } from '../../src/http/server.ts'
import { useStore } from '../harness/store.ts'

const now = new Date('2026-11-25T10:00:00Z')
const person = { platform: 'slack', id: 'U1' }
const rooms = { commands: [{ name: 'customer', aliases: ['客户'] }] } as never as Parameters<
  ReturnType<typeof createMetrics>['time']
>[1]
const answering: Receive = async () => ({ kind: 'none' })
const command = (name: string): Incoming => ({
  ...{ kind: 'command', name, text: 'Canary GmbH', key: 'k', platform: 'slack', person, place: null, replyTo: null },
})

describe('metrics', () => {
  const holder = useStore()

  async function scrape(metrics: ReturnType<typeof createMetrics>, headers: Record<string, string> = {}) {
    const mounts = [metrics.mount(holder.store, () => now)]
    const server = await startHttp({ host: '127.0.0.1', port: 0, mounts, log: () => {} })
    const response = await fetch(`${server.url}/metrics`, { headers })
    const body = await response.text()
    await server.close()
    return { status: response.status, body }
  }

  it('count what the log is told, and pass it on', async () => {
    const metrics = createMetrics()
    const lines: unknown[] = []
    const log = metrics.watch((...line) => void lines.push(line))
    log('info', 'delivery.attempt', { platform: 'slack', state: 'sent', key: 'digest:1:C1' })
    log('warn', 'delivery.attempt', { platform: 'slack', state: 'failed', code: 'is_archived' })
    log('debug', 'job.ran', { job: 'digest', ms: 1_500, scope: 'team:1' })
    log('error', 'job.failed', { job: 'digest', ms: 20, code: 'P2028' })
    expect(lines).toHaveLength(4)
    const { body } = await scrape(metrics)
    expect(body).toContain('rapport_delivery_attempts_total{platform="slack",state="sent"} 1')
    expect(body).toContain('rapport_problems_total{event="delivery.attempt",code="is_archived"} 1')
    expect(body).toContain('rapport_job_seconds_sum{job="digest",outcome="ran"} 1.5')
    expect(body).toContain('rapport_job_seconds_count{job="digest",outcome="failed"} 1')
    expect(body).toMatch(/rapport_job_last_success_timestamp_seconds\{job="digest"\} \d+/)
    expect(body).toContain('rapport_process_resident_memory_bytes')
  })

  it('name commands by the list of commands only, and never what was typed', async () => {
    const metrics = createMetrics()
    const receive = metrics.time(answering, rooms)
    for (const name of ['/customer', '客户', 'canary-typed-this']) await receive(command(name))
    const { body } = await scrape(metrics)
    expect(body).toContain('rapport_handled_seconds_count{command="/customer",answer="none"} 2')
    expect(body).toContain('rapport_handled_seconds_count{command="command",answer="none"} 1')
    expect(body.toLowerCase()).not.toContain('canary')
  })

  it('stay small whatever codes there are', async () => {
    const metrics = createMetrics()
    const log = metrics.watch(() => {})
    for (let i = 0; i < 5_000; i++) log('error', 'http.failed', { code: `code_${i}` })
    log('error', 'http.failed', { code: 'Canary GmbH, Berlin' })
    const { body } = await scrape(metrics)
    expect(body.match(/^rapport_problems_total/gm)?.length).toBeLessThanOrEqual(201)
    expect(body).not.toContain('Canary')
  })

  it('say how much waits and for how long', async () => {
    const at = new Date(now.getTime() - 90_000)
    const base = { platform: 'slack', place: 'C1', target: {}, message: {}, createdAt: at, notBefore: at }
    await holder.store.db.outboxItem.createMany({
      data: [
        { key: 'a', ...base },
        { key: 'b', ...base, notBefore: now },
        { key: 'c', ...base, state: 'sent' },
      ],
    })
    await holder.store.db.inboxItem.create({ data: { key: 'a', platform: 'slack', payload: {}, receivedAt: at } })
    const { body } = await scrape(createMetrics())
    expect(body).toContain('rapport_queue_items{queue="outbox",platform="slack",state="pending"} 2')
    expect(body).toContain('rapport_queue_oldest_seconds{queue="outbox",platform="slack",state="pending"} 90')
    expect(body).toContain('rapport_queue_oldest_seconds{queue="inbox",platform="slack",state="pending"} 90')
    expect(body).not.toContain('state="sent"')
    expect(body).toContain('rapport_database_up 1')
  })

  it('are not there for what comes through a proxy', async () => {
    expect((await scrape(createMetrics(), { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
    for (const headers of [
      { forwarded: 'for=203.0.113.9' },
      { via: '1.1 proxy' },
      { 'x-real-ip': '203.0.113.9' },
      { 'x-forwarded-proto': 'https' },
    ])
      expect((await scrape(createMetrics(), headers as Record<string, string>)).status).toBe(404)
  })
})
