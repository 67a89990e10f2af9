import { z } from 'zod'
import type { PlatformState } from '../../../chat/platform.ts'

/** When each message was first handed to WeCom: what is handed over again soon after, byte by byte the same, is shown once. */
export interface Attempts {
  /** Notes the first attempt, before it is made. `whole`: all of it is checked for repeats, which files are not. */
  begin(key: string, at: number, whole: boolean): Promise<void>
  /** It surely was not shown: the next attempt is the first. */
  forget(key: string): Promise<void>
  /** Whether it may be handed over (again): it never was, or not long ago. */
  mayRepeat(key: string, at: number): Promise<boolean>
}

/** WeCom's memory for repeats, by what we ask of it (path/90236: at most four hours). */
export const repeatSeconds = 1_800
/** Somewhat less, for the way there. */
const safeMs = (repeatSeconds - 300) * 1_000

const noted = z.object({ at: z.number(), whole: z.boolean() })

/** `state` keeps values for a day. */
export function createAttempts(state: PlatformState): Attempts {
  const read = async (key: string) => noted.safeParse(await state.get(`attempt.${key}`)).data ?? null
  return {
    async begin(key, at, whole) {
      if (!(await read(key))) await state.set(`attempt.${key}`, { at, whole })
    },
    forget: key => state.set(`attempt.${key}`, null),
    async mayRepeat(key, at) {
      const first = await read(key)
      return !first || (first.whole && at - first.at < safeMs)
    },
  }
}
