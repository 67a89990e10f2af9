import type { Context } from '../chat/context.ts'
import type { Command, Verb } from '../chat/feature.ts'
import { say } from '../chat/message.ts'
import { unknownVerbMessage } from '../chat/messages.ts'
import type { Reply } from '../chat/platform.ts'
import { nearest, splitFirst } from '../chat/verbs.ts'
import { wording } from '../chat/wording.ts'
import { findCustomers, resolveWho } from '../customers/find.ts'
import { helpVerb } from '../people/help.ts'
import { findMember } from '../people/store.ts'
import { runDone } from './done.ts'
import { takeNumber } from './find.ts'
import { listMessage } from './list.ts'
import { bucketWords, type Listing, readListing } from './listing.ts'
import { runNew } from './new.ts'
import { runReassign } from './reassign.ts'
import { runShow } from './show.ts'
import { runSnooze } from './snooze.ts'

const words = wording({
  en: {
    nobody: (text: string) => `I know nobody called “${text}” here.`,
    several: (text: string, names: string) => `Several people match “${text}”: ${names}. Mention the one you mean with @.`,
  },
  'zh-CN': {
    nobody: (text: string) => `没有找到叫“${text}”的同事。`,
    several: (text: string, names: string) => `“${text}”对应多位同事：${names}。请用 @ 指明是哪一位。`,
  },
})

const verbs: readonly Verb[] = [
  {
    name: 'mine',
    words: ['mine', 'list', 'my', '我的', '列表'],
    usage: { en: '/care [mine] [overdue|today|coming|snoozed]', 'zh-CN': '/care [我的] [逾期|今天|即将到期|已推迟]' },
    needs: 'customer.read',
    run: (context, rest) => runList(context, 'mine', rest),
  },
  {
    name: 'team',
    words: ['team', '团队', '全组'],
    usage: { en: '/care team [overdue|today|coming]', 'zh-CN': '/care 团队 [逾期|今天|即将到期]' },
    needs: 'customer.read',
    run: (context, rest) => runList(context, 'team', rest),
  },
  {
    name: 'person',
    words: [],
    usage: { en: '/care @anna [overdue], or a customer: /care acme', 'zh-CN': '/care @小王 [逾期]，或某位客户：/care 知客' },
    needs: 'customer.read',
    run: runOther,
  },
  {
    name: 'done',
    words: ['done', 'complete', 'finish', '完成', '搞定'],
    usage: { en: '/care done 2 reached, she renews', 'zh-CN': '/care 完成 2 已联系，下月续约' },
    needs: 'task.complete',
    run: runDone,
  },
  {
    name: 'snooze',
    words: ['snooze', 'later', 'postpone', '推迟', '稍后', '延后', '延期'],
    usage: { en: '/care snooze 2 1h | tomorrow | next week | 2026-10-01', 'zh-CN': '/care 推迟 2 1小时 | 明天 | 下周 | 10月1日' },
    needs: 'task.complete',
    run: runSnooze,
  },
  {
    name: 'reassign',
    words: ['reassign', 'assign', 'give', '转交', '转给', '分配', '指派'],
    usage: { en: '/care reassign 2 @anna', 'zh-CN': '/care 转交 2 @小王' },
    needs: 'task.complete',
    run: runReassign,
  },
  {
    name: 'new',
    words: ['new', 'add', 'create', '新建', '添加', '新增'],
    usage: { en: '/care new acme: send the quote friday', 'zh-CN': '/care 新建 知客：周五发报价' },
    needs: 'task.create',
    run: runNew,
  },
  {
    name: 'show',
    words: ['show', 'open', '查看', '看', '打开'],
    usage: { en: '/care show 2', 'zh-CN': '/care 查看 2' },
    needs: 'customer.read',
    run: runShow,
  },
  {
    ...helpVerb,
    usage: { en: '/care help', 'zh-CN': '/care 帮助' },
    run: context => helpVerb.run(context, 'care'),
  },
]

/** `/care`: tasks. What is no verb may be a part of the list, a person, a row, or Chinese written without a space. */
export const careCommand: Command = {
  name: 'care',
  aliases: ['关怀', '任务'],
  summary: { en: 'Your tasks: see, finish, snooze, hand over, create', 'zh-CN': '任务：查看、完成、推迟、转交、新建' },
  verbs,
  otherwise: 'person',
  empty: 'mine',
  firstWordIsName: true,
}

async function runList(context: Context, whose: 'mine' | 'team', rest: string): Promise<Reply> {
  const listing = readListing(rest)
  if (!listing) return { kind: 'message', message: unknownVerbMessage(context.locale, careCommand, rest, null) }
  return showList(context, { ...listing, whose: listing.whose === 'person' ? 'person' : whose })
}

async function runOther(context: Context, text: string): Promise<Reply> {
  const all = context.rooms.commands.find(({ name }) => name === 'care')?.verbs ?? verbs
  const glued = all
    .flatMap(verb => verb.words.map(word => ({ verb, word })))
    .find(({ word }) => isGlued(text.toLowerCase(), word))
  if (glued) {
    context.demand(glued.verb.needs)
    return glued.verb.run(context, text.slice(glued.word.length).trim())
  }
  const row = takeNumber(text)
  if (row.number !== null && !row.rest) return runShow(context, text)
  const listing = readListing(text)
  if (listing) return showList(context, byDefault(context, listing))
  const guess = nearest(splitFirst(text).first, [...all.flatMap(verb => [...verb.words]), ...Object.keys(bucketWords)])
  if (guess === null && (await findMember(context, text.slice(0, 80))).kind === 'one') {
    const named = readListing(text, true)
    if (named) return showList(context, named)
  }
  const ofCustomer = guess === null ? await customerListing(context, text) : null
  if (ofCustomer) return { kind: 'message', message: await listMessage(context, ofCustomer, null) }
  return { kind: 'message', message: unknownVerbMessage(context.locale, careCommand, splitFirst(text).first, guess) }
}

/** `/care acme overdue`: the tasks of the one customer named, without guessing. */
async function customerListing(context: Context, text: string): Promise<Listing | null> {
  const named = readListing(text.slice(0, 200), true)
  if (named?.whose !== 'person' || !named.person) return null
  if ((await findCustomers(context, named.person, 1, { guess: false })).length === 0) return null
  const found = await resolveWho(context, named.person)
  if (found.kind !== 'one') return null
  return { ...named, whose: 'customer', customer: { id: found.customer.id, name: found.customer.name } }
}

/** 完成2, 新建知客：…: a Chinese verb with something right behind it; done2: any verb with a number. */
const isGlued = (text: string, word: string): boolean =>
  text.startsWith(word) && (/\p{Script=Han}{2}/u.test(word) || /^[#＃]?\d/.test(text.slice(word.length)))

/** "overdue" alone: a manager means the team's, anybody else their own. */
function byDefault(context: Context, listing: Listing): Listing {
  const manages = context.actor.admin || [...context.actor.roles.values()].includes('manager')
  return listing.whose === 'mine' && listing.bucket && manages ? { ...listing, whose: 'team' } : listing
}

async function showList(context: Context, listing: Listing): Promise<Reply> {
  if (listing.whose !== 'person') return { kind: 'message', message: await listMessage(context, listing, null) }
  const text = words(context.locale)
  const found = await findMember(context, listing.person)
  if (found.kind === 'one')
    return { kind: 'message', message: await listMessage(context, { ...listing, person: found.member.name }, found.member) }
  const shown = listing.person.slice(0, 80)
  if (found.kind === 'none') return { kind: 'message', message: say(context.locale, text.nobody(shown)) }
  const names = found.members.map(member => member.name).join(context.locale === 'en' ? ', ' : '、')
  return { kind: 'message', message: say(context.locale, text.several(shown, names)) }
}
