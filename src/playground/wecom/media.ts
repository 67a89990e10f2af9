import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { badParameter, type Frame, type Verdict } from './model.ts'

/** A file that the robot uploaded. */
export interface SharedFile {
  name: string
  base64: string
}

export interface Media {
  /** What WeCom says to a frame of an upload; null for any other frame. */
  take(frame: Frame): Verdict | null
  /** The file behind a media id. */
  file(id: unknown): SharedFile | null
}

const mostChunks = 100
const chunkBytes = 512 * 1024
/** Files that can still be sent; WeCom keeps them for three days. */
const remembered = 100

const init = z.object({
  type: z.enum(['file', 'image']),
  filename: z.string().min(1).max(255),
  total_size: z.number().int().min(1),
  total_chunks: z.number().int().min(1).max(mostChunks),
  md5: z.string().optional(),
})
const chunk = z.object({
  upload_id: z.string(),
  chunk_index: z.number().int().min(0),
  base64_data: z.base64().max(Math.ceil(chunkBytes / 3) * 4),
})
const finish = z.object({ upload_id: z.string() })

const refused: Verdict = { errcode: badParameter }

/** Files come in pieces: begun, each piece by its index from 0, finished; then a message names the file by its media id. */
export function createMedia(): Media {
  const uploads = new Map<string, z.infer<typeof init> & { chunks: Map<number, Buffer> }>()
  const files = new Map<string, SharedFile>()

  function keep(name: string, bytes: Buffer): Verdict {
    const id = `media-${randomUUID()}`
    files.set(id, { name, base64: bytes.toString('base64') })
    const [oldest] = files.keys()
    if (files.size > remembered && oldest !== undefined) files.delete(oldest)
    return { errcode: 0, body: { type: 'file', media_id: id, created_at: new Date().toISOString() } }
  }

  function begin(body: unknown): Verdict {
    const asked = init.safeParse(body).data
    if (!asked) return refused
    const id = randomUUID()
    uploads.set(id, { ...asked, chunks: new Map() })
    return { errcode: 0, body: { upload_id: id } }
  }

  function add(body: unknown): Verdict {
    const piece = chunk.safeParse(body).data
    const upload = uploads.get(piece?.upload_id ?? '')
    if (!piece || !upload || piece.chunk_index >= upload.total_chunks) return refused
    upload.chunks.set(piece.chunk_index, Buffer.from(piece.base64_data, 'base64'))
    return { errcode: 0 }
  }

  function end(body: unknown): Verdict {
    const id = finish.safeParse(body).data?.upload_id ?? ''
    const upload = uploads.get(id)
    if (!upload || upload.chunks.size < upload.total_chunks) return refused
    uploads.delete(id)
    const bytes = Buffer.concat([...upload.chunks].toSorted(([one], [other]) => one - other).map(([, piece]) => piece))
    const isWhole = bytes.length === upload.total_size && (!upload.md5 || upload.md5 === md5Of(bytes))
    return isWhole ? keep(upload.filename, bytes) : refused
  }

  return {
    take({ cmd, body }) {
      if (cmd === 'aibot_upload_media_init') return begin(body)
      if (cmd === 'aibot_upload_media_chunk') return add(body)
      return cmd === 'aibot_upload_media_finish' ? end(body) : null
    },
    file: id => (typeof id === 'string' ? (files.get(id) ?? null) : null),
  }
}

const md5Of = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex')
