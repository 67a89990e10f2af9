import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import { bold, type Message, type Row, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { addActivity } from '../../customers/activity.ts'
import { customerById, customerResource, visible } from '../../customers/store.ts'
import { authorOf, changeCustomer, lockCustomer } from '../../customers/write.ts'

const words = wording({
  en: {
    title: (count: number) => `Recommended to us (${count})`,
    none: 'Nobody has recommended us to anybody yet. Content customers are offered it after their answer.',
    by: (name: string, day: string) => `by ${name}, ${day}`,
    became: (name: string) => `became ${name}`,
    open: 'not a customer yet',
    link: 'Became a customer…',
    formTitle: 'Became a customer',
    submit: 'Save',
    which: 'Which customer',
    itself: 'A customer cannot recommend itself; choose another one.',
    gone: 'This recommendation is no longer there.',
    linked: (who: string, from: string) => `${who} is on record as recommended by ${from}.`,
    more: (left: number) => `…and ${left} more, older`,
  },
  'zh-CN': {
    title: (count: number) => `客户推荐（${count}）`,
    none: '还没有客户推荐过别人。满意的客户回答之后，会看到“推荐给朋友”。',
    by: (name: string, day: string) => `${name} ${day}推荐`,
    became: (name: string) => `已成为客户：${name}`,
    open: '还不是客户',
    link: '已成为客户…',
    formTitle: '已成为客户',
    submit: '保存',
    which: '哪位客户',
    itself: '不能是推荐人自己，请选择其他客户。',
    gone: '这条推荐已不存在。',
    linked: (who: string, from: string) => `已登记：${who} 由 ${from} 推荐。`,
    more: (left: number) => `……另有 ${left} 条更早的`,
  },
})

interface Listed {
  id: number
  name: string
  reach: string
  createdAt: Date
  referrer: string
  referred: string | null
  total: number
}

const shownAtMost = 20

/** Who recommended whom, and whether they came. */
export const referralsVerb: Verb = {
  name: 'referrals',
  words: ['referrals', 'referred', 'referral', '推荐', '转介绍'],
  usage: { en: '/survey referrals', 'zh-CN': '/survey 推荐' },
  needs: 'survey.read',
  run: async context => ({ kind: 'message', message: await listMessage(context) }),
}

async function listMessage(context: Context): Promise<Message> {
  const { tx, locale } = context
  const rows = await tx.$queryRaw<Listed[]>`
    SELECT r.id, r.name, r.reach, r."createdAt", c.name AS referrer, became.name AS referred, count(*) OVER ()::int AS total
    FROM "Referral" r JOIN "Customer" c ON c.id = r."customerId" LEFT JOIN "Customer" became ON became.id = r."referredId"
    WHERE ${visible(context)} ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${shownAtMost}`
  const text = words(locale)
  const [first] = rows
  if (!first) return say(locale, text.none)
  const left = first.total - rows.length
  return {
    locale,
    summary: text.title(first.total),
    parts: [
      { kind: 'heading', text: text.title(first.total) },
      { kind: 'list', rows: rows.map(row => listRow(context, row)), ...(left > 0 ? { more: [text.more(left)] } : {}) },
    ],
  }
}

function listRow({ locale, zone, now }: Context, row: Listed): Row {
  const text = words(locale)
  const day = formatDate(row.createdAt, locale, zone, 'relative', now)
  const state = row.referred === null ? text.open : text.became(row.referred)
  const link = { action: 'surveys.referred', label: text.link, value: { referralId: row.id } }
  return {
    text: [bold(row.name), ' · ', row.reach],
    detail: [text.by(row.referrer, day), ' · ', state],
    ...(row.referred === null ? { act: [link] } : {}),
  }
}

const about = z.strictObject({ referralId: z.int32() })

/** The recommendation, if the speaker may edit whom it is from. */
async function referralOf(context: Context, id: number) {
  const referral = await context.tx.referral.findUnique({ where: { id } })
  const referrer = referral && (await customerById(context.tx, referral.customerId))
  if (!referral || !referrer) return null
  context.demand('survey.close', customerResource(referrer))
  return { referral, referrer }
}

export const referredAction = action({
  id: 'surveys.referred',
  needs: 'survey.close',
  value: about,
  async run(context, { referralId }) {
    const text = words(context.locale)
    const found = await referralOf(context, referralId)
    if (!found) return { kind: 'message', message: say(context.locale, text.gone) }
    return {
      kind: 'form',
      form: {
        id: 'surveys.referred',
        title: text.formTitle,
        submit: text.submit,
        intro: `${found.referral.name} · ${found.referral.reach}`,
        fields: [{ kind: 'customer', name: 'customer', label: text.which }],
        state: { referralId },
      },
    }
  },
})

export const referredSubmit = formEntry({
  id: 'surveys.referred',
  needs: 'survey.close',
  state: about,
  values: z.strictObject({ customer: z.string().regex(/^\d{1,9}$/) }),
  async submit(context, { customer }, { referralId }) {
    const { tx, now, locale } = context
    const text = words(locale)
    const found = await referralOf(context, referralId)
    if (!found) return { kind: 'message', message: say(locale, text.gone) }
    const became = await lockCustomer(tx, Number(customer))
    if (!became) return { kind: 'message', message: say(locale, text.gone) }
    context.demand('customer.edit', customerResource(became))
    if (became.id === found.referrer.id) return { kind: 'invalid', errors: { customer: text.itself } }
    await tx.referral.update({ where: { id: referralId }, data: { referredId: became.id } })
    if (became.referrer === null) await changeCustomer(authorOf(context), became, { referrer: found.referrer.name })
    const data = { name: found.referrer.name }
    await addActivity(tx, {
      ...{
        customerId: became.id,
        kind: 'referred',
        at: now,
        memberId: context.actor.memberId,
        source: 'chat',
        refId: referralId,
      },
      data,
    })
    return { kind: 'message', message: say(locale, text.linked(became.name, found.referrer.name)) }
  },
})
