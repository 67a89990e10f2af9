import { type Locale, localeOf, wording } from '../../chat/wording.ts'
import type { UiReply } from '../ui-contract.ts'
import type { Aibot } from './aibot.ts'
import { appChatOf, groups, type Member, mention, readersOf } from './company.ts'
import type { History } from './history.ts'
import type { LocalApp } from './local-app.ts'
import type { WecomClick, WecomEnter, WecomPress, WecomSay } from './ui-contract.ts'

const words = wording({
  en: {
    offline: 'The robot is not connected: it hears nothing of this. Is the bot running?',
    notThere: 'You are not in this conversation.',
    gone: 'This button is no longer there.',
    empty: 'Write something first.',
  },
  'zh-CN': {
    offline: '机器人未连接，收不到这条消息。请确认机器人正在运行。',
    notThere: '您不在这个会话里。',
    gone: '这个按钮已经不在了。',
    empty: '请先输入内容。',
  },
})

export interface PeopleParts {
  history: History
  robot: Pick<Aibot, 'says' | 'presses' | 'enters' | 'connected'>
  app: Pick<LocalApp, 'says' | 'presses' | 'enters' | 'clicks'>
  /** Notes that this member has opened the direct chat; false: not for the first time today. */
  entersToday(member: string): boolean
}

/** What members do. */
export interface People {
  say(member: Member, said: Omit<WecomSay, 'as'>): Promise<UiReply>
  press(member: Member, pressed: Omit<WecomPress, 'as'>): Promise<UiReply>
  enter(member: Member, entered: Omit<WecomEnter, 'as'>): Promise<UiReply>
  click(member: Member, clicked: Omit<WecomClick, 'as'>): Promise<UiReply>
}

export function createPeople({ history, robot, app, entersToday }: PeopleParts): People {
  const refused = (member: Member, why: keyof ReturnType<typeof words>): UiReply => ({
    ok: false,
    error: words(localeOf(member.locale) satisfies Locale)[why],
  })
  const groupOf = (chat: string) => groups.find(({ id }) => id === chat)?.id
  /** What was told to a robot that is gone meanwhile is lost, as in WeCom. */
  const tell = async (member: Member, told: Promise<void>): Promise<UiReply> =>
    told.then(
      () => ({ ok: true }),
      () => refused(member, 'offline'),
    )
  return {
    async say(member, { chat, text }) {
      if (!readersOf(chat).includes(member.id)) return refused(member, 'notThere')
      if (text.trim() === '') return refused(member, 'empty')
      history.add({ chat, from: member.id, text, card: null, isGrowing: false })
      if (chat === appChatOf(member.id)) return tell(member, app.says(member.id, text))
      const group = groupOf(chat)
      // In a group the robot hears only what mentions it.
      if (group !== undefined && !text.replaceAll('＠', '@').includes(mention)) return { ok: true }
      return tell(member, robot.says(member.id, text, group))
    },
    async press(member, { chat, message, key }) {
      if (!readersOf(chat).includes(member.id)) return refused(member, 'notThere')
      const kept = history.find(chat, message)
      const card = kept?.card
      if (!kept || !card?.button_list.some(button => button.key === key)) return refused(member, 'gone')
      if (chat === appChatOf(member.id)) return tell(member, app.presses(member.id, kept, key))
      return tell(member, robot.presses(member.id, card, key, groupOf(chat)))
    },
    async enter(member, { chat }) {
      // Whether it was for the first time, the app knows itself; a bot that is only starting hears of the next time.
      if (chat === appChatOf(member.id))
        return app.enters(member.id).then(
          () => ({ ok: true }),
          () => ({ ok: true }),
        )
      if (!robot.connected() || !entersToday(member.id)) return { ok: true }
      return tell(member, robot.enters(member.id))
    },
    click: (member, { key }) => tell(member, app.clicks(member.id, key)),
  }
}
