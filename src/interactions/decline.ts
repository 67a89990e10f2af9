import { z } from 'zod'
import { action } from '../chat/feature.ts'
import { say } from '../chat/message.ts'
import { staleMessage } from '../chat/messages.ts'
import { wording } from '../chat/wording.ts'
import { customerResource } from '../customers/store.ts'
import { openTaskOfLog } from '../tasks/change.ts'
import { entryMessage } from './messages.ts'
import { proposalShape } from './proposal-parts.ts'
import { interactionById } from './store.ts'

const words = wording({ en: { undone: 'This log was undone.' }, 'zh-CN': { undone: '这条跟进已撤销。' } })

/** "No" to an offer: the answer is shown again with the offers that are left. */
export const declineAction = action({
  id: 'interactions.decline',
  needs: 'interaction.log',
  value: z.strictObject({ interactionId: z.int32(), keep: z.array(proposalShape).max(10) }),
  async run(context, { interactionId, keep }) {
    const interaction = await interactionById(context.tx, interactionId)
    if (!interaction) return { kind: 'message', message: staleMessage(context.locale) }
    context.demand('interaction.log', customerResource(interaction.customer))
    if (interaction.undoneAt) return { kind: 'replace', message: say(context.locale, words(context.locale).undone) }
    const task = await openTaskOfLog(context.tx, interactionId)
    return { kind: 'replace', message: entryMessage(context, interaction, task, { understood: null, offers: keep }) }
  },
})
