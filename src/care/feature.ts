import type { Feature } from '../chat/feature.ts'
import { goneQuietSection } from './gone-quiet.ts'
import { careJob } from './job.ts'

/** Makes care tasks by itself, from typed rules. */
export const careFeature: Feature = { name: 'care', jobs: [careJob], digestSections: [goneQuietSection] }
