import type { Feature } from '../chat/feature.ts'
import { segmentsCard } from './card.ts'
import { segmentCommand } from './command.ts'
import { nightlySegments, touchedSegments } from './job.ts'
import { segmentDraftJob } from './own/draft.ts'
import { segmentField } from './own/filters.ts'
import { segmentActivityKinds } from './own/timeline.ts'
import { rfmFilters } from './rfm/filters.ts'
import { openAction } from './verbs/new.ts'
import { removeAction } from './verbs/remove.ts'
import { changeAction, saveAction } from './verbs/save.ts'
import { showAction } from './verbs/show.ts'
import { segmentSubmit } from './verbs/submit.ts'

/** Who belongs together: by recency, frequency and spend, and by filters of one's own. */
export const segmentsFeature: Feature = {
  name: 'segments',
  commands: [segmentCommand],
  actions: [showAction, openAction, changeAction, saveAction, removeAction],
  forms: [segmentSubmit],
  jobs: [nightlySegments, touchedSegments, segmentDraftJob],
  cardSections: [segmentsCard],
  activityKinds: segmentActivityKinds,
  filterFields: rfmFilters,
  filterSources: [segmentField],
  customerData: { RfmScore: { erase: 'delete' }, SegmentMember: { erase: 'delete' } },
  personalFields: {
    RfmScore: {
      customerId: 'impersonal',
      teamId: 'impersonal',
      recency: 'impersonal',
      frequency: 'impersonal',
      monetary: 'impersonal',
      segment: 'impersonal',
    },
    Segment: {
      id: 'impersonal',
      teamId: 'impersonal',
      name: 'impersonal',
      nameKey: 'impersonal',
      filter: 'impersonal',
      onEnter: 'impersonal',
      onExit: 'impersonal',
      createdById: 'impersonal',
      createdAt: 'impersonal',
      version: 'impersonal',
      brokenAt: 'impersonal',
    },
    SegmentMember: { segmentId: 'impersonal', customerId: 'impersonal', since: 'impersonal' },
    SegmentDay: {
      teamId: 'impersonal',
      segment: 'impersonal',
      day: 'impersonal',
      members: 'impersonal',
      entered: 'impersonal',
      exited: 'impersonal',
    },
  },
}
