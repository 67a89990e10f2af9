import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, formEntry, type HomeSection, type Verb } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import { bold, type Fact, say } from '../chat/message.ts'
import { staleMessage } from '../chat/messages.ts'
import type { Reply } from '../chat/platform.ts'
import { type Locale, localeOf, wording } from '../chat/wording.ts'
import type { Member } from '../database/generated/client.ts'
import { keepChosen } from './chosen.ts'
import { type OwnValues, ownColumns, ownSettings, ownValues } from './settings/own-settings.ts'
import { readPairs } from './settings/pairs.ts'
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
    example: '/rapport me time=08:30 days=mon-fri lang=en zone=Europe/Berlin',
  },
  'zh-CN': {
    title: '我的设置',
    save: '保存',
    intro: '每个工作日的这个时间，会私信提醒您当天的待办。',
    saved: '已保存，您目前的设置：',
    change: '修改我的设置',
    example: '/rapport 我 时间=08:30 工作日=周一至周五 语言=中文 时区=Asia/Shanghai',
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
    if (!rest.trim()) return { kind: 'form', form: ownForm(context, member) }
    const { values, problems } = readPairs(rest, ownSettings)
    if (problems.length > 0)
      return { kind: 'message', message: problemsMessage(context.locale, problems, words(context.locale).example) }
    return save(context, member, values)
  },
}

export const meAction = action({
  id: 'people.me',
  needs: 'settings.own',
  value: z.strictObject({}),
  async run(context) {
    const member = await self(context)
    return member ? { kind: 'form', form: ownForm(context, member) } : { kind: 'message', message: staleMessage(context.locale) }
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
    return Object.keys(errors).length > 0 ? { kind: 'invalid', errors } : save(context, member, values)
  },
})

const self = async ({ tx, actor }: Context): Promise<Member | null> =>
  actor.memberId === null ? null : memberById(tx, actor.memberId)

function ownForm({ locale }: Context, member: Member): Form {
  const { title, save: submit, intro } = words(locale)
  return { id: 'people.me', title, submit, intro, fields: settingFields(ownSettings, ownValues(member), locale), state: null }
}

const ownFacts = (values: OwnValues, locale: Locale): Fact[] =>
  ownSettings.map(({ key, label }) => ({ label: label[locale], value: [showSetting(key, values[key], locale)] }))

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
      { kind: 'facts', facts: ownFacts(ownValues(member), locale), priority: 6 },
      { kind: 'actions', actions: [{ action: 'people.me', label: change, value: {} }], priority: 9 },
    ]
  },
}

/** Language and zone count as chosen once they differ from what the platform said. */
async function save(context: Context, member: Member, values: Partial<OwnValues>): Promise<Reply> {
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
  message.parts.push({ kind: 'facts', facts: ownFacts(after, locale) })
  return { kind: 'message', message }
}
