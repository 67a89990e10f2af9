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
export async function post(path: Path, body: unknown): Promise<UiReply> {
  try {
    const answer = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as UiReply
  } catch {
    return { ok: false }
  }
}

/** The workspace as one person sees it, or null when it cannot be had. */
export async function loadState(as: string): Promise<UiState | null> {
  try {
    const answer = await fetch(`${base}/state?as=${encodeURIComponent(as)}`)
    return answer.ok ? ((await answer.json()) as UiState) : null
  } catch {
    return null
  }
}

export function streamAddress(as: string): string {
  return `${base}/stream?as=${encodeURIComponent(as)}`
}
