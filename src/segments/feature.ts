import type { Feature } from '../chat/feature.ts'
import { segmentsCard } from './card.ts'
import { nightlySegments } from './job.ts'
import { rfmFilters } from './rfm/filters.ts'

/** Who belongs together: by recency, frequency and spend, and by filters of one's own. */
export const segmentsFeature: Feature = {
  name: 'segments',
  jobs: [nightlySegments],
  cardSections: [segmentsCard],
  filterFields: rfmFilters,
  customerData: { RfmScore: { erase: 'delete' } },
  personalFields: {
    RfmScore: {
      customerId: 'impersonal',
      teamId: 'impersonal',
      recency: 'impersonal',
      frequency: 'impersonal',
      monetary: 'impersonal',
      segment: 'impersonal',
    },
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
