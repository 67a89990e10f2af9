/** JSON text that Postgres takes: it refuses NUL and half a surrogate pair, which a text cut in the middle of an emoji ends in. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD') : inner,
  )
}
