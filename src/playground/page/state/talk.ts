import type { UiReply, UiState } from '../../ui-contract.ts'

const base = '/playground/ui'

export type Path =
  | 'say'
  | 'command'
  | 'click'
  | 'shortcut'
  | 'suggest'
  | 'submit'
  | 'close'
  | 'open-home'
  | 'open-dm'
  | 'fault'
  | 'app'

/** Posts to the playground. Never throws: an unreachable server is a reply that is not ok and has no words of its own. */
export async function postTo(address: string, body: unknown): Promise<UiReply> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as UiReply
  } catch {
    return { ok: false }
  }
}

export const post = (path: Path, body: unknown): Promise<UiReply> => postTo(`${base}/${path}`, body)

/** What stands at an address, or null when it cannot be had. */
export async function load<T>(address: string): Promise<T | null> {
  try {
    const answer = await fetch(address)
    return answer.ok ? ((await answer.json()) as T) : null
  } catch {
    return null
  }
}

/** The workspace as one person sees it. */
export const loadState = (as: string): Promise<UiState | null> => load(`${base}/state?as=${encodeURIComponent(as)}`)

export function streamAddress(as: string): string {
  return `${base}/stream?as=${encodeURIComponent(as)}`
}
