import { randomUUID } from 'node:crypto'
import type { Methods } from './api.ts'
import { ApiRefusal } from './company.ts'

/** Five bytes are the least, 20 MB the most (path/90253). */
const sizes = { least: 5, most: 20 * 1024 * 1024 }

export const media: Methods = {
  'media/upload': {
    as: 'app',
    run(company, { params, body }) {
      if (params.type !== 'file' && params.type !== 'image') throw new ApiRefusal(40_004)
      if (typeof body.filename !== 'string' || body.filename === '') throw new ApiRefusal(40_058)
      if (Number(body.bytes) < sizes.least || Number(body.bytes) > sizes.most) throw new ApiRefusal(40_006)
      const id = randomUUID()
      company.media.set(id, body.filename)
      return { type: params.type, media_id: id, created_at: String(Math.floor(company.now() / 1_000)) }
    },
  },
}
