import { createContext, useContext, useEffect, useReducer } from 'react'
import type { UiReply } from '../../ui-contract.ts'
import { type Member, xiaowen } from '../../wecom/company.ts'
import type { WecomEvent, WecomState } from '../../wecom/ui-contract.ts'
import { follow } from '../state/follow.ts'
import { load, postTo } from '../state/talk.ts'
import { type CompanyChange, type CompanyPage, changeCompany, emptyCompany } from './company-page.ts'
import type { WecomWords } from './words.ts'

type WecomAct = 'say' | 'press' | 'enter' | 'click'

const base = '/playground/wecom/ui'
const addressOf = (what: string, as: string): string => `${base}/${what}?as=${encodeURIComponent(as)}`

export const postAs = (as: string, what: WecomAct, body: Record<string, unknown>): Promise<UiReply> =>
  postTo(`${base}/${what}`, { as, ...body })

/** The company as one member sees it, kept fresh. */
export function useCompanyPage(as: string | null, attempt: number): [CompanyPage, (change: CompanyChange) => void] {
  const [page, change] = useReducer(changeCompany, emptyCompany)
  useEffect(() => {
    // A new attempt runs this again, also for the same person.
    void attempt
    return follow<WecomState, WecomEvent>(as, {
      load: one => load(addressOf('state', one)),
      streamAddress: one => addressOf('stream', one),
      // Who comes without a name begins as the rep whose work is in Chinese.
      otherwise: xiaowen,
      loaded: state => change({ type: 'loaded', state }),
      happened: event => change({ type: 'event', event }),
      online: online => change({ type: 'online', online }),
      failed: () => change({ type: 'failed' }),
    })
  }, [as, attempt])
  return [page, change]
}

/** What every part of the page may need to know and do. */
export interface Company {
  state: WecomState
  me: Member
  words: WecomWords
  /** Does something as this member; a refusal is also shown as a notice. */
  send(what: WecomAct, body: Record<string, unknown>): Promise<UiReply>
}

export const CompanyContext = createContext<Company | null>(null)

export function useCompany(): Company {
  const company = useContext(CompanyContext)
  if (!company) throw new Error('This part of the page stands outside the page')
  return company
}
