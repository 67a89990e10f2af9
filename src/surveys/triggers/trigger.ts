import type { Worded } from '../../chat/wording.ts'
import type { TriggerCause } from '../asking/ask.ts'

/** Something that has customers asked by itself. */
export interface TriggerKind {
  cause: TriggerCause
  /** What people type for it. */
  words: readonly string[]
  name: Worded
  /** With which questionnaire and after (or before) how many days unless somebody says otherwise. */
  usual: { kind: string; days: number }
  /** The days that can be set; null: none. */
  range: { from: number; to: number } | null
  /** Reads "14" as people say it. */
  when(days: number): Worded
}

export const triggerKinds: readonly TriggerKind[] = [
  {
    cause: 'ticket',
    words: ['ticket', 'tickets', '工单', '工单解决'],
    name: { en: 'a ticket was solved', 'zh-CN': '工单解决' },
    usual: { kind: 'csat', days: 1 },
    range: { from: 0, to: 30 },
    when: days => ({ en: `${days} ${days === 1 ? 'day' : 'days'} after a ticket was solved`, 'zh-CN': `工单解决 ${days} 天后` }),
  },
  {
    cause: 'order',
    words: ['order', 'orders', '订单', '下单'],
    name: { en: 'an order', 'zh-CN': '下单' },
    usual: { kind: 'csat', days: 14 },
    range: { from: 1, to: 180 },
    when: days => ({ en: `${days} ${days === 1 ? 'day' : 'days'} after an order`, 'zh-CN': `下单 ${days} 天后` }),
  },
  {
    cause: 'renewal',
    words: ['renewal', '续约', '合同到期'],
    name: { en: 'a renewal is near', 'zh-CN': '临近续约' },
    usual: { kind: 'nps', days: 60 },
    range: { from: 7, to: 365 },
    when: days => ({ en: `${days} days before a renewal`, 'zh-CN': `续约前 ${days} 天` }),
  },
  {
    cause: 'quarterly',
    words: ['quarterly', 'quarter', '季度', '每季度'],
    name: { en: 'every quarter', 'zh-CN': '每季度' },
    usual: { kind: 'nps', days: 0 },
    range: null,
    when: () => ({ en: 'once a quarter, each customer on a day of its own', 'zh-CN': '每季度一次，在不同日期分批' }),
  },
  {
    cause: 'lost',
    words: ['lost', 'left', '流失', '离开'],
    name: { en: 'a customer left', 'zh-CN': '客户流失' },
    usual: { kind: 'lost', days: 1 },
    range: { from: 0, to: 30 },
    when: days => ({ en: `${days} ${days === 1 ? 'day' : 'days'} after a customer left`, 'zh-CN': `客户流失 ${days} 天后` }),
  },
]
