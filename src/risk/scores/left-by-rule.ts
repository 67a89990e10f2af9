import type { Worded } from '../../chat/wording.ts'

/** The reason kept when the rule, not a person, found that a customer left; in the team's language, like reasons people give. */
export const leftByRule: Record<'orders' | 'contract', Worded> = {
  orders: { en: 'no orders for a long time (by rule)', 'zh-CN': '长期没有下单（系统判定）' },
  contract: { en: 'the contract ended and was not renewed (by rule)', 'zh-CN': '合同到期未续（系统判定）' },
}

/** By these a leaving is known for the rule's, which takes it back when the facts that arrive late say otherwise. */
export const ruleReasons: readonly string[] = Object.values(leftByRule).flatMap(worded => Object.values(worded))
