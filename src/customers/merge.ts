import { createHash } from 'node:crypto'

/** What a form showed when it was opened, small enough to travel with it: a fingerprint of each field. */
export type Fingerprints = Readonly<Record<string, string>>

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8)
}

export function fingerprintsOf(texts: Readonly<Record<string, string>>): Fingerprints {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fingerprint(text)]))
}

export interface Merge<Name extends string> {
  /** What this person changed, safe to save. */
  mine: Partial<Record<Name, string>>
  /** Fields that somebody else changed meanwhile to something else than this person did. */
  conflicts: Name[]
}

/**
 * Two people edit at once: fields only one of them changed merge, a field both changed to different texts is a conflict. Pure.
 * `shown` is what the form showed when opened, `current` what the record says now, every field of it.
 */
export function mergeEdits<Name extends string>(
  shown: Fingerprints,
  submitted: Partial<Record<Name, string>>,
  current: Record<Name, string>,
): Merge<Name> {
  const mine: Partial<Record<Name, string>> = {}
  const conflicts: Name[] = []
  for (const name of Object.keys(current) as Name[]) {
    const text = submitted[name]
    if (text === undefined || fingerprint(text) === shown[name]) continue
    mine[name] = text
    const theirsChanged = fingerprint(current[name]) !== shown[name]
    if (theirsChanged && current[name] !== text) conflicts.push(name)
  }
  return { mine, conflicts }
}
