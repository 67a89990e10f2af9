import type { Keyring } from '../../config/keyring.ts'

/** What the links of survey pages are signed for: a signature is worth nothing elsewhere. */
const purpose = 'survey-link'

export interface SurveyLinks {
  /** The page of a survey, without a slash at its end. */
  linkTo(surveyId: number): string
  /** The survey of a link's token; null: it was not made here. Compared in constant time; tokens signed with an older key still read. */
  read(token: string): number | null
}

/** Links that name one survey each and cannot be guessed. `baseUrl`: where customers reach the bot; asked at each link, for a port may be chosen late. */
export function surveyLinks(keys: Pick<Keyring, 'sign' | 'verify'>, baseUrl: () => string): SurveyLinks {
  return {
    linkTo: surveyId => `${baseUrl()}/s/${surveyId}.${keys.sign(purpose, String(surveyId))}`,
    read(token) {
      const [, id = '', signature = ''] = /^(\d{1,9})\.([\w.-]{10,100})$/.exec(token) ?? []
      return id !== '' && keys.verify(purpose, id, signature) !== null ? Number(id) : null
    },
  }
}
