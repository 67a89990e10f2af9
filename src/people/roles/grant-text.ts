import { takePerson } from '../../chat/mention.ts'
import { splitFirst } from '../../chat/verbs.ts'
import type { Worded } from '../../chat/wording.ts'
import { tidy } from '../settings/reading.ts'

export const grants = ['manager', 'rep', 'viewer', 'none'] as const
export type Grant = (typeof grants)[number]

export const grantNames: Record<Grant, Worded> = {
  manager: { en: 'manager', 'zh-CN': '经理' },
  rep: { en: 'rep', 'zh-CN': '客户经理' },
  viewer: { en: 'viewer', 'zh-CN': '只读' },
  none: { en: 'none', 'zh-CN': '无' },
}

const grantWords: Record<Grant, readonly string[]> = {
  manager: ['manager', 'managers', '经理', '团队经理', '主管'],
  rep: ['rep', 'reps', '客户经理', '销售', '代表'],
  viewer: ['viewer', 'viewers', 'read-only', 'readonly', '只读', '查看', '查看者'],
  none: ['none', 'no', '无', '移除', '取消'],
}
export const allGrantWords: readonly string[] = grants.flatMap(grant => [...grantWords[grant]])

/** `@person role team`: the person as typed (null: nobody named), the role, and the team's name if one follows. */
export interface GrantText {
  person: string | null
  grant: Grant | null
  /** What stands where the role should, when it is none. */
  typed: string
  team: string
}

/** Reads `@[U1] manager East`, `Chen Wei rep`, `"Chen" 只读 华东客户部`: a mention or a name, then the role, then the team. */
export function readGrant(text: string): GrantText {
  const { ref, rest } = takePerson(text)
  if (ref !== null) return withPerson(`@[${ref}]`, rest)
  const { first, rest: after } = splitFirst(text)
  if (/^["“”「]/.test(text.trim())) return withPerson(first, after)
  const tokens = text.trim().split(/\s+/).filter(Boolean)
  const at = tokens.findIndex((token, index) => index > 0 && grantOf(token) !== null)
  if (at > 0) return withPerson(tokens.slice(0, at).join(' '), tokens.slice(at).join(' '))
  return { person: tokens.length > 0 ? (tokens[0] ?? null) : null, grant: null, typed: tokens.slice(1).join(' '), team: '' }
}

function withPerson(person: string, rest: string): GrantText {
  const { first, rest: team } = splitFirst(rest)
  const grant = grantOf(first)
  return { person, grant, typed: grant ? '' : first, team: grant ? team.replace(/^["“”「](.*)["“”」]$/, '$1').trim() : '' }
}

function grantOf(word: string): Grant | null {
  const typed = tidy(word).toLowerCase()
  return grants.find(grant => grantWords[grant].includes(typed)) ?? null
}
