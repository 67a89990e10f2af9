import type { Worded } from '../chat/wording.ts'

/** Why customers leave, to choose from; the label is kept, with what was added in own words. */
export const leaveReasons: readonly { name: string; label: Worded }[] = [
  { name: 'price', label: { en: 'Price', 'zh-CN': '价格' } },
  { name: 'competitor', label: { en: 'Went to a competitor', 'zh-CN': '选择了竞品' } },
  { name: 'product', label: { en: 'Product does not fit', 'zh-CN': '产品不合适' } },
  { name: 'service', label: { en: 'Unhappy with the service', 'zh-CN': '对服务不满意' } },
  { name: 'need', label: { en: 'No longer needs it', 'zh-CN': '不再有需求' } },
  { name: 'closed', label: { en: 'Closed or moved away', 'zh-CN': '停业或搬迁' } },
  { name: 'other', label: { en: 'Something else', 'zh-CN': '其他' } },
]

/** The reason kept when the rule, not a person, found that a customer left; in the team's language, like reasons people give. */
export const leftByRule: Record<'orders' | 'contract', Worded> = {
  orders: { en: 'no orders for a long time (by rule)', 'zh-CN': '长期没有下单（系统判定）' },
  contract: { en: 'the contract ended and was not renewed (by rule)', 'zh-CN': '合同到期未续（系统判定）' },
}

/** By these a leaving is known for the rule's, which takes it back when the facts that arrive late say otherwise. */
export const ruleReasons: readonly string[] = Object.values(leftByRule).flatMap(worded => Object.values(worded))

/** `acme reason too expensive`, `acme because ...`, `知客 原因：...`: whom, and why as far as a word says so. Pure. */
export function readReason(line: string): { who: string; reason: string } {
  const match =
    /^(.*?)(?:^|\s|(?<=\p{Script=Han})|[,，])\s*(?:reason|because(?:\s+of)?|原因(?:是|为)?|因为|由于)(?=[\s:：=]|\p{Script=Han})[\s:：=]*(.*)$/isu.exec(
      line,
    )
  return match ? { who: (match[1] ?? '').trim(), reason: (match[2] ?? '').trim() } : { who: line.trim(), reason: '' }
}
