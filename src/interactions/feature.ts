import type { Feature } from '../chat/feature.ts'
import { interactionActivityKinds } from './activity.ts'
import { interactionsSection } from './card.ts'
import { logCommand } from './command.ts'
import { declineAction } from './decline.ts'
import { yesterdaySection } from './digest.ts'
import { draftJob } from './draft.ts'
import { editAction, editFormEntry } from './edit.ts'
import { homeLogs } from './home.ts'
import { interactionsImport } from './import.ts'
import { logAction, logFormEntry, pickAction } from './log.ts'
import { logShortcut, saidFormEntry } from './said/shortcut.ts'
import { contactSignal } from './signals/contact-gap.ts'
import { moodSignal } from './signals/mood.ts'
import { talkSignal } from './signals/talk.ts'
import { topicsJob } from './topics-job.ts'
import { undoAction } from './undo.ts'

/** Logging contacts with customers in one line of chat. */
export const interactionsFeature: Feature = {
  name: 'interactions',
  commands: [logCommand],
  actions: [logAction, pickAction, editAction, undoAction, declineAction],
  forms: [logFormEntry, editFormEntry, saidFormEntry],
  shortcuts: [logShortcut],
  jobs: [draftJob, topicsJob],
  cardSections: [interactionsSection],
  customerActions: [{ action: 'interactions.log', label: { en: 'Log', 'zh-CN': '写跟进' }, order: 10, on: ['card', 'digest'] }],
  homeSections: [homeLogs],
  digestSections: [yesterdaySection],
  activityKinds: interactionActivityKinds,
  importKinds: [interactionsImport],
  riskSignals: [contactSignal, moodSignal, talkSignal],
  personalFields: {
    Interaction: {
      id: 'impersonal',
      externalId: 'personal',
      customerId: 'impersonal',
      at: 'impersonal',
      kind: 'impersonal',
      memberId: 'impersonal',
      by: 'personal',
      note: 'personal',
      sentiment: 'personal',
      topics: 'personal',
      said: 'impersonal',
      link: 'personal',
      undoneAt: 'impersonal',
      version: 'impersonal',
      createdAt: 'impersonal',
    },
  },
}
