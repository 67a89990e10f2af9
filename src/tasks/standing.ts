import type { Context } from '../chat/context.ts'
import type { Inline } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import type { ListedTask } from './store.ts'

const words = wording({
  en: { now: 'risk now: ', over: 'no longer at risk' },
  'zh-CN': { now: '当前风险：', over: '目前已不在风险中' },
})

/**
 * The present risk of customers whose task was made for it, by task: the customer may be well again while the task is still open. Empty
 * where nobody works out risk.
 */
export async function standingOf(context: Context, tasks: readonly ListedTask[]): Promise<Map<number, Inline[]>> {
  const hint = context.rooms.customerHints.find(({ name }) => name === 'risk')
  const risky = tasks.flatMap(({ id, cause, customerId }) =>
    cause === 'at-risk' && customerId !== null ? [{ id, customerId }] : [],
  )
  if (!hint || risky.length === 0) return new Map()
  const read = await hint.read(context, [...new Set(risky.map(({ customerId }) => customerId))])
  const text = words(context.locale)
  return new Map(
    risky.map(({ id, customerId }): [number, Inline[]] => {
      const risk = read.get(customerId)
      return [id, risk ? [text.now, ...risk] : [text.over]]
    }),
  )
}
