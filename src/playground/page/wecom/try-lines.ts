import type { WecomChat } from '../../wecom/ui-contract.ts'

/** Lines worth trying first, for the person's language and the kind of chat. */
export function wecomTryLines(locale: string, kind: WecomChat['kind']): string[] {
  if (!locale.toLowerCase().startsWith('zh'))
    return kind !== 'group'
      ? [
          'customer acme',
          'care',
          'log acme: called Anna, wants a discount next: friday send the quote',
          'customer list at-risk',
          'help',
        ]
      : ['care team', 'customer acme', '/rapport digest now']
  return kind !== 'group'
    ? [
        '客户 知客',
        '关怀',
        '跟进 知客：和周敏通了电话，希望续约前有折扣，下一步：周五发报价',
        '客户 列表 有风险',
        '问卷',
        '分群',
        '帮助',
      ]
    : ['关怀 团队', '客户 知客', '客户 列表 有风险']
}
