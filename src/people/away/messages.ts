import { formatDate } from '../../chat/dates/format.ts'
import type { LocalDate } from '../../chat/dates/zone.ts'
import { bold, code, type Inline, type Message, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Member } from '../../database/generated/client.ts'
import { personInline } from '../store.ts'
import type { Absence } from './away.ts'

export const awayWords = wording({
  en: {
    mine: (from: string, until: string) => `You are away from ${from} and back on ${until}.`,
    other: (name: string, from: string, until: string) => `${name} is away from ${from} and back on ${until}.`,
    covered: ' stands in: tasks that fall due are on their list too, and they may work on the customers. They got a message.',
    nobody: ' Nobody stands in: due tasks wait, and the team’s managers see them.',
    duty: (names: string) => `⚠️ In that time ${names} counts on a stand-in who is away too. Name another one:`,
    back: 'Welcome back. Reminders go on as before.',
    otherBack: (name: string) => `${name} counts as back; reminders go on as before.`,
    cancelled: 'The planned absence is cancelled.',
    here: 'No absence is set.',
    change: 'Change',
    amBack: 'I am back',
    isBack: 'Is back',
    how: 'Until when? For example: ',
    example: '/care away until monday @anna',
    unread: (text: string) => `I could not read “${text}” as a time. For example: `,
    impossible: (text: string) => `“${text}” is a date that does not exist. Nothing is set.`,
    past: 'The day of return is not after the first day away, or is already past. Nothing is set.',
    tooLong: 'An absence is at most a year long. Nothing is set.',
    noReturn: 'Please choose the day of return.',
    unchanged: 'Nothing was changed.',
    self: 'Nobody can stand in for themselves. Choose a colleague, or nobody.',
    standInAway: (name: string, from: string, until: string) =>
      `${name} is away from ${from} to ${until} and cannot stand in. Choose somebody else.`,
    standInRole: (name: string) => `${name} is no rep or manager in this team and cannot stand in. Choose somebody else.`,
    unknown: (text: string) => `I know nobody called “${text}” here.`,
    several: (text: string) => `Several people match “${text}”. Mention the one you mean with @.`,
    toStandIn: (from: string, until: string) =>
      ` is away from ${from} and back on ${until}. You stand in: what falls due is on your list and in your morning reminder, and you may work on their customers. `,
    released: ' no longer needs you as a stand-in.',
    toMember: (name: string) => `${name} set that you are away: `,
    ended: (name: string) => `${name} set that you are back.`,
    title: 'Away',
    titleOf: (name: string) => `Away: ${name}`,
    save: 'Save',
    from: 'First day away',
    until: 'Back on',
    untilHint: 'The first day at work again; empty: not away',
    standIn: 'Stand-in',
    standInHint: 'Sees and does what falls due meanwhile; empty: nobody',
    label: 'Away',
    no: 'no',
    fact: (from: string, until: string) => `${from} to ${until}`,
    factCovered: (name: string) => `, ${name} stands in`,
    list: ', ',
  },
  'zh-CN': {
    mine: (from: string, until: string) => `您从${from}起外出，${until}回来。`,
    other: (name: string, from: string, until: string) => `${name} 从${from}起外出，${until}回来。`,
    covered: ' 代班：期间到期的任务会同时出现在对方的列表里，对方也可以处理这些客户。已通知对方。',
    nobody: '没有人代班：到期的任务会保留，团队经理可以看到。',
    duty: (names: string) => `⚠️ 这段时间 ${names} 的代班人是您，而您也外出。请另选代班人：`,
    back: '欢迎回来，提醒恢复正常。',
    otherBack: (name: string) => `${name} 已销假，提醒恢复正常。`,
    cancelled: '已取消之后的外出安排。',
    here: '目前没有外出安排。',
    change: '修改',
    amBack: '我回来了',
    isBack: '已回来',
    how: '外出到什么时候？例如：',
    example: '/care 外出 到周一 代班 @小王',
    unread: (text: string) => `没看懂“${text}”是什么时间。例如：`,
    impossible: (text: string) => `“${text}”这个日期不存在，没有设置。`,
    past: '回来的日期要晚于外出的第一天，并且在今天之后。没有设置。',
    tooLong: '外出最长一年。没有设置。',
    noReturn: '请选择回来的日期。',
    unchanged: '没有改动。',
    self: '代班人不能是本人，请选择同事，或不填。',
    standInAway: (name: string, from: string, until: string) => `${name} 从${from}到${until}也外出，不能代班，请另选一位。`,
    standInRole: (name: string) => `${name} 不是本团队的客户经理或经理，不能代班，请另选一位。`,
    unknown: (text: string) => `没有找到叫“${text}”的同事。`,
    several: (text: string) => `“${text}”对应多位同事，请用 @ 指明是哪一位。`,
    toStandIn: (from: string, until: string) =>
      ` 从${from}起外出，${until}回来，由您代班：期间到期的任务会出现在您的列表和早间提醒里，您也可以处理对方的客户。`,
    released: ' 不再需要您代班。',
    toMember: (name: string) => `${name} 为您设置了外出：`,
    ended: (name: string) => `${name} 为您销了假。`,
    title: '外出',
    titleOf: (name: string) => `外出：${name}`,
    save: '保存',
    from: '外出第一天',
    until: '回来上班的日子',
    untilHint: '恢复上班的第一天；不填表示没有外出',
    standIn: '代班人',
    standInHint: '期间替您处理到期的事；不填表示没有',
    label: '外出',
    no: '无',
    fact: (from: string, until: string) => `${from}起，${until}回来`,
    factCovered: (name: string) => `，由 ${name} 代班`,
    list: '、',
  },
})

export const dayText = (day: LocalDate, locale: Locale, now: Date): string => formatDate(day, locale, 'UTC', 'weekday', now)

interface SetAnswer {
  member: Member
  absence: Absence
  standIn: Member | null
  /** Whom the person was to stand in for meanwhile. */
  duties: readonly string[]
  self: boolean
}

/** What was set, how it was understood, and how to change it. */
export function setMessage(locale: Locale, now: Date, { member, absence, standIn, duties, self }: SetAnswer): Message {
  const text = awayWords(locale)
  const [from, until] = [dayText(absence.from, locale, now), dayText(absence.until, locale, now)]
  const line: Inline[] = [self ? text.mine(from, until) : text.other(member.name, from, until)]
  if (standIn) line.push(locale === 'en' ? ' ' : '', personInline(standIn), text.covered)
  else line.push(text.nobody)
  const message = say(locale, ...line)
  if (duties.length > 0)
    message.parts.push({ kind: 'text', text: [text.duty(duties.join(text.list)), ' ', code(`/care away @${duties[0]}`)] })
  const value = { memberId: member.id }
  message.parts.push({
    kind: 'actions',
    actions: [
      { action: 'people.away', label: text.change, value },
      { action: 'people.back', label: self ? text.amBack : text.isBack, value },
    ],
  })
  return message
}

/** To whoever stands in, in their own language. */
export function standInMessage(locale: Locale, now: Date, member: Member, { from, until }: Absence): Message {
  const text = awayWords(locale)
  return say(locale, personInline(member), text.toStandIn(dayText(from, locale, now), dayText(until, locale, now)), code('/care'))
}

export const releasedMessage = (locale: Locale, member: Member): Message =>
  say(locale, personInline(member), awayWords(locale).released)

/** To somebody whose manager set it for them. */
export function toldMessage(locale: Locale, now: Date, by: string, absence: Absence | null): Message {
  const text = awayWords(locale)
  if (!absence) return say(locale, text.ended(by))
  const days = text.fact(dayText(absence.from, locale, now), dayText(absence.until, locale, now))
  return say(locale, text.toMember(by), bold(days))
}

/** The absence among somebody's settings. */
export function awayFact(locale: Locale, now: Date, absence: Absence | null, standIn: string | null): string {
  const text = awayWords(locale)
  if (!absence) return text.no
  const days = text.fact(dayText(absence.from, locale, now), dayText(absence.until, locale, now))
  return standIn ? `${days}${text.factCovered(standIn)}` : days
}
