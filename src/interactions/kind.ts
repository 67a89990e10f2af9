import { narrow } from '../chat/dates/candidate.ts'

export const KINDS = ['call', 'meeting', 'email', 'message', 'visit', 'note', 'complaint'] as const
export type InteractionKind = (typeof KINDS)[number]

/** What a tag after # (or a word of a file) means, in both languages. */
export const TAGS: Readonly<Record<string, InteractionKind>> = {
  call: 'call',
  phone: 'call',
  meeting: 'meeting',
  meet: 'meeting',
  demo: 'meeting',
  email: 'email',
  mail: 'email',
  message: 'message',
  msg: 'message',
  chat: 'message',
  wechat: 'message',
  slack: 'message',
  visit: 'visit',
  note: 'note',
  complaint: 'complaint',
  电话: 'call',
  通话: 'call',
  会议: 'meeting',
  开会: 'meeting',
  面谈: 'meeting',
  演示: 'meeting',
  拜访: 'visit',
  上门: 'visit',
  邮件: 'email',
  微信: 'message',
  企微: 'message',
  短信: 'message',
  消息: 'message',
  投诉: 'complaint',
  备注: 'note',
}

const TAG = new RegExp(`(^|\\s|[，。；！？、])#(${Object.keys(TAGS).join('|')})(?=$|[\\s.,;:!?，。；：！？、#])`, 'gi')

/** The kind named by the first known tag, and the text without any of them; unknown tags are words of the note and stay. */
export function takeTags(text: string): { kind: InteractionKind | null; rest: string } {
  let kind: InteractionKind | null = null
  const plain = text.replaceAll('＃', '#')
  const rest = plain.replace(TAG, (_, before: string, tag: string) => {
    kind ??= TAGS[tag.toLowerCase()] ?? null
    return before
  })
  return { kind, rest: kind === null ? text : rest.replace(/[ \t]{2,}/g, ' ').trim() }
}

/** Words that say how the contact happened. Future or refused contact ("will call", "called off") does not count. */
const WORDS: readonly [InteractionKind, RegExp][] = [
  [
    'call',
    /(?<!\b(?:so|is|are|was|be|were)[-\s])\bcalled\b(?! off\b| for\b)|\b(?:phoned|rang|dialled|voicemail|spoke (?:to|with)|talked (?:to|with)|(?:phone|video|had a|on a|on the|quick|short|first|second|follow-?up|weekly|good|long|intro|sales|in our|during the|after the|after our) call|call with)\b|^call\b/i,
  ],
  [
    'meeting',
    /(?<!\b(?:not|be|was|were|is|are|targets?|goals?|needs?)\s)\bmet\b|\b(?:meeting|demo|demoed|demonstrated|presented|workshop|kick-?off|webinar|lunch with|coffee with|dinner with|zoom|teams call)\b/i,
  ],
  [
    'email',
    /\b(?:e-?mailed|mailed|wrote to|(?:sent|got|received) (?:an?|the|her|his|their) e-?mail|by e-?mail|e-?mail from|^e-?mail)\b/i,
  ],
  [
    'visit',
    /\b(?:visited|visit to|on-?site visit|site visit|was on-?site|went on-?site|dropped by|stopped by|dropped in)\b|^visit\b/i,
  ],
  [
    'message',
    /\b(?:messaged|texted|pinged|dm['’]?e?d|wechat(?:t?ed)?|slacked|whatsapp(?:ed)?|sms|on slack|via slack|by slack|chatted)\b/i,
  ],
  ['call', /打了?个?电话|打过电话|通了?个?电话|通话|致电|来电|去电|回电|电话(?!号|簿|费)|语音/],
  ['meeting', /开了?个?会|会议|面谈|见面|会面|见了|碰头|碰了面|座谈|洽谈|演示|聚餐|吃了?个?饭|喝了?个?咖啡/],
  ['email', /邮件|发了?封?邮|写信/],
  ['visit', /拜访|走访|到访|上门|登门|去了?.{0,6}现场|回访现场/],
  ['message', /微信|企微|短信|(?:发|留|回)了?个?(?:条)?消息|留言|私信|聊天/],
  ['complaint', /^complain(?:t|ed|s|ing)?\b|^(?:客户)?投诉/i],
  ['note', /^备注|^note\b/i],
]

/** The kind the earliest word names, or null. How they met says more than what it was about, so a complaint comes last. */
export function kindFromWords(note: string): InteractionKind | null {
  const plain = narrow(note)
  let first: { kind: InteractionKind; index: number } | null = null
  for (const [kind, pattern] of WORDS) {
    const index = pattern.exec(plain)?.index
    if (index === undefined || (kind === 'complaint' && first !== null)) continue
    if (first === null || index < first.index) first = { kind, index }
  }
  return first?.kind ?? null
}
