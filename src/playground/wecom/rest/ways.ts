import { randomUUID } from 'node:crypto'
import type { Methods } from './api.ts'
import { ApiRefusal } from './company.ts'

/** Characters of a mark and of a remark, members of one QR code (path/92572). */
const limits = { text: 30, members: 100 }

/** QR codes by which customers add members (联系我). */
export const ways: Methods = {
  'externalcontact/add_contact_way': {
    as: 'contact',
    run({ members }, { body }) {
      const user = Array.isArray(body.user) ? (body.user as string[]) : []
      const isOne = body.type === 1
      const texts = [body.state, body.remark].map(text => String(text ?? ''))
      if (body.type !== 1 && body.type !== 2) throw new ApiRefusal(41_037)
      if (body.scene !== 2 || texts.some(text => [...text].length > limits.text)) throw new ApiRefusal(40_058)
      if (user.length === 0 || user.length > (isOne ? 1 : limits.members)) throw new ApiRefusal(40_058)
      if (user.some(member => !members.get(member)?.isVisible)) throw new ApiRefusal(40_098)
      const id = randomUUID()
      return { config_id: id, qr_code: `https://wework.qpic.cn/qrcode/${id}` }
    },
  },
}
