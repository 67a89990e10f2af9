import { formatDate } from '../chat/dates/format.ts'
import { bold, type Inline } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import type { Backup } from './backups.ts'
import type { Erased } from './erase.ts'

/** What a table's rows are called; the others are counted together. */
const nouns: Record<string, [en: string, zh: string]> = {
  Contact: ['contacts', '联系人'],
  Interaction: ['log entries', '跟进记录'],
  CareTask: ['tasks', '任务'],
  Order: ['orders', '订单'],
  Ticket: ['tickets', '工单'],
  Contract: ['contracts', '合同'],
  Change: ['changes', '修改记录'],
  OutboxItem: ['messages on their way', '待发消息'],
}

const words = wording({
  en: {
    erased: ' is erased, for good.',
    counts: (list: string) => `Emptied or removed: ${list}.`,
    other: 'other rows',
    stays: 'Figures stay (orders, contracts, dates, outcomes), with a record that names nobody.',
    channels: (count: number) =>
      count === 1
        ? 'One channel was linked and is no more; its name in Slack is as it was.'
        : `${count} channels were linked and are no more; their names in Slack are as they were.`,
    named: 'Records of other customers still name them; look there: ',
    records: (count: number) => (count === 1 ? '1 record' : `${count} records`),
    more: (count: number) => `and ${count} more customers`,
    backups:
      'Exports and copies made elsewhere still hold the data, and so do the backups made before; delete them when you no longer need them: ',
    noBackups: 'There are no backups in the backup folder; exports and copies made elsewhere still hold the data.',
    chat: 'What was said in chat stays there: messages and files in Slack are deleted in Slack.',
    comma: ', ',
  },
  'zh-CN': {
    erased: '的资料已永久抹除。',
    counts: (list: string) => `已清空或删除：${list}。`,
    other: '其他记录',
    stays: '统计数字（订单、合同、日期、结果）以匿名方式保留，不再指向任何人。',
    channels: (count: number) => `已解除与 ${count} 个频道的关联；频道在 Slack 里的名称不变。`,
    named: '其他客户的资料里还提到这位客户，请自行查看：',
    records: (count: number) => `${count} 条`,
    more: (count: number) => `等，另有 ${count} 位客户`,
    backups: '导出的文件和存放在别处的副本仍含有这些数据，此前的备份也是，不再需要时请删除：',
    noBackups: '备份文件夹里没有备份；导出的文件和存放在别处的副本仍含有这些数据。',
    chat: '聊天里说过的内容不受影响：Slack 中的消息和文件需在 Slack 里删除。',
    comma: '、',
  },
})

const shown = 5

/** What was erased, what stays and where else the customer may be found: one line each. */
export function erasedLines(
  locale: Locale,
  customer: { name: string },
  { counts, channels, named, backups }: Erased & { backups: readonly Backup[] },
): Inline[][] {
  const text = words(locale)
  const lines: Inline[][] = [[bold(customer.name), text.erased]]
  if (Object.keys(counts).length > 1) lines.push([text.counts(countList(locale, counts))])
  lines.push([text.stays])
  if (channels.length) lines.push([text.channels(channels.length)])
  if (named.length) {
    const list = named.slice(0, shown).map(({ name, records }) => `${name} (${text.records(records)})`)
    const rest = named.length > shown ? ` ${text.more(named.length - shown)}` : ''
    lines.push([text.named, list.join(text.comma), rest])
  }
  const kept = backups.map(({ name, at }) => `${name} (${formatDate(at, locale, 'UTC')})`)
  lines.push(kept.length ? [text.backups, kept.join(text.comma)] : [text.noBackups])
  return [...lines, [text.chat]]
}

function countList(locale: Locale, counts: Record<string, number>): string {
  const text = words(locale)
  let others = 0
  const list: string[] = []
  for (const [table, count] of Object.entries(counts)) {
    const noun = nouns[table]?.[locale === 'en' ? 0 : 1]
    if (noun) list.push(`${noun} ${count}`)
    else if (table !== 'Customer') others += count
  }
  return [...list, ...(others ? [`${text.other} ${others}`] : [])].join(text.comma)
}
