import { randomUUID } from 'node:crypto'
import type { Methods } from './api.ts'
import { ApiRefusal, type LocalCompany } from './company.ts'

/** A text that a member may send to a customer by confirming it. */
interface MassTask {
  id: string
  member: string
  customer: string
  text: string
  /** 0 not confirmed, 1 sent, 2 no friend any more, 3 had another that day. */
  status: 0 | 1 | 2 | 3
  isCancelled: boolean
}

export interface MassDesk {
  methods: Methods
  /** Which member each customer is a friend of. */
  friends: Map<string, string>
  tasks: MassTask[]
  /** The member confirms their last task; it may come to nothing. */
  confirms(member: string, status?: 1 | 2 | 3): void
}

const longest = 4_000
const mostCustomers = 10_000

/** 企业群发 of a company (path/92135, path/93338). */
export function createMass(company: LocalCompany, secret: string): MassDesk {
  company.secrets.set(secret, 'contact')
  const taskOf = (body: Record<string, unknown>): MassTask => {
    const task = desk.tasks.find(({ id }) => id === body.msgid)
    if (!task) throw new ApiRefusal(40_058)
    return task
  }
  const methods: Methods = {
    'externalcontact/add_msg_template': {
      as: 'contact',
      run: (_company, { body }) => {
        const { content = '' } = (body.text ?? {}) as { content?: string }
        const customers = (body.external_userid ?? []) as string[]
        if (content === '' || Buffer.byteLength(content) > longest) throw new ApiRefusal(40_058)
        if (customers.length < 1 || customers.length > mostCustomers) throw new ApiRefusal(40_058)
        const failed = customers.filter(customer => !desk.friends.has(customer))
        if (failed.length === customers.length) throw new ApiRefusal(41_048)
        const id = randomUUID()
        for (const customer of customers) {
          const member = desk.friends.get(customer)
          if (member !== undefined) desk.tasks.push({ ...{ id, member, customer, text: content, status: 0, isCancelled: false } })
        }
        return { fail_list: failed, msgid: id }
      },
    },
    'externalcontact/get_groupmsg_task': {
      as: 'contact',
      run: (_company, { body }) => {
        const { member, status } = taskOf(body)
        return { task_list: [{ userid: member, status: status === 0 ? 0 : 2 }] }
      },
    },
    'externalcontact/get_groupmsg_send_result': {
      as: 'contact',
      run: (_company, { body }) => {
        const { member, customer, status } = taskOf(body)
        return { send_list: member === body.userid ? [{ external_userid: customer, userid: member, status }] : [] }
      },
    },
    'externalcontact/cancel_groupmsg_send': {
      as: 'contact',
      run: (_company, { body }) => {
        const task = taskOf(body)
        if (task.status !== 0) throw new ApiRefusal(40_058)
        task.isCancelled = true
        return {}
      },
    },
  }
  const desk: MassDesk = {
    ...{ methods, friends: new Map(), tasks: [] },
    confirms(member, status = 1) {
      const task = desk.tasks.findLast(one => one.member === member && !one.isCancelled)
      if (!task) throw new Error(`no task for ${member}`)
      task.status = status
    },
  }
  return desk
}
