import type { Ids } from './ids.ts'
import type { SharedFile } from './model.ts'

export interface Uploads {
  /** A place for a file of this size: its id, and the address that takes its bytes. */
  open(name: string, size: number): { id: string; url: string }
  /** Takes the bytes; false when nobody asked for this address, or for another size. */
  fill(token: string, bytes: Buffer): boolean
  /** The uploaded file, once; null when there is none whose bytes have come. */
  take(id: string): SharedFile | null
  /** Keeps a file that was shared with nobody, to be shown as a picture. */
  keep(file: SharedFile): void
  kept(id: string): SharedFile | null
  /** Whether a kept file may be shown by now: Slack looks at each first, and refuses it until then. */
  isReady(id: string): boolean
  /** How many times each new file is refused. */
  refuseFresh(times: number): void
}

const REMEMBERED = 100

/** Files between the call that announces them and the one that shares them. `base` is the playground's own address. */
export function createUploads(ids: Ids, base: () => string): Uploads {
  const pictures = new Map<string, { file: SharedFile; refusals: number }>()
  let refusals = 0
  const waiting = new Map<string, { token: string; name: string; size: number; bytes: Buffer | null }>()
  return {
    open(name, size) {
      const id = ids.next('F')
      const token = ids.token(24)
      waiting.set(id, { token, name, size, bytes: null })
      for (const old of waiting.keys()) {
        if (waiting.size <= REMEMBERED) break
        waiting.delete(old)
      }
      return { id, url: `${base()}/playground/slack/upload/${token}` }
    },
    fill(token, bytes) {
      const file = [...waiting.values()].find(one => one.token === token)
      if (!file || bytes.length !== file.size) return false
      file.bytes = bytes
      return true
    },
    take(id) {
      const file = waiting.get(id)
      if (!file?.bytes) return null
      waiting.delete(id)
      return { id, name: file.name, title: file.name, size: file.size, base64: file.bytes.toString('base64') }
    },
    keep(file) {
      pictures.set(file.id, { file, refusals })
      for (const old of pictures.keys()) {
        if (pictures.size <= REMEMBERED) break
        pictures.delete(old)
      }
    },
    kept: id => pictures.get(id)?.file ?? null,
    isReady(id) {
      const picture = pictures.get(id)
      if (!picture) return false
      picture.refusals -= 1
      return picture.refusals < 0
    },
    refuseFresh(times) {
      refusals = times
    },
  }
}
