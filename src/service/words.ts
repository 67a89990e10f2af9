/** How bad it is for the customer, worst last. */
export const severities = ['low', 'normal', 'high', 'urgent'] as const
export type Severity = (typeof severities)[number]

/** What help desks call them, both languages, lower case. */
export const severityWords: Readonly<Record<string, Severity>> = {
  minor: 'low',
  p4: 'low',
  低: 'low',
  轻微: 'low',
  medium: 'normal',
  moderate: 'normal',
  p3: 'normal',
  中: 'normal',
  普通: 'normal',
  一般: 'normal',
  major: 'high',
  p2: 'high',
  高: 'high',
  严重: 'high',
  critical: 'urgent',
  blocker: 'urgent',
  p1: 'urgent',
  紧急: 'urgent',
  特急: 'urgent',
  非常严重: 'urgent',
}

/** Contracts that ended or were cancelled stay on record; what runs is active. */
export const contractStatuses = ['active', 'cancelled', 'ended'] as const
export type ContractStatus = (typeof contractStatuses)[number]

export const contractWords: Readonly<Record<string, ContractStatus>> = {
  signed: 'active',
  running: 'active',
  open: 'active',
  生效: 'active',
  生效中: 'active',
  有效: 'active',
  执行中: 'active',
  履行中: 'active',
  canceled: 'cancelled',
  terminated: 'cancelled',
  取消: 'cancelled',
  已取消: 'cancelled',
  终止: 'cancelled',
  已终止: 'cancelled',
  解约: 'cancelled',
  expired: 'ended',
  closed: 'ended',
  renewed: 'ended',
  结束: 'ended',
  已结束: 'ended',
  到期: 'ended',
  已到期: 'ended',
  已续约: 'ended',
}
