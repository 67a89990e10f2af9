import type { Command } from '../chat/feature.ts'
import { runLog } from './log.ts'

const usage = {
  en: '/log acme: called Anna, wants a discount #call next: friday send the quote',
  'zh-CN': '/log 知客：和王总通了电话，想要折扣 #电话 下一步：周五发报价',
}

/** `/log`: what happened with a customer. It has no words of its own: everything after it is the text. */
export const logCommand: Command = {
  name: 'log',
  aliases: ['跟进'],
  summary: { en: 'Log a contact with a customer', 'zh-CN': '记录一次客户跟进' },
  verbs: [{ name: 'add', words: [], usage, needs: 'interaction.log', run: runLog }],
  otherwise: 'add',
  empty: 'add',
  firstWordIsName: true,
}
