import type { Context, Team } from '../../chat/context.ts'
import type { Verb } from '../../chat/feature.ts'
import { bold, code, type Inline, type Message, type Row, say } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import { wording } from '../../chat/wording.ts'
import { teamNamed } from '../../customers/responsible.ts'
import { clip } from '../../tasks/task.ts'
import { countsOf, type Figures, movementText } from '../figures.ts'
import type { Segment } from '../own/segment.ts'
import { segmentsOf } from '../own/store.ts'
import { type RfmGroup, rfmGroupNames, rfmGroups } from '../rfm/rules.ts'
import { groups, rfmName } from '../rfm/words.ts'
import { readableTeams } from '../teams.ts'
import { segmentButtons } from './show.ts'

const words = wording({
  en: {
    title: (team: string) => `Segments of ${team}`,
    rfm: 'By recency, frequency and spend (each night)',
    own: 'Own segments',
    none: 'No segments of your own yet. Make one with ',
    example: '/segment new "Happy customers" csat>=4 and ticket.solved<30d',
    notYet: 'RFM segments are worked out at night, once there are orders.',
    list: 'List',
    broken: 'filter cannot be read',
    other: 'Other teams: ',
    otherList: '/segment list',
  },
  'zh-CN': {
    title: (team: string) => `${team}的客户分群`,
    rfm: '价值分层（RFM，每晚更新）',
    own: '自建分群',
    none: '还没有自建分群，可以这样新建：',
    example: '/segment 新建 满意客户 满意度>=4 且 工单.解决<30天',
    notYet: '有订单之后，价值分层会在夜间算出。',
    list: '名单',
    broken: '条件无法识别',
    other: '其他团队：',
    otherList: '/segment 列表',
  },
})

/** Rows of own segments. */
const listed = 30

export const listVerb: Verb = {
  name: 'list',
  words: ['list', 'all', '列表', '全部'],
  usage: { en: '/segment', 'zh-CN': '/segment' },
  needs: 'customer.read',
  async run(context, rest) {
    const teams = await readableTeams(context)
    const team = rest.trim() ? teamNamed(context, teams, rest) : teams[0]
    if (typeof team === 'string') return { kind: 'message', message: say(context.locale, team) }
    if (!team) return { kind: 'none' }
    return { kind: 'message', message: await overview(context, team, teams) }
  },
}

/** How many are in each segment, how they move, and what to do about them. */
async function overview(context: Context, team: Team, teams: readonly Team[]): Promise<Message> {
  const { locale, tx } = context
  const text = words(locale)
  const own = await segmentsOf(tx, [team.id])
  const figures = await countsOf(context, team, own)
  const rated = rfmGroupNames.some(group => memberCount(figures, group) > 0)
  const parts: Message['parts'] = [{ kind: 'heading', text: text.title(team.name) }]
  if (rated) parts.push({ kind: 'list', title: text.rfm, rows: rfmGroupNames.map(group => groupRow(context, group, figures)) })
  else parts.push({ kind: 'note', text: [text.notYet] })
  const left = own.length - listed
  const rows = own.slice(0, listed).map(segment => ownRow(context, segment, figures.get(String(segment.id))))
  if (rows.length)
    parts.push({ kind: 'list', title: text.own, rows, ...(left > 0 ? { more: [chatWords(locale).more(left)] } : {}) })
  else if (context.may('segment.manage', { teamId: team.id })) parts.push({ kind: 'text', text: [text.none, code(text.example)] })
  const others = teams.filter(({ id }) => id !== team.id)
  if (others.length) {
    const commands = others
      .slice(0, 5)
      .flatMap((other, index): Inline[] => [index ? ' ' : '', code(`${text.otherList} ${other.name}`)])
    parts.push({ kind: 'note', text: [text.other, ...commands] })
  }
  return { locale, summary: text.title(team.name), parts }
}

const memberCount = (figures: ReadonlyMap<string, Figures>, name: string): number => figures.get(name)?.members ?? 0

function groupRow({ locale }: Context, group: RfmGroup, figures: ReadonlyMap<string, Figures>): Row {
  const parts: readonly (typeof rfmGroups)[RfmGroup][number][] = rfmGroups[group]
  const each = parts.map(part => `${rfmName(part, locale)} ${memberCount(figures, part).toLocaleString(locale)}`)
  const detail = [...(parts.length > 1 ? [each.join(locale === 'en' ? ', ' : '、')] : []), groups[group].strategy[locale]]
  return {
    text: countText(locale, groups[group].name[locale], figures.get(group)),
    detail: [detail.join(' · ')],
    act: [{ action: 'customers.list', label: words(locale).list, value: { filter: rfmFilter(group, locale), page: 0 } }],
  }
}

const rfmFilter = (group: RfmGroup, locale: Context['locale']): string =>
  locale === 'en' ? `rfm:${groups[group].name.en.toLowerCase().replaceAll(' ', '-')}` : `分层：${groups[group].name['zh-CN']}`

function ownRow(context: Context, segment: Segment, figures: Figures | undefined): Row {
  const { locale } = context
  const broken: Inline[] = segment.brokenAt ? [' · ⚠️ ', words(locale).broken] : []
  return {
    text: [...countText(locale, segment.name, figures), ...broken],
    detail: [code(clip(segment.filter, 200))],
    act: segmentButtons(context, segment),
  }
}

function countText(locale: Context['locale'], name: string, figures: Figures | undefined): Inline[] {
  const moved = movementText(locale, figures)
  return [bold(name), ` · ${(figures?.members ?? 0).toLocaleString(locale)}`, ...(moved ? [` · ${moved}`] : [])]
}
