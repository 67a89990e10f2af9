import type { Utterance } from './row.ts'

const who = 'sofia'

const customer: Utterance[] = [
  { who, line: '/customer acme', answer: { card: 'Acme GmbH' } },
  { who, line: '/customer ACME GMBH', answer: { card: 'Acme GmbH' } },
  { who, line: '/customer amce', answer: { card: 'Acme GmbH' } },
  { who, line: '/customer 1234567', answer: { card: 'Acme GmbH' } },
  { who, line: '/customer c-1001', answer: { card: 'Acme GmbH' } },
  { who, line: '/customer anna becker', answer: { card: 'Acme GmbH' } },
  { who, line: '/customer tag:vip', answer: { card: 'Acme GmbH' } },
  { who, line: "/customer o'brien", answer: { card: "O'Brien & Sons" } },
  { who, line: '/customer “O’Brien & Sons”', answer: { card: "O'Brien & Sons" } },
  { who, line: '/customer "new"', answer: { card: 'New' } },
  { who, line: '/customer show new', answer: { card: 'New' } },
  { who, line: '/customer "left bank"', answer: { card: 'Left Bank Café' } },
  { who, line: '/customer find left bank cafe', answer: { card: 'Left Bank Café' } },
  { who, line: '/customer north', answer: { list: ['Northwind Traders', 'Northgate Ltd'] } },
  { who, after: '/customer north', line: '/customer 2', answer: { card: 'Northgate Ltd' } },
  { who, after: '/customer north', line: '/customer #1', answer: { card: 'Northwind Traders' } },
  { who, line: '/customer zebra', answer: { says: 'I found no customer for “zebra”.\n[Create]' } },
  { who, line: '/customer', answer: { form: 'customers.search' } },
  { who, line: 'customer acme', answer: { card: 'Acme GmbH' } },
  { who, line: 'Customer　Acme', answer: { card: 'Acme GmbH' } },
  { who, line: 'customer: acme', answer: { card: 'Acme GmbH' } },
  {
    who,
    line: '/customer tag acme +vip -trial',
    answer: { says: 'Acme GmbH now has the tags VIP.' },
    does: ['Acme GmbH: tags VIP, trial → VIP'],
  },
  {
    who,
    line: '/customer TAG acme: +key account, +press -VIP',
    answer: { says: 'Acme GmbH now has the tags trial, key account, press.' },
    does: ['Acme GmbH: tags VIP, trial → trial, key account, press'],
  },
  {
    who,
    line: '/customer stage acme to won',
    answer: { says: 'Acme GmbH is now in the stage won.' },
    does: ['Acme GmbH: stage trial → won'],
  },
  {
    who,
    line: '/customer assign acme to @[tom]',
    answer: { says: 'Acme GmbH now belongs to Tom Baker.' },
    does: ['Acme GmbH: owner Sofia Lind → Tom Baker', 'customer Acme GmbH of Tom Baker, team 1'],
  },
  { who, line: '/customer assign acme', answer: { form: 'customers.assign' } },
  {
    who,
    line: '/customer new Zebra Inc tier=B phone=030 998877 plan=Gold',
    answer: { card: 'Zebra Inc' },
    does: ['customer Zebra Inc of Sofia Lind, team 1'],
  },
  {
    who,
    line: '/customer new Zebra Inc birthday=2026-02-30',
    answer: { form: 'customers.new', holds: { name: 'Zebra Inc', birthday: '2026-02-30' } },
  },
  { who, line: '/customer new', answer: { form: 'customers.new' } },
  {
    who,
    line: '/customer edit acme phone=+49 40 555555 tier: B',
    answer: { says: 'Acme GmbH: saved phone, tier.' },
    does: ['Acme GmbH: phone +49 30 1234567 → +49 40 555555', 'Acme GmbH: tier A → B'],
  },
  { who, line: '/customer edit acme', answer: { form: 'customers.edit', holds: { name: 'Acme GmbH', tier: 'A' } } },
  {
    who,
    line: '/customer list mine',
    answer: { list: ['Acme GmbH', 'Left Bank Café', 'New', 'Northwind Traders', "O'Brien & Sons"] },
  },
  { who, line: '/customer list tag:vip', answer: { list: ['Acme GmbH'] } },
  { who, line: '/customer LIST mine stage : negotiation', answer: { list: ['Northwind Traders'] } },
  { who, line: '/customer list left', answer: { list: ['Harbor Inn'] } },
  { who, line: '/customer list at-rsik', answer: { says: 'Did you mean /customer list at-risk?' } },
  { who, line: '/customer lsit mine', answer: { says: 'Did you mean /customer list mine|at-risk|tag:vip|stage:…?' } },
  { who, line: '/customer tiemline acme', answer: { says: 'Did you mean /customer timeline acme?' } },
  {
    who,
    line: '/customer contact add acme: Ben Ito, CTO, +49 171 5550199',
    answer: { says: 'Ben Ito is now a contact of Acme GmbH.' },
    does: ['Acme GmbH: contact - → Ben Ito, CTO, +49 171 5550199'],
  },
  {
    who,
    line: '/customer left acme reason went to a competitor',
    answer: { says: 'Acme GmbH left on 16 Sep 2026: went to a competitor.' },
    does: ['Acme GmbH: left - → went to a competitor'],
  },
  {
    who,
    line: '/customer back harbor',
    answer: { says: 'Harbor Inn is back.' },
    does: ['Harbor Inn: left Price → -'],
  },
  {
    who,
    place: 'general',
    line: '/customer link acme',
    answer: { says: 'Acme GmbH is now linked to this channel' },
    does: ['#general is about Acme GmbH'],
  },
  { who, line: '/customer timeline acme', answer: { says: 'Nothing has happened with Acme GmbH yet.' } },
  { who, line: '/customer next acme', answer: { says: 'Acme GmbH has no orders, so there is nothing to expect yet.' } },
  { who, line: '/customer rhythm acme', answer: { says: 'Acme GmbH has no orders on record.' } },
  { who, line: '/rapport risk', answer: { says: 'Key accounts has no scored customers yet' } },
  {
    who: 'marcus',
    place: 'key-accounts',
    line: '/rapport backtest',
    answer: { says: 'Key accounts: too little to check against.' },
  },
]

const log: Utterance[] = [
  {
    who,
    line: '/log acme: called Anna, wants a discount before renewal #call next: friday send the quote',
    answer: { says: 'Next step: send the quote, due Fri 18 Sep (from your text)' },
    does: [
      'log Acme GmbH: call, neutral: called Anna, wants a discount before renewal',
      'task Acme GmbH: send the quote, 2026-09-18, open, Sofia Lind',
    ],
  },
  {
    who,
    line: 'log acme: met Anna, she is a bit unhappy about delays',
    answer: { says: 'Mood: negative' },
    does: ['log Acme GmbH: meeting, negative: met Anna, she is a bit unhappy about delays'],
  },
  {
    who,
    line: 'LOG ACME：e-mailed the offer',
    answer: { says: 'Logged for Acme GmbH.' },
    does: ['log Acme GmbH: email, neutral: e-mailed the offer'],
  },
  {
    who,
    line: '/log Acme visited the plant, they love it',
    answer: { says: 'Kind: 🚗 visit' },
    does: ['log Acme GmbH: visit, positive: visited the plant, they love it'],
  },
  {
    who,
    line: '/log "New": first call next: tomorrow 3pm demo',
    answer: { says: 'due Thu 17 Sep 15:00' },
    does: ['log New: call, neutral: first call', 'task New: demo, 2026-09-17 15:00, open, Sofia Lind'],
  },
  {
    who,
    after: '/customer north',
    line: '/log 1: left a voicemail',
    answer: { says: 'Logged for Northwind Traders.' },
    does: ['log Northwind Traders: call, neutral: left a voicemail'],
  },
  {
    who,
    after: '/care',
    line: '/log 2 called about the invoice',
    answer: { form: 'interactions.log', holds: { customer: '', text: '2 called about the invoice' } },
  },
  { who, line: '/log north: called', answer: { list: ['Northwind Traders', 'Northgate Ltd'] } },
  {
    who,
    line: '/log zebra: called about a trial',
    answer: { form: 'interactions.log', holds: { customer: '', text: 'called about a trial' } },
  },
  { who, line: '/log', answer: { form: 'interactions.log' } },
  { who, line: '/log acme', answer: { form: 'interactions.log', holds: { customer: 'Acme GmbH · A · Sofia Lind', text: '' } } },
  {
    who,
    line: '/log acme: order 1200 EUR, very happy',
    answer: { says: 'Record an order of 1200 EUR?\n[Save] [No]' },
    does: ['log Acme GmbH: note, positive: order 1200 EUR, very happy'],
  },
  {
    who,
    line: '/log acme: called next: 2026-02-30 send the deck',
    answer: { says: '“2026-02-30” is a date that does not exist. The log is saved' },
    does: ['log Acme GmbH: call, neutral: called', 'task Acme GmbH: send the deck, 2026-09-17, open, Sofia Lind'],
  },
]

const care: Utterance[] = [
  { who, line: '/care', answer: { list: ['Acme GmbH · call Anna', 'Northwind Traders · send invoice'] } },
  { who, line: 'CARE today', answer: { list: ['Northwind Traders · send invoice'] } },
  {
    who,
    after: '/care',
    line: '/care done 2 reached, she renews',
    answer: { says: 'Done: send invoice' },
    does: ['task Northwind Traders: send invoice, 2026-09-16, done (reached: she renews), Sofia Lind'],
  },
  {
    who,
    after: '/care',
    line: 'care done2 no answer',
    answer: { says: 'Done: send invoice' },
    does: ['task Northwind Traders: send invoice, 2026-09-16, done (no-answer), Sofia Lind'],
  },
  {
    who,
    after: '/care',
    line: '/care snooze 1 next week',
    answer: { says: 'call Anna is snoozed until' },
    does: ['task Acme GmbH: call Anna, 2026-09-14, open, asleep until 2026-09-20T22:00:00.000Z, Sofia Lind'],
  },
  { who, after: '/care', line: '/care snooze 1 2026-02-30', answer: { says: '“2026-02-30” is a date that does not exist.' } },
  {
    who,
    after: '/care',
    line: '/care reassign 1 to @[tom]',
    answer: { says: 'call Anna is now with Tom Baker' },
    does: ['task Acme GmbH: call Anna, 2026-09-14, open, Tom Baker'],
  },
  {
    who,
    line: '/care new acme: send the quote friday',
    answer: { says: 'New task: send the quote · Acme GmbH · due Fri 18 Sep' },
    does: ['task Acme GmbH: send the quote, 2026-09-18, open, Sofia Lind'],
  },
  {
    who,
    line: '/care new zebra: send the quote',
    answer: { form: 'tasks.new', holds: { customer: '', what: 'send the quote' } },
  },
  { who, line: '/care done', answer: { says: 'Which task? Say its number on your list' } },
  { who, after: '/care', line: '/care done 7', answer: { says: 'There is no task 7 on the list you saw last here.' } },
  { who, line: '/care dnoe 2', answer: { says: 'Did you mean /care done?' } },
  { who, line: 'hello there', answer: { says: 'I did not understand that. These are the commands:\n- /customer' } },
]

const retention: Utterance[] = [
  { who, line: '/retention', answer: { list: ['Harbor Inn · no orders in the 12 months before'] } },
  { who, line: '/retention lost last quarter', answer: { says: 'Nobody left Key accounts in this period (customers: 7).' } },
  { who, line: 'retention 2026-Q3 tier:A', answer: { says: 'Nobody left Key accounts in this period (customers: 1).' } },
  { who, line: '/retention lost tire:A', answer: { says: 'tier' } },
]

const segment: Utterance[] = [
  { who, line: '/segment', answer: { says: 'Segments of Key accounts' } },
  { who, line: 'segment help', answer: { says: 'csat>=4 and (ticket.solved<30d or not tag:vip)' } },
  { who, line: '/segment champions', answer: { says: 'Did you mean /customer list segment:champions?' } },
  { who, line: '/segment new Big tier:A', answer: { says: 'You may not do that.' } },
  { who: 'marcus', line: '/segment new "Big ones" tier:A', answer: { says: 'Fit now: 1 customer · Acme GmbH' } },
  {
    who: 'marcus',
    line: '/segment new Silent lastordr>60d',
    answer: { form: 'segments.edit', holds: { name: 'Silent', filter: 'lastordr>60d' } },
  },
  { who, line: '/customer list tier:A or stage:negotiation', answer: { list: ['Acme GmbH', 'Northwind Traders'] } },
  {
    who,
    line: '/customer list mine not (tier:A or stage:negotiation) created<1y',
    answer: { list: ['Left Bank Café', 'New', "O'Brien & Sons"] },
  },
]

const survey: Utterance[] = [
  { who, line: '/survey results nps', answer: { says: 'NPS · Key accounts' } },
  { who, line: 'survey results csat by owner', answer: { says: 'CSAT · Key accounts · By owner' } },
  { who, line: '/survey results nps @[tom] 2026-Q2', answer: { says: 'NPS · Key accounts · Tom Baker' } },
  { who, line: '/survey results nps tier:A themes', answer: { says: 'NPS · Key accounts · tier:A · Themes' } },
  { who, line: '/survey list', answer: { says: '- Why you left · not asked yet' } },
  { who, line: '/survey themes', answer: { says: 'You may not do that.' } },
  { who: 'marcus', line: '/survey themes', answer: { says: '- Price / price, prices' } },
  { who: 'marcus', line: '/survey new "Onboarding"', answer: { form: 'surveys.questionnaire', holds: { name: 'Onboarding' } } },
  {
    who: 'marcus',
    line: '/survey new "Onboarding" How easy was it? [1-5]',
    answer: { says: 'Questionnaire “Onboarding” saved.' },
  },
]

export const english: readonly Utterance[] = [...customer, ...log, ...care, ...retention, ...segment, ...survey]
