const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** What WeCom lets a robot say in one conversation. */
const perMinute = 30
const perHour = 1_000
const remembered = 5_000

export interface Throttle {
  /** Counts so many messages said there now. */
  said(chat: string, at: number, messages?: number): void
  /** Seconds until another message may be sent there unasked; 0: now. */
  waitSeconds(chat: string, at: number): number
}

/** Each conversation's last hour, in this process's memory: the one that has the robot's connection says everything; apps count by process. */
export function createThrottle(): Throttle {
  const said = new Map<string, number[]>()
  const lastHour = (chat: string, at: number) => (said.get(chat) ?? []).filter(time => time > at - hourMs)
  return {
    said(chat, at, messages = 1) {
      const times = [...lastHour(chat, at), ...Array.from({ length: messages }, () => at)]
      said.delete(chat)
      said.set(chat, times)
      const [oldest] = said.keys()
      if (said.size > remembered && oldest !== undefined) said.delete(oldest)
    },
    waitSeconds(chat, at) {
      const times = lastHour(chat, at)
      const until = (most: number, withinMs: number) => {
        const first = times.at(-most)
        return first === undefined ? 0 : first + withinMs - at
      }
      return Math.ceil(Math.max(0, until(perMinute, minuteMs), until(perHour, hourMs)) / 1_000)
    },
  }
}
