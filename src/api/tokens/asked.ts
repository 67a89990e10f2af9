import { nearest, splitFirst } from '../../chat/verbs.ts'
import { everyKind } from './token.ts'

/** What follows `/rapport token`. */
export type TokenAsked =
  | { what: 'list' }
  | { what: 'new'; name: string; kinds: string[] }
  | { what: 'revoke'; which: string }
  | { what: 'kind-unknown'; kind: string; near: string | null }
  | { what: 'unknown'; word: string }

const words = {
  list: ['list', 'ls', '列表', '查看'],
  new: ['new', 'create', 'add', '新建', '创建', '添加'],
  revoke: ['revoke', 'remove', 'delete', '吊销', '撤销', '删除'],
} as const

export const longestName = 60

/** Reads `new billing scope=orders,customers`, `revoke billing`, `list`; nothing is the list. */
export function readAsked(text: string, kinds: readonly string[]): TokenAsked {
  const { first, rest } = splitFirst(text)
  const word = first.toLowerCase()
  if (!word || words.list.some(known => known === word)) return { what: 'list' }
  if (words.revoke.some(known => known === word)) return { what: 'revoke', which: unquoted(rest) }
  if (!words.new.some(known => known === word)) return { what: 'unknown', word: first.slice(0, 40) }
  const scope = /(?:^|\s)(?:scope|范围|权限)\s*[=＝:：]\s*(.*)$/isu.exec(rest)
  const name = unquoted(scope ? rest.slice(0, scope.index) : rest).slice(0, longestName)
  const asked = (scope?.[1] ?? '')
    .split(/[\s,，、;；]+/)
    .map(kind => kind.toLowerCase())
    .filter(Boolean)
  if (asked.length === 0 || ['all', '*', '全部'].some(all => asked.includes(all)))
    return { what: 'new', name, kinds: [everyKind] }
  const unknown = asked.find(kind => !kinds.includes(kind))
  if (unknown !== undefined) return { what: 'kind-unknown', kind: unknown.slice(0, 40), near: nearest(unknown, kinds) }
  return { what: 'new', name, kinds: [...new Set(asked)] }
}

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^["“”「](.*)["“”」]$/su, '$1')
    .replace(/\s+/g, ' ')
    .trim()
