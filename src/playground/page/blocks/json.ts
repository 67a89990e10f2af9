/** Reading Block Kit as it comes from a bot: nothing is trusted, nothing throws. */
export type Json = Record<string, unknown>

export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(record) : []
}

export function string(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback
}

export function number(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback
}

/** The words of a text object, whichever its kind. */
export function textOf(value: unknown): string {
  return string(record(value).text)
}
