import type { Methods } from './api.ts'
import { ApiRefusal, type ApiRequest, type LocalCompany } from './company.ts'

/** Customers of one call (path/92125, path/94081). */
const most = 100

/** Giving customers over, of members who work here (在职继承) and who left (离职继承). What is begun ends a day later: `goesOver`, `refuses`. */
export const transfers: Methods = {
  'externalcontact/transfer_customer': { as: 'contact', run: (company, request) => transfer(company, request, true) },
  'externalcontact/resigned/transfer_customer': { as: 'contact', run: (company, request) => transfer(company, request, false) },
}

function transfer({ members, contacts }: LocalCompany, { body }: ApiRequest, worksHere: boolean): object {
  const asked = Array.isArray(body.external_userid) ? (body.external_userid as string[]) : []
  if (asked.length === 0 || asked.length > most) throw new ApiRefusal(40_058)
  const from = String(body.handover_userid)
  if (members.has(from) !== worksHere || !members.has(String(body.takeover_userid))) throw new ApiRefusal(60_111)
  const has = (contact: string): boolean => contacts.get(contact)?.follows.some(({ member }) => member === from) === true
  return { customer: asked.map(contact => ({ external_userid: contact, errcode: has(contact) ? 0 : 40_096 })) }
}
