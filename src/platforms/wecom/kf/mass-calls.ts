import { z } from 'zod'
import type { Ask } from '../rest/http.ts'

/** What a colleague's confirmation came to, for one customer: not yet, went out, is no friend of theirs (any more), had another today. */
export type MassState = 'waits' | 'sent' | 'no-friend' | 'had-another'

/** 企业群发 (path/92135): a text that a colleague sends to a customer of theirs by confirming it in WeCom. They reject like `Ask`. */
export interface MassCalls {
  /** Gives the task's id; null: the customer is nobody's friend. */
  begin(customer: string, text: string): Promise<string | null>
  stateOf(task: string, customer: string): Promise<MassState>
  /** Who has not confirmed it no longer can. */
  cancel(task: string): Promise<void>
}

const begun = z.object({ msgid: z.string().min(1), fail_list: z.array(z.string()).default([]) })
const tasks = z.object({ task_list: z.array(z.object({ userid: z.string() })).default([]) })
const results = z.object({
  send_list: z.array(z.object({ external_userid: z.string().optional(), status: z.number() })).default([]),
})
const states: readonly MassState[] = ['waits', 'sent', 'no-friend', 'had-another']

export function createMassCalls(ask: Ask): MassCalls {
  return {
    async begin(customer, content) {
      const body = { chat_type: 'single', external_userid: [customer], text: { content } }
      const { msgid, fail_list: failed } = await ask({ path: 'externalcontact/add_msg_template', body }, begun)
      return failed.includes(customer) ? null : msgid
    },
    async stateOf(msgid, customer) {
      const { task_list: all } = await ask({ path: 'externalcontact/get_groupmsg_task', body: { msgid } }, tasks)
      for (const { userid } of all) {
        const call = { path: 'externalcontact/get_groupmsg_send_result', body: { msgid, userid } }
        const { send_list: list } = await ask(call, results)
        const theirs = list.find(({ external_userid: id }) => id === customer)
        if (theirs) return states[theirs.status] ?? 'waits'
      }
      return 'waits'
    },
    async cancel(msgid) {
      await ask({ path: 'externalcontact/cancel_groupmsg_send', body: { msgid } }, z.object({}))
    },
  }
}
