import type { Keyring } from '../../config/keyring.ts'

/** A signature is worth nothing elsewhere. */
const purpose = 'join-link'
const dayMs = 86_400_000
/** Days in which a link is taken: long enough to be passed on, too short to be found again. */
export const joinDays = 14

/** Links by which people of a customer open their conversation with us, and are its contacts from then on. */
export interface JoinLinks {
  /** Null: there is no such conversation here. */
  linkTo(customerId: number, now: Date): string | null
  /** The customer of what stood behind a link; null: it was not made here, or is over. */
  read(param: string, now: Date): number | null
}

/** `open`: the address that opens a conversation, with this behind it; null: none is connected. */
export function joinLinks(keys: Pick<Keyring, 'sign' | 'verify'>, open: (param: string) => string | null): JoinLinks {
  return {
    linkTo(customerId, now) {
      const text = `${customerId}.${Math.floor(now.getTime() / dayMs) + joinDays}`
      return open(`${text}.${keys.sign(purpose, text)}`)
    },
    read(param, now) {
      const [, id = '', day = '', signature = ''] = /^(\d{1,9})\.(\d{1,6})\.([\w.-]{10,100})$/.exec(param) ?? []
      if (id === '' || keys.verify(purpose, `${id}.${day}`, signature) === null) return null
      return now.getTime() < (Number(day) + 1) * dayMs ? Number(id) : null
    },
  }
}
