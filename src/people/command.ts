import type { Command } from '../chat/feature.ts'
import { helpVerb } from './help.ts'
import { meVerb } from './me.ts'
import { roleVerb } from './roles/role.ts'
import { setupVerb } from './setup/setup.ts'
import { type StatusParts, statusVerb } from './status/status.ts'

/** `/rapport`: help, and everything that makes the bot fit the company. Other rooms add verbs of their own (`digest`). */
export function rapportCommand(parts: StatusParts): Command {
  return {
    name: 'rapport',
    aliases: ['help', '帮助'],
    summary: { en: 'Help, settings, people and status', 'zh-CN': '帮助、设置、成员与状态' },
    verbs: [helpVerb, meVerb, setupVerb, roleVerb, statusVerb(parts)],
    otherwise: 'help',
    empty: 'help',
    firstWordIsName: false,
  }
}
