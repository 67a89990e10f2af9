import { renderMail } from '../../src/platforms/email/render/mail.ts'
import { questionMessage } from '../../src/surveys/asking/question-message.ts'
import { askView, overView, stoppedView, stopView, thanksView } from '../../src/surveys/page/views.ts'
import { pageWords } from '../../src/surveys/page/words.ts'
import type { Questionnaire } from '../../src/surveys/questionnaire.ts'
import { csat, lost, nps } from '../../src/surveys/shipped.ts'
import type { Language } from './scenes.ts'

/** A page that needs no bot: what customers get by mail, and where its links lead. */
export interface Document {
  name: string
  colours?: 'dark'
  html(language: Language): string
}

const until = { en: '1 Dec, 14:00 (GMT+1)', 'zh-CN': '12月1日 14:00（GMT+8）' }

const mail =
  ({ questions, ...rest }: Questionnaire) =>
  (language: Language) =>
    renderMail(
      questionMessage(
        { questions, ...rest },
        { id: 1, customerId: 1, locale: language },
        { url: 'https://rapport.example.com/s/1', from: 'Lumen Trading', reminder: false },
      ),
    ).html

interface Filled {
  given?: Record<string, string>
  answered?: boolean
  problem?: boolean
}

const asked =
  ({ questions }: Questionnaire, { given = {}, answered = false, problem = false }: Filled = {}) =>
  (locale: Language): string => {
    const key = questions[0]?.key ?? ''
    const problems = problem ? { [key]: pageWords(locale).choose } : {}
    return askView({ token: '1', locale, questions, given, problems, until: answered ? until[locale] : null }).page.markup
  }

export const documents: readonly Document[] = [
  { name: 'mail-nps', html: mail(nps) },
  { name: 'mail-nps-dark', colours: 'dark', html: mail(nps) },
  { name: 'mail-lost', html: mail(lost) },
  { name: 'survey-nps', html: asked(nps) },
  { name: 'survey-nps-dark', colours: 'dark', html: asked(nps, { given: { score: '9' } }) },
  { name: 'survey-missing', html: asked(nps, { problem: true, given: { comment: '5 < 6 & <b>' } }) },
  { name: 'survey-again', html: asked(csat, { answered: true }) },
  { name: 'survey-lost', html: asked(lost, { given: { reason: 'service' } }) },
  { name: 'survey-thanks', html: locale => thanksView('1', locale, until[locale], false).page.markup },
  { name: 'survey-recommend', html: locale => thanksView('1', locale, until[locale], true).page.markup },
  { name: 'survey-stop', html: locale => stopView('1', locale).page.markup },
  { name: 'survey-stopped', colours: 'dark', html: locale => stoppedView(locale).page.markup },
  { name: 'survey-over', html: locale => overView(locale, 'expired').page.markup },
]
