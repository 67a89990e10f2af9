import type { AccessAction } from '../../src/chat/access.ts'

/** Who tries, seen from a record of team 1 that Sofia owns. */
export const everybody = ['admin', 'manager', 'other manager', 'owner', 'stand-in', 'rep', 'viewer', 'guest', 'outsider'] as const
export type Who = (typeof everybody)[number]

const readers: readonly Who[] = ['admin', 'manager', 'owner', 'stand-in', 'rep', 'viewer']
const managers: readonly Who[] = ['admin', 'manager']
const owners: readonly Who[] = [...managers, 'owner']
/** While Sofia is away, her stand-in has her duty. */
const responsible: readonly Who[] = [...owners, 'stand-in']
const teamReps: readonly Who[] = [...responsible, 'rep']
const members: readonly Who[] = [...readers, 'other manager']

interface Allowed {
  /** To the record of team 1. */
  record: readonly Who[]
  /** The same while the team's reps see their own customers only. */
  ownOnly: readonly Who[]
  /** While it is not known yet to what: whoever may do it to something, somewhere. */
  door: readonly Who[]
}

/** Written out by hand, so that a changed rule fails here. */
export const allowed: Record<AccessAction, Allowed> = {
  'help.read': { record: readers, ownOnly: readers, door: members },
  'settings.own': { record: readers, ownOnly: readers, door: members },
  'away.set': { record: owners, ownOnly: owners, door: members },
  'status.read': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'team.setup': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'role.grant': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'digest.post': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'customer.read': { record: readers, ownOnly: [...responsible, 'viewer'], door: members },
  'customer.create': { record: teamReps, ownOnly: teamReps, door: [...teamReps, 'other manager'] },
  'customer.edit': { record: responsible, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'customer.assign': { record: owners, ownOnly: owners, door: [...teamReps, 'other manager'] },
  'customer.reassign': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'customer.export': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'customer.erase': { record: ['admin'], ownOnly: ['admin'], door: ['admin'] },
  'interaction.log': { record: teamReps, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'interaction.edit': { record: responsible, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'task.create': { record: teamReps, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'task.complete': { record: responsible, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'order.record': { record: teamReps, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'contact.invite': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'segment.manage': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'survey.send': { record: teamReps, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'survey.read': { record: readers, ownOnly: [...responsible, 'viewer'], door: members },
  'survey.manage': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
  'survey.close': { record: responsible, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'survey.answer': { record: everybody, ownOnly: everybody, door: everybody },
  'retention.read': { record: readers, ownOnly: [...responsible, 'viewer'], door: members },
  'token.manage': { record: ['admin'], ownOnly: ['admin'], door: ['admin'] },
  'risk.quiet': { record: responsible, ownOnly: responsible, door: [...teamReps, 'other manager'] },
  'risk.backtest': { record: managers, ownOnly: managers, door: [...managers, 'other manager'] },
}
