import type { AccessAction } from '../../src/chat/access.ts'
import type { FormValues } from '../../src/chat/form.ts'
import type { Json } from '../../src/chat/message.ts'

/** The records everybody tries to reach: of team 1, owned by Sofia. */
export interface Ids {
  customerId: number
  taskId: number
  interactionId: number
  contactId: number
  /** Sofia. */
  ownerId: number
  ticketId: number
  fieldId: number
  /** An own segment of team 1. */
  segmentId: number
  /** An unhappy answer of the customer, and whom they recommended. */
  surveyId: number
  referralId: number
  /** Tom, whom managers may appoint. */
  memberId: number
  /** Team 1 and its channel. */
  teamId: number
  channelId: number
}

export interface EntryRow {
  needs: AccessAction
  /** Given: the entry is tried on the records above. Without, only who gets in at all is tried. */
  sample?: (ids: Ids) => Sample
  /** The sample is about whatever the person may see, not about the records above. */
  everybodysOwn?: boolean
}

/** What follows a verb, an action's value, or a form's state and values. */
export interface Sample {
  rest?: string
  value?: Json
  state?: Json
  values?: FormValues
}

const customer = ({ customerId }: Ids): Sample => ({ value: { customerId } })
const task = ({ taskId }: Ids): Sample => ({ value: { taskId } })
const interaction = ({ interactionId }: Ids): Sample => ({ value: { interactionId } })
const survey = ({ surveyId }: Ids): Sample => ({ value: { surveyId } })
/** The scope of the team's NPS results. */
const npsOf = ({ teamId }: Ids) => ({ kind: 'nps', teamId, filter: null, ownerId: null, quarter: null })
const absent = ({ ownerId }: Ids): Sample => ({ value: { memberId: ownerId } })
const rest = (text: string) => (): Sample => ({ rest: text })

/** Every verb, action and form there is. The customer is found by its external id K-1, its task and interaction by id. */
export const entries: Record<string, EntryRow> = {
  // people
  '/rapport help': { needs: 'help.read' },
  '/rapport me': { needs: 'settings.own' },
  '/rapport setup': { needs: 'team.setup' },
  '/rapport role': { needs: 'role.grant' },
  '/rapport status': { needs: 'status.read' },
  'action people.me': { needs: 'settings.own' },
  '/care away': { needs: 'away.set', sample: rest('@[sofia] until friday') },
  '/care back': { needs: 'away.set', sample: rest('@[sofia]') },
  'action people.away': { needs: 'away.set', sample: absent },
  'action people.back': { needs: 'away.set', sample: absent },
  'form people.away': {
    needs: 'away.set',
    sample: ({ ownerId }) => ({ state: { memberId: ownerId }, values: { awayFrom: null, awayUntil: '2026-10-01' } }),
  },
  'action people.setup': { needs: 'team.setup', sample: ({ channelId }) => ({ value: { channelId } }) },
  'action people.grant': {
    needs: 'role.grant',
    sample: ({ memberId, teamId }) => ({ value: { memberId, teamId, role: 'viewer' } }),
  },
  'form people.me': { needs: 'settings.own' },
  'form people.setup': {
    needs: 'team.setup',
    sample: ({ channelId }) => ({
      state: { channelId, shown: { ...setup, time: '09:00', days: '1,2,3,4,5' } },
      values: { ...setup, time: '06:00', days: ['1', '2'] },
    }),
  },
  // customers
  '/customer show': { needs: 'customer.read', sample: rest('K-1') },
  '/customer search': { needs: 'customer.read' },
  '/customer new': { needs: 'customer.create' },
  '/customer edit': { needs: 'customer.edit', sample: rest('K-1') },
  '/customer assign': { needs: 'customer.assign', sample: rest('K-1 @[tom]') },
  '/customer tag': { needs: 'customer.edit', sample: rest('K-1 +vip') },
  '/customer stage': { needs: 'customer.edit', sample: rest('K-1 won') },
  '/customer list': { needs: 'customer.read' },
  '/customer timeline': { needs: 'customer.read', sample: rest('K-1') },
  '/customer why': { needs: 'customer.read', sample: rest('K-1') },
  '/customer next': { needs: 'customer.read', sample: rest('K-1') },
  'action orders.next': { needs: 'customer.read', sample: customer },
  '/customer history': { needs: 'customer.read', sample: rest('K-1') },
  '/customer contact': { needs: 'customer.read', sample: rest('K-1') },
  '/customer link': { needs: 'customer.edit', sample: rest('K-1 #[general]') },
  '/customer unlink': { needs: 'customer.edit' },
  '/customer left': { needs: 'customer.edit', sample: rest('K-1 price') },
  '/customer back': { needs: 'customer.edit', sample: rest('K-1') },
  '/customer export': { needs: 'customer.export', sample: rest('K-1') },
  'action privacy.export': { needs: 'customer.export', sample: customer },
  '/customer erase': { needs: 'customer.erase', sample: rest('K-1') },
  'action privacy.erase': { needs: 'customer.erase', sample: customer },
  'form privacy.erase': {
    needs: 'customer.erase',
    sample: ({ customerId }) => ({ state: { customerId }, values: { name: 'somebody else' } }),
  },
  'action customers.assign': {
    needs: 'customer.assign',
    sample: ({ customerId, memberId }) => ({ value: { customerId, memberId } }),
  },
  'action customers.tag': { needs: 'customer.edit', sample: ({ customerId }) => ({ value: { customerId, change: '+vip' } }) },
  'action customers.stage': { needs: 'customer.edit', sample: ({ customerId }) => ({ value: { customerId, stage: 'won' } }) },
  'action customers.list': { needs: 'customer.read', sample: () => ({ value: { filter: '', page: 0 } }), everybodysOwn: true },
  'action customers.timeline': { needs: 'customer.read', sample: customer },
  'action risk.why': { needs: 'customer.read', sample: customer },
  'action customers.history': { needs: 'customer.read', sample: customer },
  'action customers.contact': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ value: { customerId, typed: 'Eve, buyer' } }),
  },
  'action customers.contact-edit': { needs: 'customer.edit', sample: ({ contactId }) => ({ value: { contactId } }) },
  'action customers.contact-remove': { needs: 'customer.edit', sample: ({ contactId }) => ({ value: { contactId } }) },
  'action customers.link': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ value: { customerId, channel: 'general' } }),
  },
  'action customers.left': { needs: 'customer.edit', sample: customer },
  'action customers.back': { needs: 'customer.edit', sample: customer },
  'form customers.assign': {
    needs: 'customer.assign',
    sample: ({ customerId }) => ({ state: { customerId }, values: { owner: 'tom' } }),
  },
  'form customers.tag': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ state: { customerId, shown: [] }, values: { tags: 'vip' } }),
  },
  'form customers.stage': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ state: { customerId }, values: { stage: 'won' } }),
  },
  'form customers.left': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ state: { customerId }, values: { reason: null, note: 'price', day: '2026-09-15' } }),
  },
  'form customers.contact': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ state: { customerId, contactId: null }, values: { name: 'Eve' } }),
  },
  'action customers.show': { needs: 'customer.read', sample: customer },
  'action customers.edit': { needs: 'customer.edit', sample: customer },
  'action customers.new': { needs: 'customer.create' },
  'action customers.create': { needs: 'customer.create' },
  'form customers.search': {
    needs: 'customer.read',
    sample: ({ customerId }) => ({ state: {}, values: { customer: String(customerId) } }),
  },
  'form customers.new': { needs: 'customer.create' },
  'form customers.edit': {
    needs: 'customer.edit',
    sample: ({ customerId }) => ({ state: { customerId, version: 1, shown: {} }, values: { name: 'Taken over' } }),
  },
  // tasks
  '/care mine': { needs: 'customer.read' },
  '/care team': { needs: 'customer.read' },
  '/care person': { needs: 'customer.read' },
  '/care done': { needs: 'task.complete' },
  '/care snooze': { needs: 'task.complete' },
  '/care reassign': { needs: 'task.complete' },
  '/care new': { needs: 'task.create', sample: rest('K-1: send the quote tomorrow') },
  '/care show': { needs: 'customer.read' },
  '/care help': { needs: 'help.read' },
  '/customer reassign': { needs: 'customer.reassign', sample: rest('@[sofia] @[tom]') },
  'action tasks.hand-over': {
    needs: 'customer.reassign',
    sample: ({ ownerId, memberId }) => ({
      value: { leaverId: ownerId, successorId: memberId, filter: '', customers: 1, tasks: 1 },
    }),
  },
  'action tasks.take-back': {
    needs: 'customer.reassign',
    sample: () => ({ value: { id: 'none' } }),
    everybodysOwn: true,
  },
  'action tasks.done': { needs: 'task.complete', sample: task },
  'action tasks.snooze': { needs: 'task.complete', sample: task },
  'action tasks.reassign': { needs: 'task.complete', sample: task },
  'action tasks.new': { needs: 'task.create', sample: customer },
  'form tasks.done': {
    needs: 'task.complete',
    sample: ({ taskId }) => ({ state: { taskId }, values: { result: null, text: 'done it' } }),
  },
  'form tasks.snooze': { needs: 'task.complete', sample: ({ taskId }) => ({ state: { taskId }, values: { until: 'tomorrow' } }) },
  'form tasks.reassign': { needs: 'task.complete', sample: ({ taskId }) => ({ state: { taskId }, values: { person: 'tom' } }) },
  'form tasks.new': {
    needs: 'task.create',
    sample: ({ customerId }) => ({ state: {}, values: { customer: String(customerId), what: 'send the quote' } }),
  },
  // interactions
  '/log add': { needs: 'interaction.log', sample: rest('K-1: called, all is well') },
  'action interactions.log': { needs: 'interaction.log', sample: customer },
  'action interactions.pick': {
    needs: 'interaction.log',
    sample: ({ customerId }) => ({ value: { customerId, draft: 'none' } }),
  },
  'action interactions.decline': {
    needs: 'interaction.log',
    sample: ({ interactionId }) => ({ value: { interactionId, keep: [] } }),
  },
  'action interactions.edit': { needs: 'interaction.edit', sample: interaction },
  'action interactions.undo': { needs: 'interaction.edit', sample: interaction },
  'form interactions.log': {
    needs: 'interaction.log',
    sample: ({ customerId }) => ({ state: {}, values: { customer: String(customerId), text: 'called' } }),
  },
  'form interactions.edit': {
    needs: 'interaction.edit',
    sample: ({ customerId, interactionId }) => ({
      state: { interactionId, base: {} },
      values: { customer: String(customerId), text: 'rewritten', kind: 'call', sentiment: 'neutral' },
    }),
  },
  'shortcut log': { needs: 'interaction.log' },
  'form interactions.said': {
    needs: 'interaction.log',
    sample: ({ customerId }) => ({ state: { draft: 'log-draft:none' }, values: { customer: String(customerId), text: 'said' } }),
  },
  // orders and service
  'action orders.record': {
    needs: 'order.record',
    sample: ({ customerId, interactionId }) => ({ value: { customerId, interactionId, amount: '100.00', currency: 'EUR' } }),
  },
  'action service.renew': {
    needs: 'interaction.log',
    sample: ({ customerId, interactionId }) => ({ value: { customerId, interactionId, until: '2027-06-30' } }),
  },
  'action service.complaint': {
    needs: 'interaction.log',
    sample: ({ customerId, interactionId }) => ({ value: { customerId, interactionId, subject: 'Late again' } }),
  },
  '/rapport fields': { needs: 'team.setup' },
  'action customers.field': { needs: 'team.setup', sample: () => ({ value: { fieldId: null } }), everybodysOwn: true },
  'action customers.field-archive': {
    needs: 'team.setup',
    sample: ({ fieldId }) => ({ value: { fieldId, archive: true } }),
    everybodysOwn: true,
  },
  'form customers.field': {
    needs: 'team.setup',
    sample: () => ({ state: { fieldId: null }, values: { label: 'Seats', type: 'number', options: null } }),
    everybodysOwn: true,
  },
  '/customer ticket': { needs: 'customer.read', sample: rest('K-1') },
  'action external.transfer': { needs: 'customer.reassign', sample: () => ({ value: { id: 'none' } }), everybodysOwn: true },
  '/customer qr': { needs: 'contact.invite', sample: rest('fair 2026'), everybodysOwn: true },
  'action service.close': { needs: 'interaction.log', sample: ({ ticketId }) => ({ value: { ticketId } }) },
  'action service.reopen': { needs: 'interaction.log', sample: ({ ticketId }) => ({ value: { ticketId } }) },
  // surveys
  '/survey send': { needs: 'survey.send', sample: rest('K-1 nps') },
  '/survey link': { needs: 'survey.send', sample: rest('K-1') },
  'action surveys.link': { needs: 'survey.send', sample: customer },
  '/survey open': { needs: 'survey.read', sample: rest(''), everybodysOwn: true },
  '/survey close': { needs: 'survey.close', sample: rest('K-1') },
  '/survey auto': { needs: 'survey.manage', sample: rest(''), everybodysOwn: true },
  '/survey referrals': { needs: 'survey.read', sample: rest(''), everybodysOwn: true },
  '/survey results': { needs: 'survey.read', sample: rest('nps'), everybodysOwn: true },
  '/survey list': { needs: 'survey.read', sample: rest(''), everybodysOwn: true },
  '/survey new': { needs: 'survey.manage', sample: rest('"Onboarding" Easy? [1-5]'), everybodysOwn: true },
  '/survey themes': { needs: 'survey.manage', sample: rest(''), everybodysOwn: true },
  'action surveys.results': { needs: 'survey.read', sample: ids => ({ value: { scope: npsOf(ids), view: 'themes' } }) },
  'action surveys.csv': { needs: 'survey.read', sample: ids => ({ value: { scope: npsOf(ids) } }) },
  'action surveys.remind': { needs: 'survey.send', sample: ids => ({ value: { scope: npsOf(ids), surveyId: ids.surveyId } }) },
  'action surveys.remind-all': { needs: 'survey.send', sample: ids => ({ value: { scope: npsOf(ids) } }) },
  'action surveys.theme': { needs: 'survey.manage', sample: ({ teamId }) => ({ value: { teamId, name: 'Price' } }) },
  'action surveys.theme-remove': { needs: 'survey.manage', sample: ({ teamId }) => ({ value: { teamId, name: 'Price' } }) },
  'form surveys.theme': {
    needs: 'survey.manage',
    sample: ({ teamId }) => ({ state: { teamId, name: null }, values: { name: 'Parking', words: 'parking' } }),
  },
  'action surveys.questionnaire': {
    needs: 'survey.manage',
    sample: ({ teamId }) => ({ value: { teamId, questionnaireId: null } }),
  },
  'action surveys.archive': { needs: 'survey.manage', sample: ({ teamId }) => ({ value: { teamId, questionnaireId: 1 } }) },
  'form surveys.questionnaire': {
    needs: 'survey.manage',
    sample: ({ teamId }) => ({
      state: { teamId, questionnaireId: null },
      values: { name: 'Onboarding', filter: null, lines: 'Easy? [1-5]' },
    }),
  },
  '/survey answers': { needs: 'survey.read', sample: rest('K-1') },
  'action surveys.answers': { needs: 'survey.read', sample: ({ customerId }) => ({ value: { customerId, at: 0 } }) },
  'action surveys.ask': { needs: 'survey.send', sample: customer },
  'action surveys.send': { needs: 'survey.send', sample: ({ customerId }) => ({ value: { customerId, kind: 'nps' } }) },
  'action surveys.mail': { needs: 'survey.manage', sample: ({ teamId }) => ({ value: { teamId, filter: 'all', kind: 'nps' } }) },
  'action surveys.recall': {
    needs: 'survey.send',
    sample: ({ teamId }) => ({ value: { teamId, at: '2026-09-16T10:00:00.000Z' } }),
  },
  'action surveys.close': { needs: 'survey.close', sample: survey },
  'action surveys.referred': { needs: 'survey.close', sample: ({ referralId }) => ({ value: { referralId } }) },
  'action surveys.trigger': {
    needs: 'survey.manage',
    sample: ({ teamId }) => ({ value: { teamId, cause: 'ticket', on: true } }),
  },
  'action surveys.answer': { needs: 'survey.answer', sample: ({ surveyId }) => ({ value: { surveyId, answer: 9 } }) },
  'action surveys.join': { needs: 'survey.answer', sample: () => ({ value: { param: '1.1.x' } }) },
  'action surveys.ask-after': { needs: 'survey.answer', sample: () => ({ value: {} }) },
  'action surveys.again': { needs: 'survey.answer', sample: survey },
  'action surveys.more': { needs: 'survey.answer', sample: survey },
  'action surveys.opt-out': { needs: 'survey.answer', sample: survey },
  'action surveys.opt-in': { needs: 'survey.answer', sample: survey },
  'action surveys.recommend': { needs: 'survey.answer', sample: survey },
  'form surveys.ask': {
    needs: 'survey.send',
    sample: ({ customerId }) => ({ state: { customerId }, values: { kind: 'nps' } }),
  },
  'form surveys.close': {
    needs: 'survey.close',
    sample: ({ surveyId }) => ({ state: { surveyId }, values: { did: 'We called.', tell: 'no' } }),
  },
  'form surveys.referred': {
    needs: 'survey.close',
    sample: ({ referralId, customerId }) => ({ state: { referralId }, values: { customer: String(customerId) } }),
  },
  'form surveys.more': {
    needs: 'survey.answer',
    sample: ({ surveyId }) => ({ state: { surveyId }, values: { comment: 'Mine now' } }),
  },
  'form surveys.recommend': {
    needs: 'survey.answer',
    sample: ({ surveyId }) => ({ state: { surveyId }, values: { name: 'Friend', reach: 'friend@example.com' } }),
  },

  // segments
  '/segment list': { needs: 'customer.read' },
  '/segment show': { needs: 'customer.read' },
  '/segment help': { needs: 'customer.read' },
  '/segment new': { needs: 'segment.manage', sample: rest('"Big ones" spent>5000'), everybodysOwn: true },
  '/segment edit': { needs: 'segment.manage', sample: rest('Happy'), everybodysOwn: true },
  '/segment remove': { needs: 'segment.manage', sample: rest('Happy'), everybodysOwn: true },
  'action segments.show': { needs: 'customer.read', sample: ({ segmentId }) => ({ value: { segmentId } }), everybodysOwn: true },
  'action segments.open': { needs: 'segment.manage', sample: ({ segmentId }) => ({ value: { segmentId } }) },
  'action segments.remove': { needs: 'segment.manage', sample: ({ segmentId }) => ({ value: { segmentId } }) },
  'action segments.change': { needs: 'segment.manage', sample: () => ({ value: { key: 'none' } }), everybodysOwn: true },
  'action segments.save': { needs: 'segment.manage', sample: () => ({ value: { key: 'none', act: true } }), everybodysOwn: true },
  'form segments.edit': {
    needs: 'segment.manage',
    sample: ({ teamId }) => ({
      state: { teamId, segmentId: null, version: 0 },
      values: { name: 'Big ones', filter: 'spent>5000' },
    }),
  },
  // surveys
  '/retention lost': { needs: 'retention.read' },
  'action surveys.lost-trait': { needs: 'segment.manage', sample: ({ teamId }) => ({ value: lostTrait(teamId) }) },
  'action surveys.lost-make': { needs: 'segment.manage', sample: ({ teamId }) => ({ value: lostTrait(teamId) }) },
  // risk and digest
  'action risk.quiet': { needs: 'risk.quiet', sample: customer },
  'form risk.quiet': {
    needs: 'risk.quiet',
    sample: ({ customerId }) => ({ state: { customerId }, values: { until: '2026-10-01', reason: 'away' } }),
  },
  '/customer rhythm': { needs: 'customer.read', sample: rest('K-1') },
  'action risk.rhythm': { needs: 'customer.read', sample: customer },
  '/rapport risk': { needs: 'customer.read' },
  '/rapport backtest': { needs: 'risk.backtest' },
  '/rapport digest': { needs: 'digest.post' },
  // api
  '/rapport token': { needs: 'token.manage', sample: rest('new billing') },
  'action api.revoke': { needs: 'token.manage', sample: () => ({ value: { tokenId: 1 } }) },
}

/** The button at something that those who left share. */
const lostTrait = (teamId: number): Json => ({
  teamId,
  trait: 'tier',
  value: 'A',
  label: 'A',
  from: '2026-06-19',
  last: '2026-09-16',
  counts: [12, 20, 10, 180],
})

/** A team's settings as its form shows them. */
const setup = {
  name: 'Key accounts',
  zone: 'Europe/Berlin',
  lang: 'en',
  currency: 'EUR',
  own: 'no',
  band: 'at_risk',
  min: '0',
  length: '10',
  horizon: '90',
  quiet: '18:00-09:00',
}
