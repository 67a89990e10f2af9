import type { Context } from '../chat/context.ts'
import type { Command } from '../chat/feature.ts'
import type { Message } from '../chat/message.ts'
import { unknownVerbMessage } from '../chat/messages.ts'
import { nearest } from '../chat/verbs.ts'
import { answersVerb } from './answers.ts'
import { sendVerb } from './asking/send.ts'
import { closeVerb } from './closing/close.ts'
import { openVerb } from './closing/open.ts'
import { linkVerb } from './joining/link-verb.ts'
import { listVerb } from './own/list.ts'
import { newVerb } from './own/verb.ts'
import type { SurveyParts } from './parts.ts'
import { referralsVerb } from './referrals/list.ts'
import { resultsVerb } from './results/verb.ts'
import { themesVerb } from './themes/verb.ts'
import { autoVerb } from './triggers/verb.ts'

/** What is nearly a verb, and no customer's name. */
const slip = (command: Command, { locale }: Context, typed: string): Message | null => {
  const near = nearest(
    typed,
    command.verbs.flatMap(({ words }) => [...words]),
  )
  return near === null ? null : unknownVerbMessage(locale, command, typed, near)
}

export const surveyCommand = (parts: SurveyParts): Command => {
  const send = sendVerb(parts, (context, typed) => slip(command, context, typed))
  const command: Command = {
    name: 'survey',
    aliases: ['问卷', '调查'],
    summary: { en: 'Ask customers, see and act on what they answer', 'zh-CN': '询问客户，查看并处理他们的反馈' },
    verbs: [
      send,
      resultsVerb,
      answersVerb,
      openVerb,
      closeVerb,
      listVerb,
      newVerb,
      themesVerb,
      autoVerb,
      referralsVerb,
      linkVerb(parts),
    ],
    otherwise: 'send',
    empty: 'open',
    firstWordIsName: true,
  }
  return command
}
