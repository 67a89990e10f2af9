import type { Context } from '../../chat/context.ts'
import { bold, code, type Inline, type Message, type Part, type Row } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { clip } from '../../tasks/task.ts'
import { themesOf } from '../themes/store.ts'
import { countThemes, mostComments, readComments, type ThemeCount } from './comments.ts'
import type { Asked } from './scope.ts'
import { periodText, titleOf, viewButton } from './views.ts'

const words = wording({
  en: {
    none: 'Nobody left a comment in this period.',
    count: (count: string, percent: number) => ` · ${count} (${percent}%)`,
    unhappy: (count: string) => ` · ${count} unhappy`,
    content: (count: string) => ` · ${count} content`,
    quote: (text: string, customer: string) => `“${text}” ${customer}`,
    without: (count: string, percent: number) => `${count} (${percent}%) mention none of these.`,
    of: (period: string, count: string) => `${count} comments, ${period}; one may mention several themes.`,
    cut: (count: string) => `Only the latest ${count} were looked at.`,
    edit: 'Change the words: ',
    command: '/survey themes',
    space: ' ',
  },
  'zh-CN': {
    none: '这段时间没有客户留言。',
    count: (count: string, percent: number) => ` · ${count} 条（${percent}%）`,
    unhappy: (count: string) => ` · 不满意 ${count}`,
    content: (count: string) => ` · 满意 ${count}`,
    quote: (text: string, customer: string) => `“${text}”——${customer}`,
    without: (count: string, percent: number) => `${count} 条（${percent}%）未归入任何主题。`,
    of: (period: string, count: string) => `${period}共 ${count} 条留言，一条可能涉及多个主题。`,
    cut: (count: string) => `只统计了最近 ${count} 条。`,
    edit: '修改关键词：',
    command: '/survey 主题',
    space: '',
  },
})

const longestQuote = 140

/** What comments are about, with a few of them. */
export async function themesView(context: Context, asked: Asked): Promise<Message> {
  const { tx, locale } = context
  const text = words(locale)
  const read = await readComments(context, asked)
  const comments = read.slice(0, mostComments)
  const { themes, without } = countThemes(asked.questionnaire, await themesOf(tx, asked.team), comments)
  const title = await titleOf(context, asked, 'themes')
  const percent = (count: number) => Math.round((100 * count) / comments.length)
  const notes = [
    text.of(periodText(asked, locale), comments.length.toLocaleString(locale)),
    ...(without > 0 ? [text.without(without.toLocaleString(locale), percent(without))] : []),
    ...(read.length > mostComments ? [text.cut(mostComments.toLocaleString(locale))] : []),
  ]
  const edit: Inline[] = context.may('survey.manage', { teamId: asked.team.id })
    ? [text.space, text.edit, code(text.command)]
    : []
  const body: Part[] =
    comments.length === 0
      ? [{ kind: 'text', text: [text.none] }]
      : [
          { kind: 'list', rows: themes.map(theme => rowOf(context, theme, percent(theme.comments))) },
          { kind: 'note', text: [notes.join(text.space), ...edit] },
        ]
  return {
    locale,
    summary: title,
    parts: [
      { kind: 'heading', text: title },
      ...body,
      { kind: 'actions', actions: [viewButton(locale, asked.scope, 'overview')] },
    ],
  }
}

function rowOf({ locale }: Context, { name, comments, unhappy, content, quotes }: ThemeCount, percent: number): Row {
  const text = words(locale)
  const mood = [
    ...(unhappy > 0 ? [text.unhappy(unhappy.toLocaleString(locale))] : []),
    ...(content > 0 ? [text.content(content.toLocaleString(locale))] : []),
  ]
  const quoted = quotes.map(({ text: said, customer }) => text.quote(clip(said, longestQuote), customer))
  return {
    text: [bold(name), text.count(comments.toLocaleString(locale), percent), ...mood],
    detail: [quoted.join(' · ')],
  }
}
