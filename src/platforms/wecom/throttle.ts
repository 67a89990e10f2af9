import type { Message } from '../../chat/message.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** What WeCom lets a robot say in one conversation. */
const perMinute = 30
const perHour = 1_000
const remembered = 5_000

export interface Throttle {
  /** Counts so many messages said there now. */
  said(chat: string, at: number, messages: number): void
  /** Seconds until so many more may be sent there unasked; 0: now. */
  waitSeconds(chat: string, at: number, messages: number): number
}

/** What WeCom counts for a message of ours: its text, a card with its first buttons, a picture for each chart, and its files. */
export function weightOf({ parts, files = [] }: Message): number {
  const pictures = parts.filter(({ kind }) => kind === 'chart').length
  return 1 + Number(parts.some(({ kind }) => kind === 'actions')) + pictures + files.length
}

/** Each conversation's last hour, in this process's memory: the one that has the robot's connection says everything; apps count by process. */
export function createThrottle(): Throttle {
  const said = new Map<string, number[]>()
  const lastHour = (chat: string, at: number) => (said.get(chat) ?? []).filter(time => time > at - hourMs)
  return {
    said(chat, at, messages) {
      const times = [...lastHour(chat, at), ...Array.from({ length: messages }, () => at)]
      said.delete(chat)
      said.set(chat, times)
      const [oldest] = said.keys()
      if (said.size > remembered && oldest !== undefined) said.delete(oldest)
    },
    waitSeconds(chat, at, messages) {
      const times = lastHour(chat, at)
      const until = (most: number, withinMs: number) => {
        // All of it must fit, but for what is more than fits at any time.
        const first = times.at(-Math.max(1, most - messages + 1))
        return first === undefined ? 0 : first + withinMs - at
      }
      return Math.ceil(Math.max(0, until(perMinute, minuteMs), until(perHour, hourMs)) / 1_000)
    },
  }
}
