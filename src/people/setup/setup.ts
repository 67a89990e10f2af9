import { z } from 'zod'
import { audit } from '../../chat/audit.ts'
import type { Context, Team } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import type { Reply } from '../../chat/platform.ts'
import { readPairs } from '../settings/pairs.ts'
import { filledIn, readFilled, settingFields } from '../settings/screen.ts'
import { type TeamKey, type TeamValues, teamColumns, teamKeys, teamSettings } from '../settings/team-settings.ts'
import { allTeams, teamById } from '../store.ts'
import { conflictText, notHereMessage, problemsMessage, savedMessage, setupWords } from './messages.ts'
import { type SetupTarget, setupTarget } from './target.ts'

/** Makes this channel a team's own, or changes the settings of the team it has. */
export const setupVerb: Verb = {
  name: 'setup',
  words: ['setup', '设置', 'settings', '配置', '初始化'],
  usage: {
    en: '/rapport setup time=09:00 zone=Asia/Shanghai days=mon-fri',
    'zh-CN': '/rapport 设置 时间=09:00 时区=Asia/Shanghai 工作日=周一至周五',
  },
  needs: 'team.setup',
  async run(context, rest) {
    if (context.place?.kind !== 'internal' || !context.channel)
      return { kind: 'message', message: notHereMessage(context.locale) }
    const target = await setupTarget(context, context.channel.id)
    if ('parts' in target) return { kind: 'message', message: target }
    if (!rest.trim()) return { kind: 'form', form: setupForm(context, target, target.base) }
    const { values, problems } = readPairs(rest, teamSettings)
    if (values.name !== undefined && (await isTaken(context, target, values.name))) {
      const taken = { en: setupWords('en').taken(values.name), 'zh-CN': setupWords('zh-CN').taken(values.name) }
      problems.push(taken)
    }
    if (problems.length > 0)
      return { kind: 'message', message: problemsMessage(context.locale, problems, setupWords(context.locale).example) }
    return save(context, target, { ...target.base, ...values })
  },
}

const state = z.strictObject({ channelId: z.int32(), shown: z.record(z.enum(teamKeys), z.string().max(200)) })

/** Saves only what the person changed; what somebody else changed meanwhile stays, and is shown when both changed the same. */
export const setupFormEntry = formEntry({
  id: 'people.setup',
  needs: 'team.setup',
  state,
  values: filledIn,
  async submit(context, filled, { channelId, shown }) {
    const target = await setupTarget(context, channelId)
    if ('parts' in target) return { kind: 'message', message: target }
    const { values, errors } = readFilled(filled, teamSettings, context.locale)
    if (values.name !== undefined && (await isTaken(context, target, values.name)))
      errors.name = setupWords(context.locale).taken(values.name)
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors }
    const changed = teamKeys.filter(key => values[key] !== shown[key])
    const mine = Object.fromEntries(changed.map(key => [key, values[key]])) as Partial<TeamValues>
    const wanted = { ...target.base, ...mine }
    const both = target.team ? changed.filter(key => target.base[key] !== shown[key] && target.base[key] !== wanted[key]) : []
    if (both.length > 0)
      return { kind: 'next-form', form: setupForm(context, target, { ...wanted, ...pick(target.base, both) }, both) }
    return save(context, target, wanted)
  },
})

/** The form of the team whose channel this is, from a button. */
export const setupAction = action({
  id: 'people.setup',
  needs: 'team.setup',
  value: z.strictObject({ channelId: z.int32() }),
  async run(context, { channelId }) {
    const target = await setupTarget(context, channelId)
    if ('parts' in target) return { kind: 'message', message: target }
    return { kind: 'form', form: setupForm(context, target, target.base) }
  },
})

function setupForm(context: Context, target: SetupTarget, values: TeamValues, conflicts: readonly TeamKey[] = []): Form {
  const text = setupWords(context.locale)
  return {
    id: 'people.setup',
    title: target.team ? text.title(target.team.name) : text.newTitle,
    submit: text.save,
    intro: conflicts.length > 0 ? conflictText(context.locale, conflicts, target.base) : text.intro,
    fields: settingFields(teamSettings, values, context.locale),
    state: { channelId: target.channel.id, shown: target.base },
  }
}

async function isTaken(context: Context, target: SetupTarget, name: string): Promise<boolean> {
  const others = (await allTeams(context.tx)).filter(({ id }) => id !== target.team?.id && id !== target.adopts?.id)
  return others.some(team => team.name.toLowerCase() === name.toLowerCase())
}

async function save(context: Context, target: SetupTarget, values: TeamValues): Promise<Reply> {
  const { tx, now, locale } = context
  const known = target.team ?? target.adopts
  if (target.team && teamKeys.every(key => values[key] === target.base[key]))
    return { kind: 'message', message: savedMessage(locale, target.team, 'unchanged') }
  const data = teamColumns(values)
  const { id } = known ? await tx.team.update({ where: { id: known.id }, data }) : await tx.team.create({ data })
  if (!target.team) await tx.channel.update({ where: { id: target.channel.id }, data: { teamId: id } })
  const changed = teamKeys.filter(key => values[key] !== target.base[key])
  await audit(tx, context, 'team.setup', JSON.stringify({ teamId: id, channelId: target.channel.id, changed }), 'granted', now)
  const team: Team = await teamById(tx, id)
  return { kind: 'message', message: savedMessage(locale, team, target.team ? 'saved' : 'made') }
}

const pick = (values: TeamValues, keys: readonly TeamKey[]): Partial<TeamValues> =>
  Object.fromEntries(keys.map(key => [key, values[key]])) as Partial<TeamValues>
