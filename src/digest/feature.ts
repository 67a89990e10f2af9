import type { Feature } from '../chat/feature.ts'
import { digestVerb } from './command.ts'
import { digestJob } from './job.ts'

/** The daily post into each team's channel. */
export const digestFeature: Feature = { name: 'digest', jobs: [digestJob], verbs: [{ command: 'rapport', verb: digestVerb }] }
