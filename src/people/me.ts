import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, formEntry, type HomeSection, type Verb } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import { bold, type Fact, type Message, say } from '../chat/message.ts'
import { chatWords, staleMessage } from '../chat/messages.ts'
import type { Reply } from '../chat/platform.ts'
import { type Locale, localeOf, wording } from '../chat/wording.ts'
import type { Member } from '../database/generated/client.ts'
import { awayFields, awayValues, takeFields } from './away/form.ts'
import { awayFact, awayWords } from './away/messages.ts'
import { openAbsence } from './away/set.ts'
import { awaySetting } from './away/verbs.ts'
import { keepChosen } from './chosen.ts'
import { type OwnValues, ownColumns, ownSettings, ownValues } from './settings/own-settings.ts'
import { readPairs } from './settings/pairs.ts'
import type { Setting } from './settings/reading.ts'
import { filledIn, readFilled, settingFields } from './settings/screen.ts'
import { showSetting } from './settings/team-settings.ts'
import { problemsMessage } from './setup/messages.ts'
import { memberById } from './store.ts'

const words = wording({
  en: {
    title: 'My settings',
    save: 'Save',
    intro: 'Your morning reminder comes at this time on your working days.',
    saved: 'Saved. These are your settings:',
    change: 'Change my settings',
    example: '/rapport me time=08:30 days=mon-fri lang=en zone=Europe/Berlin away="until monday @anna"',
  },
  'zh-CN': {
    title: '我的设置',
    save: '保存',
    intro: '每个工作日的这个时间，会私信提醒您当天的待办。',
    saved: '已保存，您目前的设置：',
    change: '修改我的设置',
    example: '/rapport 我 时间=08:30 工作日=周一至周五 语言=中文 时区=Asia/Shanghai 外出="到周一 @小王"',
  },
})

/** The person's own reminder time, working days, language and zone. */
export const meVerb: Verb = {
  name: 'me',
  words: ['me', '我', 'my', '我的', '我的设置'],
  usage: { en: words('en').example, 'zh-CN': words('zh-CN').example },
  needs: 'settings.own',
  async run(context, rest) {
    const member = await self(context)
    if (!member) return { kind: 'message', message: staleMessage(context.locale) }
    if (!rest.trim()) return { kind: 'form', form: await ownForm(context, member) }
    const { values, problems } = readPairs(rest, [...ownSettings, awayPair])
    if (problems.length > 0)
      return { kind: 'message', message: problemsMessage(context.locale, problems, words(context.locale).example) }
    const { away, ...own } = values
    const said = away === undefined ? null : await awaySetting(context, member, away)
    return save(context, member, own, said)
  },
}

export const meAction = action({
  id: 'people.me',
  needs: 'settings.own',
  value: z.strictObject({}),
  async run(context) {
    const member = await self(context)
    return member
      ? { kind: 'form', form: await ownForm(context, member) }
      : { kind: 'message', message: staleMessage(context.locale) }
  },
})

export const meFormEntry = formEntry({
  id: 'people.me',
  needs: 'settings.own',
  state: z.null(),
  values: filledIn,
  async submit(context, filled) {
    const member = await self(context)
    if (!member) return { kind: 'message', message: staleMessage(context.locale) }
    const { values, errors } = readFilled(filled, ownSettings, context.locale)
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors }
    const away = awayValues.safeParse(filled)
    if (!away.success) return { kind: 'invalid', errors: { awayUntil: chatWords(context.locale).checkField } }
    const taken = await takeFields(context, member, away.data)
    return 'errors' in taken ? { kind: 'invalid', errors: taken.errors } : save(context, member, values, taken.message)
  },
})

const self = async ({ tx, actor }: Context): Promise<Member | null> =>
  actor.memberId === null ? null : memberById(tx, actor.memberId)

async function ownForm(context: Context, member: Member): Promise<Form> {
  const { title, save: submit, intro } = words(context.locale)
  const fields = [...settingFields(ownSettings, ownValues(member), context.locale), ...(await awayFields(context, member))]
  return { id: 'people.me', title, submit, intro, fields, state: null }
}

async function ownFacts({ tx, now }: Context, memberId: number, locale: Locale): Promise<Fact[]> {
  const member = await tx.member.findUniqueOrThrow({ where: { id: memberId }, include: { standIn: true } })
  const values = ownValues(member)
  const facts = ownSettings.map(({ key, label }) => ({ label: label[locale], value: [showSetting(key, values[key], locale)] }))
  const open = openAbsence(member, now)
  return [
    ...facts,
    { label: awayWords(locale).label, value: [awayFact(locale, now, open, open && (member.standIn?.name ?? null))] },
  ]
}

/** Dates and colleagues need the database, so this one is read by the room and not by itself. */
const awayPair: Setting<'away'> = {
  key: 'away',
  words: ['away', 'off', '外出', '请假', '休假'],
  label: { en: 'Away', 'zh-CN': '外出' },
  read: text => ({ value: text }),
}

/** The settings on the person's own page, with the form to change them. */
export const homeSettings: HomeSection = {
  name: 'settings',
  order: 90,
  async build(context) {
    const member = await self(context)
    if (!member) return []
    const { locale } = context
    const { title, change } = words(locale)
    return [
      { kind: 'text', text: [bold(title)] },
      { kind: 'facts', facts: await ownFacts(context, member.id, locale), priority: 6 },
      { kind: 'actions', actions: [{ action: 'people.me', label: change, value: {} }], priority: 9 },
    ]
  },
}

/** Language and zone count as chosen once they differ from what the platform said. */
async function save(context: Context, member: Member, values: Partial<OwnValues>, away: Message | null): Promise<Reply> {
  const before = ownValues(member)
  const after = { ...before, ...values }
  await context.tx.member.update({ where: { id: member.id }, data: ownColumns(after) })
  const chose = {
    ...(after.lang === before.lang ? {} : { locale: true }),
    ...(after.zone === before.zone ? {} : { zone: true }),
  }
  if (Object.keys(chose).length > 0) await keepChosen(context.tx, member.id, chose)
  // The answer already speaks the language that was just chosen.
  const locale = localeOf(after.lang)
  const message = say(locale, words(locale).saved)
  message.parts.push({ kind: 'facts', facts: await ownFacts(context, member.id, locale) })
  if (away) message.parts.push({ kind: 'divider' }, ...away.parts)
  return { kind: 'message', message }
}
