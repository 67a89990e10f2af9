import type { Context } from '../chat/context.ts'
import type { Command, Verb } from '../chat/feature.ts'
import { bold, code, type Inline, type Message, type Part } from '../chat/message.ts'
import { findCommand } from '../chat/route.ts'
import { wording } from '../chat/wording.ts'

const words = wording({
  en: {
    title: 'What you can do here',
    typing: 'In a direct message to me the slash is not needed. Put a name that looks like a verb in quotes.',
    settings: 'My settings',
  },
  'zh-CN': {
    title: '可以用的命令',
    typing: '私信我时可以不写斜杠，也可以用“客户”“跟进”“关怀”开头。客户名称与命令同名时，请加引号。',
    settings: '我的设置',
  },
})

/** Every command this person may use here; `help customer` shows one command only. */
export const helpVerb: Verb = {
  name: 'help',
  words: ['help', '帮助', '?', '？', '使用帮助'],
  usage: { en: '/rapport help', 'zh-CN': '/rapport 帮助' },
  needs: 'help.read',
  run: async (context, rest) => ({ kind: 'message', message: helpMessage(context, findCommand(context.rooms, rest.trim())) }),
}

function helpMessage(context: Context, only: Command | undefined): Message {
  const { locale } = context
  const text = words(locale)
  // The daily commands first; settings and status are for some.
  const daily = context.rooms.commands.filter(command => command.name !== 'rapport')
  const commands = only ? [only] : [...daily, ...context.rooms.commands.filter(command => !daily.includes(command))]
  const lists = commands.flatMap(command => commandPart(context, command))
  return {
    locale,
    summary: text.title,
    parts: [
      { kind: 'heading', text: text.title },
      ...lists,
      { kind: 'note', text: [text.typing] },
      { kind: 'actions', actions: [{ action: 'people.me', label: text.settings, value: {} }] },
    ],
  }
}

/** A command's verbs that the person may use; nothing when there is none. */
function commandPart(context: Context, command: Command): Part[] {
  const { locale } = context
  const allowed = command.verbs.filter((verb: Verb) => context.may(verb.needs))
  if (allowed.length === 0) return []
  const lines = allowed.map((verb, index): Inline[] => [...(index > 0 ? ['\n'] : []), code(verb.usage[locale])])
  return [{ kind: 'text', text: [bold(command.summary[locale]), '\n', ...lines.flat()] }]
}
