import { createHash } from 'node:crypto'
import { type FieldName, type FieldTexts, fieldNames } from './fields.ts'

/** What a form showed when it was opened, small enough to travel with it: a fingerprint of each field. */
export type Fingerprints = Partial<Record<FieldName, string>>

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8)
}

export function fingerprintsOf(texts: FieldTexts): Fingerprints {
  return Object.fromEntries(fieldNames.flatMap(name => (texts[name] === undefined ? [] : [[name, fingerprint(texts[name])]])))
}

export interface Merge {
  /** What this person changed, safe to save. */
  mine: FieldTexts
  /** Fields that somebody else changed meanwhile to something else than this person did. */
  conflicts: FieldName[]
}

/**
 * Two people edit at once: fields only one of them changed merge, a field both changed to different texts is a conflict. Pure.
 * `shown` is what the form showed when opened, `current` what the record says now.
 */
export function mergeEdits(shown: Fingerprints, submitted: FieldTexts, current: Required<FieldTexts>): Merge {
  const mine: FieldTexts = {}
  const conflicts: FieldName[] = []
  for (const name of fieldNames) {
    const text = submitted[name]
    if (text === undefined || fingerprint(text) === shown[name]) continue
    mine[name] = text
    const theirsChanged = fingerprint(current[name]) !== shown[name]
    if (theirsChanged && current[name] !== text) conflicts.push(name)
  }
  return { mine, conflicts }
}
