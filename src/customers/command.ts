import type { Command, Verb } from '../chat/feature.ts'
import { assignVerb } from './verbs/assign.ts'
import { contactVerb } from './verbs/contact.ts'
import { editVerb } from './verbs/edit.ts'
import { historyVerb } from './verbs/history.ts'
import { backVerb, leftVerb } from './verbs/left.ts'
import { linkVerb, unlinkVerb } from './verbs/link.ts'
import { listVerb } from './verbs/list.ts'
import { newVerb } from './verbs/new.ts'
import { searchVerb, showVerb } from './verbs/show.ts'
import { stageVerb } from './verbs/stage.ts'
import { tagVerb } from './verbs/tag.ts'
import { timelineVerb } from './verbs/timeline.ts'

const verbs: Verb[] = [
  showVerb,
  searchVerb,
  newVerb,
  editVerb,
  assignVerb,
  tagVerb,
  stageVerb,
  listVerb,
  timelineVerb,
  historyVerb,
  contactVerb,
  linkVerb,
  unlinkVerb,
  leftVerb,
  backVerb,
]

export const customerCommand: Command = {
  name: 'customer',
  aliases: ['客户', 'customers'],
  summary: { en: 'Find a customer, see everything about them, keep the record', 'zh-CN': '查找客户、查看全貌、维护资料' },
  verbs,
  otherwise: 'show',
  empty: 'search',
  firstWordIsName: true,
}
