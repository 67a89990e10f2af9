/** What this browser remembers between visits; a browser that refuses storage forgets, and nothing breaks. */
export function recallText(key: string): string | null {
  try {
    return localStorage.getItem(`rapport.${key}`)
  } catch {
    return null
  }
}

export function keepText(key: string, text: string): void {
  try {
    localStorage.setItem(`rapport.${key}`, text)
  } catch {
    // Storage is full or forbidden: the page works without a memory.
  }
}

/** Read marks of one person: channel id -> newest `ts` seen. */
export function recallMarks(person: string): Record<string, string> {
  try {
    const marks: unknown = JSON.parse(recallText(`read.${person}`) ?? '{}')
    return typeof marks === 'object' && marks !== null ? (marks as Record<string, string>) : {}
  } catch {
    return {}
  }
}
