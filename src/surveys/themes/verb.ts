import { z } from 'zod'
import { type Context, type Team, teamOf } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { bold, type Message } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { cleanText } from '../../customers/fields.ts'
import { lockTeam, teamById } from '../../people/store.ts'
import { clip } from '../../tasks/task.ts'
import { longestTheme, readWords, themeProblems } from './edit.ts'
import type { Theme } from './match.ts'
import { ownThemes, themesOf } from './store.ts'

const words = wording({
  en: {
    title: (team: string) => `Themes of comments · ${team}`,
    shipped: 'These come with Rapport. The first change makes them your own.',
    own: 'Latin words are found as whole words, Chinese ones anywhere. Removing the last theme brings back those that came with Rapport.',
    new: 'New theme',
    edit: 'Edit',
    remove: 'Remove',
    confirm: (name: string) => `Comments are no longer counted by “${name}”.`,
    saved: (name: string) => `Theme “${name}” saved.`,
    removed: (name: string) => `Theme “${name}” removed.`,
    gone: (name: string) => `The theme “${name}” was changed or removed meanwhile.`,
    newTitle: 'New theme',
    editTitle: 'Edit theme',
    save: 'Save',
    name: 'Name',
    words: 'Words',
    hint: 'Words and phrases in any language, with commas or line breaks between them',
    join: ', ',
  },
  'zh-CN': {
    title: (team: string) => `留言主题 · ${team}`,
    shipped: '目前使用内置主题，首次修改后即成为团队自己的主题。',
    own: '英文按整词匹配，中文按包含匹配。删除全部主题后恢复为内置主题。',
    new: '新建主题',
    edit: '编辑',
    remove: '删除',
    confirm: (name: string) => `之后不再按“${name}”统计留言。`,
    saved: (name: string) => `主题“${name}”已保存。`,
    removed: (name: string) => `主题“${name}”已删除。`,
    gone: (name: string) => `主题“${name}”刚刚被修改或删除了。`,
    newTitle: '新建主题',
    editTitle: '编辑主题',
    save: '保存',
    name: '名称',
    words: '关键词',
    hint: '中英文词语均可，用逗号、顿号或换行分隔',
    join: '、',
  },
})

/** `/survey themes`: what comments are counted by. */
export const themesVerb: Verb = {
  name: 'themes',
  words: ['themes', 'theme', '主题'],
  usage: { en: '/survey themes', 'zh-CN': '/survey 主题' },
  needs: 'survey.manage',
  async run(context) {
    const team = teamOf(context)
    context.demand('survey.manage', { teamId: team.id })
    return { kind: 'message', message: await listMessage(context, team) }
  },
}

async function listMessage(context: Context, team: Team, done?: string): Promise<Message> {
  const { locale, tx } = context
  const text = words(locale)
  const isOwn = (await tx.surveyTheme.count({ where: { teamId: team.id } })) > 0
  const themes = await themesOf(tx, team)
  const value = (name: string) => ({ teamId: team.id, name })
  const rows = themes.map(({ name, words: all }) => ({
    text: [bold(name)],
    detail: [clip(all.join(text.join), 120)],
    act: [
      { action: themeAction.id, label: text.edit, value: value(name) },
      { action: removeTheme.id, label: text.remove, value: value(name), style: 'danger' as const, confirm: text.confirm(name) },
    ],
  }))
  return {
    locale,
    summary: done ?? text.title(team.name),
    parts: [
      ...(done ? [{ kind: 'text' as const, text: [done] }] : []),
      { kind: 'heading', text: text.title(team.name) },
      { kind: 'list', rows },
      { kind: 'note', text: [isOwn ? text.own : text.shipped] },
      { kind: 'actions', actions: [{ action: themeAction.id, label: text.new, value: { teamId: team.id, name: null } }] },
    ],
  }
}

const themeShape = z.strictObject({ teamId: z.int32(), name: z.string().max(200).nullable() })

export const themeAction = action({
  id: 'surveys.theme',
  needs: 'survey.manage',
  value: themeShape,
  async run(context, { teamId, name }) {
    context.demand('survey.manage', { teamId })
    const team = await teamById(context.tx, teamId)
    const theme = (await themesOf(context.tx, team)).find(one => one.name === name)
    if (name !== null && !theme)
      return { kind: 'replace', message: await listMessage(context, team, words(context.locale).gone(name)) }
    return { kind: 'form', form: themeForm(context.locale, teamId, theme ?? null) }
  },
})

function themeForm(locale: Locale, teamId: number, theme: Theme | null): Form {
  const text = words(locale)
  const filled = (value: string | undefined) => (value ? { value } : {})
  return {
    id: 'surveys.theme',
    title: theme ? text.editTitle : text.newTitle,
    submit: text.save,
    fields: [
      { kind: 'text', name: 'name', label: text.name, maxLength: longestTheme, ...filled(theme?.name) },
      {
        ...{ kind: 'text', name: 'words', label: text.words, hint: text.hint, multiline: true, maxLength: 3_000 },
        ...filled(theme?.words.join(text.join)),
      },
    ],
    state: { teamId, name: theme?.name ?? null },
  }
}

export const themeSubmit = formEntry({
  id: 'surveys.theme',
  needs: 'survey.manage',
  state: themeShape,
  values: z.strictObject({ name: z.string().nullish(), words: z.string().max(20_000).nullish() }),
  async submit(context, values, { teamId, name: before }) {
    context.demand('survey.manage', { teamId })
    const { tx, locale } = context
    const team = await teamById(tx, teamId)
    const theme = { name: cleanText(values.name ?? ''), words: readWords(values.words ?? '') }
    await lockTeam(tx, teamId)
    const all = await themesOf(tx, team)
    if (before !== null && !all.some(one => one.name === before))
      return { kind: 'invalid', errors: { name: words(locale).gone(before) } }
    const errors = themeProblems(
      context,
      theme,
      all.filter(one => one.name !== before),
    )
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors }
    await ownThemes(tx, team)
    if (before === null) await tx.surveyTheme.create({ data: { teamId, ...theme } })
    else await tx.surveyTheme.update({ where: { teamId_name: { teamId, name: before } }, data: theme })
    return { kind: 'message', message: await listMessage(context, team, words(locale).saved(theme.name)) }
  },
})

export const removeTheme = action({
  id: 'surveys.theme-remove',
  needs: 'survey.manage',
  value: z.strictObject({ teamId: z.int32(), name: z.string().max(200) }),
  async run(context, { teamId, name }) {
    context.demand('survey.manage', { teamId })
    const team = await teamById(context.tx, teamId)
    const text = words(context.locale)
    // Before looking: of two who remove the last own theme at once, the second must not make the shipped ones the team's own.
    await lockTeam(context.tx, teamId)
    if (!(await themesOf(context.tx, team)).some(theme => theme.name === name))
      return { kind: 'replace', message: await listMessage(context, team, text.gone(name)) }
    await ownThemes(context.tx, team)
    await context.tx.surveyTheme.deleteMany({ where: { teamId, name } })
    return { kind: 'replace', message: await listMessage(context, team, text.removed(name)) }
  },
})
