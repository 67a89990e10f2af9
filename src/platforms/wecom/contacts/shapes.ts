import { z } from 'zod'
import type { ContactFollow, ContactProfile } from '../../../chat/contact-sync.ts'

const person = z.object({ external_userid: z.string().min(1), name: z.string().default('') })
const follow = z.object({
  userid: z.string().min(1),
  createtime: z.number(),
  state: z.string().nullish(),
  remark: z.string().nullish(),
  add_way: z.number().nullish(),
  remark_mobiles: z.array(z.string()).nullish(),
})
type Follow = z.infer<typeof follow>

/** `externalcontact/get_follow_user_list` (path/92571): members who may have customers. */
export const membersAnswer = z.object({ follow_user: z.array(z.string()) })

/** `externalcontact/get` (path/92114): one contact with all members who have them, 500 at a time. */
export const contactAnswer = z.object({
  external_contact: person,
  follow_user: z.array(follow),
  next_cursor: z.string().optional(),
})

/** `externalcontact/batch/get_by_user` (path/92994): contacts of up to 100 members, each once for each member. */
export const pageAnswer = z.object({
  external_contact_list: z.array(z.object({ external_contact: person, follow_info: follow })),
  next_cursor: z.string().optional(),
  fail_info: z.object({ unlicensed_userid_list: z.array(z.string()).default([]) }).optional(),
})

/** Shared by a colleague, or given by an administrator. */
const givenWays = [201, 202]

const followOf = ({ userid, createtime, state, remark, add_way: way }: Follow): ContactFollow => ({
  ...{ member: userid, addedAt: new Date(createtime * 1_000), state: state || null, remark: remark || null },
  given: givenWays.includes(way ?? 0),
})

/** What WeCom says of one person as the port has it. */
export function profileOf(contact: z.infer<typeof person>, follows: readonly Follow[]): ContactProfile {
  const phones = [...new Set(follows.flatMap(({ remark_mobiles: mobiles }) => mobiles ?? []))]
  return { contact: contact.external_userid, name: contact.name, phones, follows: follows.map(followOf) }
}
