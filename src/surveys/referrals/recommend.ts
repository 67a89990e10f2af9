import { z } from 'zod'
import { action, formEntry } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import { storable } from '../../chat/typed-text.ts'
import { type Locale, localeOf, wording } from '../../chat/wording.ts'
import { addActivity } from '../../customers/activity.ts'
import { askedSurvey } from '../answering/chat.ts'
import { tellReferral } from './tell.ts'

const words = wording({
  en: {
    title: 'Recommend us',
    submit: 'Send',
    intro: 'Who should hear of us? Please ask them first.',
    name: 'Name, and company',
    reach: 'How to reach them (e-mail or phone)',
    required: 'Please fill this in.',
    thanks: 'Thank you! We will be in touch with them, and mention you.',
  },
  'zh-CN': {
    title: '推荐给朋友',
    submit: '提交',
    intro: '您想把我们推荐给谁？请先征得对方同意。',
    name: '姓名和公司',
    reach: '联系方式（电话或邮箱）',
    required: '请填写这一项。',
    thanks: '谢谢您的推荐！我们会联系对方，并说明是您介绍的。',
  },
})

const about = z.strictObject({ surveyId: z.int32() })

/** A content customer knows somebody. */
export const recommendAction = action({
  id: 'surveys.recommend',
  needs: 'survey.answer',
  value: about,
  async run(context, { surveyId }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    const text = words(localeOf(asked.survey.locale))
    return {
      kind: 'form',
      form: {
        id: 'surveys.recommend',
        title: text.title,
        submit: text.submit,
        intro: text.intro,
        fields: [
          { kind: 'text', name: 'name', label: text.name, maxLength: 200 },
          { kind: 'text', name: 'reach', label: text.reach, maxLength: 200 },
        ],
        state: { surveyId },
      },
    }
  },
})

/** Records who recommended whom, and tells the owner. */
export const recommendSubmit = formEntry({
  id: 'surveys.recommend',
  needs: 'survey.answer',
  state: about,
  values: z.strictObject({ name: z.string().max(200).nullable(), reach: z.string().max(200).nullable() }),
  async submit(context, values, { surveyId }) {
    const asked = await askedSurvey(context, surveyId)
    if ('reply' in asked) return asked.reply
    const { survey } = asked
    const locale: Locale = localeOf(survey.locale)
    const [name, reach] = [values.name, values.reach].map(value => storable(value ?? '').trim())
    if (!name || !reach) {
      const { required } = words(locale)
      return { kind: 'invalid', errors: { ...(name ? {} : { name: required }), ...(reach ? {} : { reach: required }) } }
    }
    const { tx, now } = context
    const { customerId } = survey
    const known = await tx.referral.findFirst({ where: { customerId, name, reach }, select: { id: true } })
    if (!known) {
      const referral = await tx.referral.create({ data: { customerId, surveyId, name, reach, createdAt: now } })
      const data = { name }
      await addActivity(tx, { customerId, kind: 'referral', at: now, memberId: null, source: 'chat', refId: referral.id, data })
      await tellReferral(context, referral)
    }
    return { kind: 'replace', message: say(locale, words(locale).thanks) }
  },
})
