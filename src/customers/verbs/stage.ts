import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { bold, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { withTyped } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import { namedText } from '../../people/named-text.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { conflictIntro, theirHint } from '../conflict.ts'
import { cleanText, limits, readFields } from '../fields.ts'
import { knownWords } from '../form-fields.ts'
import { customerInline, openButton } from '../messages.ts'
import { problemText } from '../problems.ts'
import type { CustomerRecord } from '../store.ts'
import { authorOf, changeCustomer } from '../write.ts'

const words = wording({
  en: {
    title: 'Stage',
    submit: 'Save',
    stage: 'Stage',
    such: (known: string) => `Such as ${known}`,
    now: ' is now in the stage ',
    same: ' already is in the stage ',
    none: ' has no stage now.',
    end: '.',
  },
  'zh-CN': {
    title: '修改阶段',
    submit: '保存',
    stage: '阶段',
    such: (known: string) => `例如：${known}`,
    now: '的阶段已改为“',
    same: '的阶段已经是“',
    none: '的阶段已清空。',
    end: '”。',
  },
})

export const stageVerb: Verb = {
  name: 'stage',
  words: ['stage', '阶段'],
  usage: { en: '/customer stage acme negotiation', 'zh-CN': '/customer 阶段 知客 谈判中' },
  needs: 'customer.edit',
  async run(context, line) {
    const about = await aboutWhom(context, line)
    const rest = await namedText(context.tx, context.actor.platform, about.rest)
    const stage = rest.replace(/^(?:to\s|=|＝|改为|改成|→)\s*/iu, '')
    if ([...stage].length > limits.short) return refused(context, stage)
    const value = stage ? { stage } : {}
    const act = (customer: CustomerRecord) => [
      { action: 'customers.stage', label: words(context.locale).title, value: { customerId: customer.id, ...value } },
    ]
    return withCustomer(context, about, act, found => stageClicked(context, found.id, stage))
  },
}

const stageClicked = (context: Context, customerId: number, stage: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer => {
    if (!stage) return { kind: 'form', form: await stageForm(context, customer) }
    return readFields({ stage }, '').problems.stage ? refused(context, stage) : save(context, customer, stage)
  })

/** Too long: said before anybody is asked which customer is meant, and what was typed comes back. */
const refused = ({ locale }: Context, stage: string): Reply => ({
  kind: 'message',
  message: withTyped(locale, problemText(locale, 'stage', 'too-long'), stage),
})

async function save(context: Context, customer: CustomerRecord, typed: string): Promise<Reply> {
  const { locale } = context
  const text = words(locale)
  const stage = readFields({ stage: await usualSpelling(context, customer, typed) }, '').values.stage ?? null
  const changes = await changeCustomer(authorOf(context), customer, { stage })
  const message = stage
    ? say(locale, customerInline(customer), changes.length ? text.now : text.same, bold(stage), text.end)
    : say(locale, customerInline(customer), text.none)
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
  return { kind: 'message', message }
}

/** Stages are free text; the team's own spelling keeps `Negotiation` and `negotiation` one. */
async function usualSpelling(context: Context, customer: CustomerRecord, typed: string): Promise<string> {
  const { stages } = await knownWords(context, customer.teamId)
  return stages.find(stage => stage.toLowerCase() === typed.trim().toLowerCase()) ?? typed
}

/** With `mine`: somebody else changed the stage since this person saw it. */
async function stageForm(context: Context, customer: CustomerRecord, mine?: string): Promise<Form> {
  const text = words(context.locale)
  const { stages } = await knownWords(context, customer.teamId)
  const current = customer.stage ?? ''
  const isConflict = mine !== undefined
  const known = stages.length ? text.such(stages.join(context.locale === 'en' ? ', ' : '、').slice(0, 120)) : ''
  const hint = isConflict ? theirHint(context.locale, current) : known
  const value = mine ?? current
  return {
    id: 'customers.stage',
    title: text.title,
    submit: text.submit,
    intro: isConflict ? await conflictIntro(context, { customerId: customer.id, field: 'stage' }) : customer.name,
    fields: [
      {
        kind: 'text',
        name: 'stage',
        label: text.stage,
        optional: true,
        maxLength: limits.short,
        ...(hint ? { hint } : {}),
        ...(value ? { value } : {}),
      },
    ],
    state: { customerId: customer.id, shown: current },
  }
}

export const stageSubmit = formEntry({
  id: 'customers.stage',
  needs: 'customer.edit',
  state: z.strictObject({ customerId: z.int32(), shown: z.string().default('') }),
  values: z.strictObject({ stage: z.string().nullish() }),
  submit: (context, values, { customerId, shown }) =>
    withClicked(context, customerId, 'customer.edit', async customer => {
      const current = customer.stage ?? ''
      const typed = values.stage ?? ''
      // Left as it was shown: what somebody else chose meanwhile stays.
      const stage = typed === shown ? current : typed
      const { problems } = readFields({ stage }, '')
      if (problems.stage) return { kind: 'invalid', errors: { stage: problemText(context.locale, 'stage', problems.stage) } }
      const isSame = cleanText(stage).toLowerCase() === current.toLowerCase()
      if (current !== shown && !isSame) return { kind: 'next-form', form: await stageForm(context, customer, stage) }
      return save(context, customer, stage)
    }),
})

export const stageAction = action({
  id: 'customers.stage',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int32(), stage: z.string().max(200).optional() }),
  run: (context, { customerId, stage }) => stageClicked(context, customerId, stage ?? ''),
})
