/** What is wrong with a body that should be JSON. */
export type JsonFault = { code: 'not-utf8' } | { code: 'not-json'; at: number | null } | { code: 'repeated-key'; key: string }

/** Reads JSON strictly: UTF-8 only, and no key twice in one object, because of two values one would be dropped unseen. */
export function readJson(bytes: Uint8Array): { value: unknown } | { fault: JsonFault } {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { fault: { code: 'not-utf8' } }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    return { fault: { code: 'not-json', at: at === undefined ? null : Number(at) } }
  }
  const key = repeatedKey(text)
  return key === null ? { value } : { fault: { code: 'repeated-key', key } }
}

/** The first key that an object has twice. `text` is valid JSON, so strings and brackets are all there is to look at. */
function repeatedKey(text: string): string | null {
  const open: (Set<string> | null)[] = []
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (string !== undefined && colon !== undefined) {
      const key = string.includes('\\') ? (JSON.parse(string) as string) : string.slice(1, -1)
      const keys = open.at(-1)
      if (keys?.has(key)) return key
      keys?.add(key)
    }
  }
  return null
}
