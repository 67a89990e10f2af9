import { randomUUID } from 'node:crypto'
import type { Methods } from './api.ts'
import { ApiRefusal } from './company.ts'

/** Files that can still be sent; WeCom keeps them for three days. */
const remembered = 100
/** Five bytes are the least, 20 MB the most (path/90253). */
const sizes = { least: 5, most: 20 * 1024 * 1024 }

export const media: Methods = {
  'media/upload': {
    as: 'app',
    run(company, { params, file }) {
      if (params.type !== 'file' && params.type !== 'image') throw new ApiRefusal(40_004)
      if (!file?.name) throw new ApiRefusal(40_058)
      const bytes = Buffer.byteLength(file.base64, 'base64')
      if (bytes < sizes.least || bytes > sizes.most) throw new ApiRefusal(40_006)
      const id = randomUUID()
      company.media.set(id, file)
      const [oldest] = company.media.keys()
      if (company.media.size > remembered && oldest !== undefined) company.media.delete(oldest)
      return { type: params.type, media_id: id, created_at: String(Math.floor(company.now() / 1_000)) }
    },
  },
}
