import type { Feature } from '../chat/feature.ts'
import { taskActivityKinds } from './activity.ts'
import { openTasksSection } from './card.ts'
import { careCommand } from './command.ts'
import { overdueSection } from './digest.ts'
import { doneAction, doneFormEntry } from './done.ts'
import { homeTasks } from './home.ts'
import { newAction, newFormEntry } from './new.ts'
import { reassignAction, reassignFormEntry } from './reassign.ts'
import { reminderJob } from './reminder.ts'
import { snoozeAction, snoozeFormEntry } from './snooze.ts'
import { handoverJob } from './succession/record.ts'
import { handOverAction, reassignAllVerb, takeBackAction } from './succession/verb.ts'

/** Care tasks: who does what for which customer by when. */
export const tasksFeature: Feature = {
  name: 'tasks',
  commands: [careCommand],
  verbs: [{ command: 'customer', verb: reassignAllVerb }],
  actions: [doneAction, snoozeAction, reassignAction, newAction, handOverAction, takeBackAction],
  forms: [doneFormEntry, snoozeFormEntry, reassignFormEntry, newFormEntry],
  jobs: [reminderJob, handoverJob],
  cardSections: [openTasksSection],
  customerActions: [
    { action: 'tasks.new', label: { en: 'Task', 'zh-CN': '任务' }, order: 30, on: ['card'] },
    { action: 'tasks.new', label: { en: 'Create task', 'zh-CN': '新建任务' }, order: 30, on: ['digest'] },
  ],
  homeSections: [homeTasks],
  digestSections: [overdueSection],
  activityKinds: taskActivityKinds,
  customerData: {
    CareTask: { erase: 'keep', becomes: { status: `CASE WHEN "status" = 'open' THEN 'dropped' ELSE "status" END` } },
  },
  personalFields: {
    CareTask: {
      id: 'impersonal',
      customerId: 'impersonal',
      teamId: 'impersonal',
      title: 'personal',
      dueOn: 'impersonal',
      dueTime: 'impersonal',
      assigneeId: 'impersonal',
      status: 'impersonal',
      outcome: 'personal',
      doneAt: 'impersonal',
      doneById: 'impersonal',
      snoozedUntil: 'impersonal',
      cause: 'impersonal',
      causeKey: 'impersonal',
      evidence: 'personal',
      suggestion: 'personal',
      interactionId: 'impersonal',
      createdById: 'impersonal',
      createdAt: 'impersonal',
      version: 'impersonal',
    },
  },
}
