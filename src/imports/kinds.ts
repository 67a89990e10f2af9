import type { ImportKind } from '../chat/import-kind.ts'
import { nearest } from '../chat/verbs.ts'
import { ImportRefused } from './fault.ts'
import { fileFaults } from './messages.ts'

/** The kind of this name; throws ImportRefused naming the nearest. */
export function kindNamed(kinds: readonly ImportKind[], name: string): ImportKind {
  const found = kinds.find(({ kind }) => kind === name)
  if (found) return found
  const names = kinds.map(({ kind }) => kind)
  throw new ImportRefused('kind_unknown', fileFaults.unknownKind(name, names, nearest(name, names)))
}
