import { z } from 'zod'
import { action } from '../../chat/feature.ts'
import { type Button, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { unask } from '../../customers/contact-policy/blocks.ts'
import { withheld } from '../survey.ts'

const words = wording({
  en: {
    recall: 'Call back what is not sent',
    recalled: (count: number, shown: string) =>
      `Called back: ${shown} ${count === 1 ? 'customer was' : 'customers were'} not asked.`,
  },
  'zh-CN': {
    recall: '撤回未发出的',
    recalled: (_count: number, shown: string) => `已撤回，${shown} 位客户不会收到问卷。`,
  },
})

/** Offered where something waits to be sent. `at`: when it was asked for, which names one's own mailing. */
export const recallButton = (locale: Locale, teamId: number, at: Date): Button => ({
  action: 'surveys.recall',
  label: words(locale).recall,
  value: { teamId, at: at.toISOString() },
})

/** What is not with delivery yet is not sent, and these customers count as not asked. Everybody calls back their own. */
export const recallAction = action({
  id: 'surveys.recall',
  needs: 'survey.send',
  value: z.strictObject({ teamId: z.int32(), at: z.iso.datetime() }),
  async run(context, { teamId, at }) {
    context.demand('survey.send', { teamId })
    const { tx, actor, locale } = context
    const when = new Date(at)
    const taken = await tx.survey.updateManyAndReturn({
      where: { teamId, createdById: actor.memberId, createdAt: when, queuedAt: null, failedCode: null },
      data: { failedCode: withheld('called-back') },
      select: { customerId: true },
    })
    await unask(
      tx,
      taken.map(({ customerId }) => customerId),
      when,
    )
    const count = taken.length
    return { kind: 'replace', message: say(locale, words(locale).recalled(count, count.toLocaleString(locale))) }
  },
})
