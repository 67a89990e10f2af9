import type { BotAnswer } from './bot-line.ts'
import type { Json } from './model.ts'
import type { World } from './world.ts'

export interface EventDesk {
  /** Sends an event, resolves with the first answer, and redelivers in the background while it is not acknowledged. */
  emit(event: Json): Promise<BotAnswer & { eventId: string }>
  /** Resolves when no redelivery is outstanding. */
  idle(): Promise<void>
  stop(): void
}

/** The `event_callback` envelope around an event. */
function envelope(world: World, event: Json, eventId: string): Json {
  const channel = typeof event.channel === 'string' ? world.channels.get(event.channel) : undefined
  return {
    token: 'playground',
    team_id: world.team.id,
    context_team_id: world.team.id,
    context_enterprise_id: null,
    api_app_id: world.bot.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: world.team.id, user_id: world.bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: channel?.shared ?? false,
    event_context: `4-${eventId}`,
  }
}

const REASONS = {
  operation_timeout: 'http_timeout',
  dispatch_failed: 'connection_failed',
  http_client_error: 'http_error',
  http_service_error: 'http_error',
} as const

/** Sends events; `retryDelaysMs` are the waits before each redelivery (Slack: at once, 1 minute, 5 minutes). */
export function createEventDesk(world: World, retryDelaysMs: readonly number[]): EventDesk {
  const outstanding = new Set<Promise<void>>()
  const wakers = new Set<() => void>()
  let stopped = false

  function wait(ms: number): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        clearTimeout(timer)
        wakers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      timer.unref()
      wakers.add(wake)
    })
  }

  async function redeliver(payload: Json, first: BotAnswer): Promise<void> {
    let answer = first
    for (const [index, delay] of retryDelaysMs.entries()) {
      if (answer.failure === null || answer.noRetry) return
      await wait(delay)
      if (stopped) return
      answer = await world.line.deliver('events_api', payload, { num: index + 1, reason: REASONS[answer.failure] })
    }
  }

  return {
    async emit(event) {
      const eventId = world.ids.next('Ev')
      const payload = envelope(world, { event_ts: world.ids.ts(), ...event }, eventId)
      const answer = await world.line.deliver('events_api', payload)
      if (answer.failure !== null) {
        const task: Promise<void> = redeliver(payload, answer).finally(() => outstanding.delete(task))
        outstanding.add(task)
      }
      return { ...answer, eventId }
    },
    async idle() {
      while (outstanding.size > 0) await Promise.all(outstanding)
    },
    stop() {
      stopped = true
      for (const wake of wakers) wake()
    },
  }
}
