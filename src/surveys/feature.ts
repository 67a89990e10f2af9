import type { Feature } from '../chat/feature.ts'
import { againAction, answerAction, moreAction, moreSubmit } from './answering/chat.ts'
import { optInAction, optOutAction } from './answering/opt-out.ts'
import { answerText, stopText } from './answering/typed.ts'
import { answersAction } from './answers.ts'
import { askAction, askSubmit } from './asking/ask-form.ts'
import { sendAction } from './asking/ask-one.ts'
import { sendingJob, surveyWatch } from './asking/job.ts'
import { mailAction } from './asking/mailing.ts'
import { recallAction } from './asking/recall.ts'
import { reminderJob, reminderWatch } from './asking/reminder.ts'
import { surveysCard } from './card.ts'
import { closeAction, closeSubmit } from './closing/close.ts'
import { closedWatch } from './closing/not-told.ts'
import { openSection } from './closing/open.ts'
import { surveyCommand } from './command.ts'
import { surveyFilters } from './filters.ts'
import { askAfterAction } from './joining/ask-after.ts'
import { joinAction } from './joining/join.ts'
import { linkAction } from './joining/link-verb.ts'
import { lostTraitAction, makeTasksAction } from './lost/actions.ts'
import { retentionCommand } from './lost/command.ts'
import { archiveAction, questionnaireAction, questionnaireSubmit } from './own/verb.ts'
import type { SurveyParts } from './parts.ts'
import { surveyCustomerData, surveyPersonalFields } from './personal-fields.ts'
import { referredAction, referredSubmit } from './referrals/list.ts'
import { recommendAction, recommendSubmit } from './referrals/recommend.ts'
import { csvAction } from './results/csv.ts'
import { remindAction, remindAllAction } from './results/remind.ts'
import { resultsAction } from './results/verb.ts'
import { answersSignal } from './signals/answers.ts'
import { removeTheme, themeAction, themeSubmit } from './themes/verb.ts'
import { surveyActivityKinds } from './timeline.ts'
import { triggersJob } from './triggers/job.ts'
import { triggerAction } from './triggers/verb.ts'

/** Asks the customers themselves, in chat or by e-mail, and sees to what they say. */
export const createSurveysFeature = (parts: SurveyParts): Feature => ({
  name: 'surveys',
  commands: [surveyCommand(parts), retentionCommand],
  actions: [
    askAction,
    sendAction(parts),
    mailAction(parts),
    recallAction,
    answerAction(parts),
    againAction(parts),
    moreAction,
    optOutAction,
    optInAction,
    linkAction(parts),
    joinAction(parts),
    askAfterAction(parts),
    recommendAction,
    referredAction,
    closeAction,
    triggerAction,
    answersAction,
    resultsAction,
    remindAction(parts),
    remindAllAction(parts),
    csvAction,
    themeAction,
    removeTheme,
    questionnaireAction,
    archiveAction,
    lostTraitAction,
    makeTasksAction,
  ],
  forms: [
    askSubmit(parts),
    moreSubmit(parts),
    recommendSubmit,
    referredSubmit,
    closeSubmit(parts),
    themeSubmit,
    questionnaireSubmit,
  ],
  filterFields: surveyFilters,
  customerTexts: [stopText, answerText(parts)],
  jobs: [sendingJob(parts), reminderJob(parts), triggersJob(parts)],
  deliveryWatches: [surveyWatch(parts), reminderWatch(parts), closedWatch],
  cardSections: [surveysCard],
  customerActions: [{ action: 'surveys.ask', label: { en: 'Survey', 'zh-CN': '发问卷' }, order: 47, on: ['card'] }],
  digestSections: [openSection],
  activityKinds: surveyActivityKinds,
  riskSignals: [answersSignal],
  personalFields: surveyPersonalFields,
  customerData: surveyCustomerData,
})
