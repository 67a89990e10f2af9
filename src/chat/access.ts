import type { LocalDate } from './dates/zone.ts'
import type { PlaceKind } from './platform.ts'

/** A role in one team. Admins have every role everywhere; outsiders none. */
export type Role = 'manager' | 'rep' | 'viewer'

export interface Actor {
  /** Null for people who are no members. */
  memberId: number | null
  name: string
  platform: string
  ref: string
  admin: boolean
  /** Of another company, or nobody we know. */
  outsider: boolean
  roles: ReadonlyMap<number, Role>
  /** Members who are away now and for whom this one stands in, with the day of their return. */
  standsFor?: ReadonlyMap<number, LocalDate>
}

/**
 * What can be done. The word before the dot is the room's noun.
 * A new entry needs a rule in `rules` (the compiler asks) and rows in test/security/access.test.ts.
 */
export const accessActions = [
  'help.read',
  'settings.own',
  'away.set',
  'status.read',
  'team.setup',
  'role.grant',
  'digest.post',
  'customer.read',
  'customer.create',
  'customer.edit',
  'customer.assign',
  'customer.reassign',
  'customer.export',
  'customer.erase',
  'contact.invite',
  'interaction.log',
  'interaction.edit',
  'task.create',
  'task.complete',
  'order.record',
  'segment.manage',
  'risk.quiet',
  'risk.backtest',
  'survey.send',
  'survey.read',
  'survey.manage',
  'survey.close',
  'survey.answer',
  'retention.read',
  'token.manage',
] as const
export type AccessAction = (typeof accessActions)[number]

/** What it is done to. Leave out what is not known yet: then `can` says whether it could be allowed for some such thing. */
export interface Resource {
  place?: PlaceKind | null
  teamId?: number
  /** Owner of the customer, assignee of the task, author of the interaction; null: nobody. */
  ownerId?: number | null
  /** The team's reps see only their own customers. */
  ownOnly?: boolean
}

/**
 * The kind of place that something counts as shown in. The form of a message shortcut and the direct message that answers it are seen by one
 * person alone, though the message they are about may stand in a channel shared with another company: they count as a direct message.
 */
export const shownIn = (place: PlaceKind, aside: boolean): PlaceKind => (aside ? 'dm' : place)

type Rule = (role: Role, mine: boolean, resource: Resource) => boolean

const everyMember: Rule = () => true
const reader: Rule = (role, mine, { ownOnly }) => role !== 'rep' || !ownOnly || mine
const teamRep: Rule = (role, mine, { ownOnly }) => role === 'manager' || (role === 'rep' && (!ownOnly || mine))
const repOrManager: Rule = role => role !== 'viewer'
const ownerOrManager: Rule = (role, mine) => role === 'manager' || (role === 'rep' && mine)
const selfOrManager: Rule = (role, mine) => role === 'manager' || mine
const managerOnly: Rule = role => role === 'manager'
/** Administrators may everything without a rule; nobody else may this. */
const adminOnly: Rule = () => false

const rules: Record<AccessAction, Rule> = {
  'help.read': everyMember,
  'settings.own': everyMember,
  'away.set': selfOrManager,
  'status.read': managerOnly,
  'team.setup': managerOnly,
  'role.grant': managerOnly,
  'digest.post': managerOnly,
  'customer.read': reader,
  'customer.create': repOrManager,
  'customer.edit': ownerOrManager,
  'customer.assign': ownerOrManager,
  'customer.reassign': managerOnly,
  'customer.export': managerOnly,
  'customer.erase': adminOnly,
  'contact.invite': managerOnly,
  'interaction.log': teamRep,
  'interaction.edit': ownerOrManager,
  'task.create': teamRep,
  'task.complete': ownerOrManager,
  'order.record': teamRep,
  'segment.manage': managerOnly,
  'risk.quiet': ownerOrManager,
  'risk.backtest': managerOnly,
  'survey.send': teamRep,
  'survey.read': reader,
  'survey.manage': managerOnly,
  'survey.close': ownerOrManager,
  'survey.answer': everyMember,
  'retention.read': reader,
  'token.manage': adminOnly,
}

/** What does not pass to a stand-in: whose a customer is, and when the absence ends. */
const ownersAlone: ReadonlySet<AccessAction> = new Set(['customer.assign', 'away.set'])

/** What people of other companies may do, wherever they meet the bot. Each entry checks by itself that it is theirs to do. */
const customersOwn: ReadonlySet<AccessAction> = new Set(['survey.answer'])

/** Whose customers and tasks are this actor's to care for today: their own, and those of whom they stand in for. */
export const dutyOf = ({ memberId, standsFor }: Actor): number[] => [
  ...(memberId === null ? [] : [memberId]),
  ...(standsFor?.keys() ?? []),
]

/**
 * May this actor do this to that? Everything not allowed by a rule is refused; nothing works where another company reads along, but for
 * what is the customers' own to do.
 */
export function can(actor: Actor, action: AccessAction, resource: Resource = {}): boolean {
  if (actor.memberId === null) return false
  if (customersOwn.has(action)) return true
  if (actor.outsider || resource.place === 'shared') return false
  if (actor.admin) return true
  const { ownerId } = resource
  const stands = ownerId != null && actor.standsFor?.has(ownerId) === true && !ownersAlone.has(action)
  const mine = ownerId === undefined || ownerId === actor.memberId || stands
  const roles = resource.teamId === undefined ? [...actor.roles.values()] : [actor.roles.get(resource.teamId)]
  return roles.some(role => role !== undefined && rules[action](role, mine, resource))
}
