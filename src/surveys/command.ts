import type { Command } from '../chat/feature.ts'
import { answersVerb } from './answers.ts'
import { sendVerb } from './asking/send.ts'
import { closeVerb } from './closing/close.ts'
import { openVerb } from './closing/open.ts'
import { listVerb } from './own/list.ts'
import { newVerb } from './own/verb.ts'
import type { SurveyParts } from './parts.ts'
import { referralsVerb } from './referrals/list.ts'
import { resultsVerb } from './results/verb.ts'
import { themesVerb } from './themes/verb.ts'
import { autoVerb } from './triggers/verb.ts'

export const surveyCommand = (parts: SurveyParts): Command => ({
  name: 'survey',
  aliases: ['问卷', '调查'],
  summary: { en: 'Ask customers, see and act on what they answer', 'zh-CN': '询问客户，查看并处理他们的反馈' },
  verbs: [sendVerb(parts), resultsVerb, answersVerb, openVerb, closeVerb, listVerb, newVerb, themesVerb, autoVerb, referralsVerb],
  otherwise: 'open',
  empty: 'open',
  firstWordIsName: false,
})
