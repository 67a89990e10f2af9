import type { Keyring } from '../../../config/keyring.ts'
import type { FormPlace } from '../form/talk.ts'

/** What the links of forms are signed for. */
const purpose = 'wecom-form-link'

export interface FormLinks {
  /** The page of an open form; it says where the form stands, not whose it is. */
  linkTo(at: Pick<FormPlace, 'id'>, form: string): string
  /** Null: it was not made here. */
  read(token: string): { place: string; form: string } | null
}

export function formLinks(keys: Pick<Keyring, 'sign' | 'verify'>, baseUrl: string): FormLinks {
  return {
    linkTo({ id }, form) {
      const named = `${Buffer.from(id).toString('base64url')}.${form}`
      return `${baseUrl}/wecom/form/${named}.${keys.sign(purpose, named)}`
    },
    read(token) {
      const [, place = '', form = '', signature = ''] = /^([\w-]{1,180})\.([\w-]{1,40})\.([\w.-]{10,100})$/.exec(token) ?? []
      if (form === '' || keys.verify(purpose, `${place}.${form}`, signature) === null) return null
      return { place: Buffer.from(place, 'base64url').toString(), form }
    },
  }
}
