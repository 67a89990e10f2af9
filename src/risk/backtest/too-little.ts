import { formatDate } from '../../chat/dates/format.ts'
import { dayText } from '../../chat/dates/zone.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { fewestCustomers } from './check.ts'

const words = wording({
  en: {
    tooLittle: (team: string, count: number, day: string, horizon: number) =>
      `${team}: too little to check against. ${count} ${count === 1 ? 'customer' : 'customers'} had ordered by ${day}, the last day of which the ${horizon} days after it are known; it takes ${fewestCustomers}.`,
    from: (day: string) => `There will be enough on ${day}. `,
    next: 'Import older orders with `npm run rapport -- import orders FILE`, or look less far ahead with `/rapport setup horizon=30`.',
  },
  'zh-CN': {
    tooLittle: (team: string, count: number, day: string, horizon: number) =>
      `${team}：数据不足，还无法回测。截至${day}（之后 ${horizon} 天的结果已知的最后一天），只有 ${count} 位客户下过单，至少需要 ${fewestCustomers} 位。`,
    from: (day: string) => `到${day}数据就够了。`,
    next: '也可以用 `npm run rapport -- import orders 文件` 导入更早的订单，或用 `/rapport 设置 预测天数=30` 缩短预测期。',
  },
})

/** What is missing for a backtest, and what to do. Days are numbers since 1970-01-01. */
export function tooLittleText(
  { cutoff, customers, from }: { cutoff: number; customers: number; from: number | null },
  team: { name: string; horizonDays: number },
  locale: Locale,
): string[] {
  const text = words(locale)
  const day = (number: number): string => formatDate(dayText(number), locale, 'UTC', 'short')
  const later = from !== null ? text.from(day(from)) : ''
  return [text.tooLittle(team.name, customers, day(cutoff), team.horizonDays), `${later}${text.next}`]
}
