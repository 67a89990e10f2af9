import type { Team } from '../../chat/context.ts'
import { code, type Inline, type Message, type Part, say } from '../../chat/message.ts'
import { type Locale, type Worded, wording } from '../../chat/wording.ts'
import { showSetting, type TeamKey, type TeamValues, teamSettings, teamValues } from '../settings/team-settings.ts'

export const setupWords = wording({
  en: {
    notHere: 'Setup makes a channel a team’s own channel, so run it in that channel: ',
    notHereWhy: 'Digests are posted there; nothing is posted in direct messages or in channels shared with another company.',
    example: '/rapport setup time=09:00 zone=Europe/Berlin days=mon-fri',
    needsAdmin: 'This channel has no team yet, and only an administrator can make one. Administrators are ',
    needsAdminList: 'named in the setting ADMINS, and the workspace’s admins and owners.',
    yourTeams: 'You manage: ',
    title: (name: string) => `Team ${name}`.slice(0, 24),
    newTitle: 'New team',
    save: 'Save',
    intro: 'This channel becomes the team’s own: its digest is posted here.',
    made: (name: string) => `This is now the channel of the team “${name}”.`,
    saved: (name: string) => `Saved the settings of the team “${name}”.`,
    unchanged: (name: string) => `Nothing changed: these are the settings of the team “${name}”.`,
    next: 'Appoint people: ',
    nextExample: '/rapport role @person manager',
    taken: (name: string) => `There is already a team called “${name}”.`,
    conflict: (what: string) => `Somebody else has just changed this: ${what}. Check it and save again.`,
    gone: 'This channel is no longer known or is shared now, so nothing was saved. Run /rapport setup in the channel again.',
    problems: 'Nothing was saved:',
  },
  'zh-CN': {
    notHere: '“设置”会把所在频道设为团队频道，请到那个频道里运行：',
    notHereWhy: '日报会发到团队频道；私信和与外部共享的频道里不会发送。',
    example: '/rapport 设置 时间=09:00 时区=Asia/Shanghai 工作日=周一至周五',
    needsAdmin: '这个频道还没有对应的团队，只有管理员可以新建。管理员包括：',
    needsAdminList: '配置项 ADMINS 里列出的人，以及工作区的管理员和所有者。',
    yourTeams: '您管理的团队：',
    title: (name: string) => `团队 ${name}`.slice(0, 24),
    newTitle: '新建团队',
    save: '保存',
    intro: '这个频道将成为团队频道，日报会发到这里。',
    made: (name: string) => `已将这个频道设为团队“${name}”的频道。`,
    saved: (name: string) => `已保存团队“${name}”的设置。`,
    unchanged: (name: string) => `没有改动。团队“${name}”目前的设置如下。`,
    next: '接下来可以任命成员：',
    nextExample: '/rapport 角色 @成员 经理',
    taken: (name: string) => `已经有一个叫“${name}”的团队。`,
    conflict: (what: string) => `刚刚有人改过：${what}。请核对后再保存。`,
    gone: '找不到这个频道，或它已与外部共享，因此没有保存。请到频道里重新运行 /rapport 设置。',
    problems: '没有保存：',
  },
})

/** All that is wrong with what somebody typed, at once. */
export function problemsMessage(locale: Locale, problems: readonly Worded[], example: string): Message {
  const text = setupWords(locale)
  const message = say(locale, text.problems)
  message.parts.push({ kind: 'list', rows: problems.slice(0, 10).map(one => ({ text: [one[locale]] })) })
  message.parts.push({ kind: 'note', text: [code(example)] })
  return message
}

/** Not a channel of the company's own. */
export function notHereMessage(locale: Locale): Message {
  const text = setupWords(locale)
  const message = say(locale, text.notHere, code(text.example))
  message.parts.push({ kind: 'note', text: [text.notHereWhy] })
  return message
}

export function needsAdminMessage(locale: Locale, managed: readonly Team[]): Message {
  const text = setupWords(locale)
  const message = say(locale, text.needsAdmin, text.needsAdminList)
  const names = managed.map(team => team.name).join(locale === 'en' ? ', ' : '、')
  if (names) message.parts.push({ kind: 'note', text: [text.yourTeams, names] })
  return message
}

export function savedMessage(locale: Locale, team: Team, outcome: 'made' | 'saved' | 'unchanged'): Message {
  const text = setupWords(locale)
  const message = say(locale, text[outcome](team.name))
  message.parts.push(settingsPart(locale, teamValues(team)))
  if (outcome === 'made') message.parts.push({ kind: 'note', text: [text.next, code(text.nextExample)] satisfies Inline[] })
  return message
}

function settingsPart(locale: Locale, values: TeamValues): Part {
  const facts = teamSettings.map(({ key, label }) => ({ label: label[locale], value: [showSetting(key, values[key], locale)] }))
  return { kind: 'facts', facts }
}

/** What two people changed at once, with the value it has now. */
export function conflictText(locale: Locale, keys: readonly TeamKey[], current: TeamValues): string {
  const labelled = teamSettings.filter(({ key }) => keys.includes(key))
  const shown = labelled.map(({ key, label }) => `${label[locale]} = ${showSetting(key, current[key], locale)}`)
  return setupWords(locale).conflict(shown.join(locale === 'en' ? '; ' : '；'))
}
