import type { LocalCompany, LocalContact, LocalFollow } from './company.ts'

/** Fields of a callback's XML. */
export type Fields = Record<string, string | number>

/** People outside, and what they and members do to each other. All of it is told to the app, unless it is `silent`: callbacks get lost. */
export interface Outside {
  /** A customer adds a member; `half`: the member has not confirmed yet. */
  adds(contact: string, member: string, how?: { name?: string; state?: string; half?: boolean; silent?: boolean }): Promise<void>
  /** A customer deletes a member, who goes on seeing them in the list. */
  deletes(contact: string, member: string, how?: { silent?: boolean }): Promise<void>
  /** A member deletes a customer. */
  dropped(contact: string, member: string, how?: { silent?: boolean }): Promise<void>
  /** A customer goes over to another member; who had added them before is told of to nobody. */
  goesOver(contact: string, from: string, to: string): Promise<void>
  /** The customer does not want to go over. */
  refuses(contact: string, to: string): Promise<void>
  /** A member writes something else about a customer. */
  edits(
    contact: string,
    member: string,
    change: Partial<Pick<LocalFollow, 'remark' | 'description' | 'mobiles' | 'tags'>>,
  ): Promise<void>
}

/** `emit` gives the app the fields of one callback. */
export function createOutside(company: LocalCompany, emit: (fields: Fields) => Promise<unknown>): Outside {
  const seconds = (): number => Math.floor(company.now() / 1_000)
  const of = (id: string): LocalContact => {
    const contact = company.contacts.get(id)
    if (!contact) throw new Error(`nobody is ${id}`)
    return contact
  }
  const tell = async (change: string, contact: string, member: string, more: Fields = {}, silent = false): Promise<void> => {
    const base = { ToUserName: company.corpId, FromUserName: 'sys', CreateTime: seconds(), MsgType: 'event' }
    const fields = { ...base, Event: 'change_external_contact', ChangeType: change, UserID: member, ExternalUserID: contact }
    if (!silent) await emit({ ...fields, ...more })
  }
  const unlist = (contact: string, member: string): void => {
    const found = of(contact)
    found.follows = found.follows.filter(follow => follow.member !== member)
  }
  const list = (contact: string, member: string, over: Partial<LocalFollow>): void => {
    unlist(contact, member)
    const empty = { remark: '', description: '', mobiles: [], tags: [], state: '', way: 1 }
    of(contact).follows.push({ ...empty, member, at: seconds(), ...over })
  }

  return {
    async adds(contact, member, { name = contact, state = '', half = false, silent = false } = {}) {
      if (!company.contacts.has(contact)) company.contacts.set(contact, { id: contact, name, follows: [] })
      if (!half) list(contact, member, { state })
      const more: Fields = state === '' ? {} : { State: state }
      await tell(
        half ? 'add_half_external_contact' : 'add_external_contact',
        contact,
        member,
        { ...more, WelcomeCode: 'welcome' },
        silent,
      )
    },
    deletes: (contact, member, { silent = false } = {}) => tell('del_follow_user', contact, member, {}, silent),
    async dropped(contact, member, { silent = false } = {}) {
      unlist(contact, member)
      await tell('del_external_contact', contact, member, {}, silent)
    },
    async goesOver(contact, from, to) {
      const isNew = !of(contact).follows.some(({ member }) => member === to)
      unlist(contact, from)
      if (isNew) list(contact, to, { way: 202 })
      if (isNew) await tell('add_external_contact', contact, to)
      await tell('del_external_contact', contact, from, { Source: 'DELETE_BY_TRANSFER' })
    },
    refuses: (contact, to) => tell('transfer_fail', contact, to, { FailReason: 'customer_refused' }),
    async edits(contact, member, change) {
      const follow = of(contact).follows.find(each => each.member === member)
      if (!follow) throw new Error(`${member} has no ${contact}`)
      Object.assign(follow, change)
      await tell('edit_external_contact', contact, member)
    },
  }
}
