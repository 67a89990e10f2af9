import type { Feature } from '../chat/feature.ts'
import { awayAction, awayFormEntry, backAction } from './away/form.ts'
import { awayVerb, backVerb } from './away/verbs.ts'
import { rapportCommand } from './command.ts'
import { homeSettings, meAction, meFormEntry } from './me.ts'
import { customerData, personalFields } from './personal-fields.ts'
import { grantAction } from './roles/role.ts'
import { setupAction, setupFormEntry } from './setup/setup.ts'
import type { StatusParts } from './status/status.ts'

export type { NextRun, StatusLine } from './status/read.ts'

/** What the room needs from main. */
export type PeopleParts = StatusParts

/** People, teams, roles and settings. */
export function createPeopleFeature(parts: PeopleParts): Feature {
  return {
    name: 'people',
    commands: [rapportCommand(parts)],
    verbs: [awayVerb, backVerb].map(verb => ({ command: 'care', verb })),
    actions: [meAction, awayAction, backAction, setupAction, grantAction],
    forms: [meFormEntry, awayFormEntry, setupFormEntry],
    homeSections: [homeSettings],
    personalFields,
    customerData,
  }
}
