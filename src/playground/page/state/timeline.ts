import type { UiMessage } from '../../ui-contract.ts'
import { dayKey } from '../clock.ts'

/** A line that only this page knows: a command that was run here, or a notice from the local Slack. */
export interface LocalLine {
  id: number
  kind: 'echo' | 'notice'
  channel: string
  text: string
  /** The channel's newest message when the line was made; it stands right after it. */
  after: string
  pending: boolean
}

export type TimelineItem =
  | { kind: 'day'; key: string; seconds: number }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: UiMessage; grouped: boolean }
  | { kind: 'line'; key: string; line: LocalLine }

const groupSeconds = 300

/** Slack's `ts` as seconds; its text order is not its time order once digits differ. */
export function secondsOf(ts: string): number {
  const seconds = Number(ts)
  return Number.isFinite(seconds) ? seconds : 0
}

export function byTime(left: UiMessage, right: UiMessage): number {
  return secondsOf(left.ts) - secondsOf(right.ts)
}

/** The newest `ts` in a channel, or `0`. */
export function newestOf(messages: readonly UiMessage[], channel: string): string {
  let newest = '0'
  for (const message of messages) {
    if (message.channel === channel && secondsOf(message.ts) > secondsOf(newest)) newest = message.ts
  }
  return newest
}

/**
 * A channel as it is read: days in the reader's zone, neighbours by one sender grouped, local lines where they happened, and a mark
 * before the first message after `readUpTo` (null: none).
 */
export function timeline(
  messages: readonly UiMessage[],
  lines: readonly LocalLine[],
  channel: string,
  reader: { id: string; zone: string; readUpTo: string | null },
): TimelineItem[] {
  const items: TimelineItem[] = []
  const waiting = lines.filter(line => line.channel === channel)
  let day = ''
  let last: UiMessage | null = null
  let marked = reader.readUpTo === null
  const flush = (before: number) => {
    while (waiting[0] && secondsOf(waiting[0].after) < before) {
      const line = waiting.shift()
      if (line) items.push({ kind: 'line', key: `line-${line.id}`, line })
      last = null
    }
  }
  for (const message of messages.filter(one => one.channel === channel).toSorted(byTime)) {
    const seconds = secondsOf(message.ts)
    flush(seconds)
    const messageDay = dayKey(seconds, reader.zone)
    if (messageDay !== day) {
      items.push({ kind: 'day', key: `day-${messageDay}`, seconds })
      last = null
    }
    day = messageDay
    if (!marked && message.user !== reader.id && seconds > secondsOf(reader.readUpTo ?? '0')) {
      items.push({ kind: 'new', key: 'new' })
      marked = true
      last = null
    }
    items.push({ kind: 'message', key: `message-${message.ts}`, message, grouped: follows(last, message) })
    last = message
  }
  flush(Number.POSITIVE_INFINITY)
  return items
}

function follows(last: UiMessage | null, message: UiMessage): boolean {
  if (!last || last.user !== message.user || last.ephemeralTo !== message.ephemeralTo) return false
  return secondsOf(message.ts) - secondsOf(last.ts) < groupSeconds
}

/** How many messages of others stand after each channel's read mark. */
export function unreadCounts(
  messages: readonly UiMessage[],
  me: string,
  marks: Readonly<Record<string, string>>,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const message of messages) {
    if (message.user === me || secondsOf(message.ts) <= secondsOf(marks[message.channel] ?? '0')) continue
    counts[message.channel] = (counts[message.channel] ?? 0) + 1
  }
  return counts
}
