import type { Command } from '../chat/feature.ts'
import { helpVerb } from './verbs/help.ts'
import { listVerb } from './verbs/list.ts'
import { editVerb, newVerb } from './verbs/new.ts'
import { removeVerb } from './verbs/remove.ts'
import { showVerb } from './verbs/show.ts'

export const segmentCommand: Command = {
  name: 'segment',
  aliases: ['分群', '客群', 'segments'],
  summary: {
    en: 'Customers that belong together, and what happens when they come and go',
    'zh-CN': '客户分群，以及进入、离开时的自动操作',
  },
  verbs: [listVerb, showVerb, newVerb, editVerb, removeVerb, helpVerb],
  otherwise: 'show',
  empty: 'list',
  firstWordIsName: true,
}
