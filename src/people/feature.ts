import type { Feature } from '../chat/feature.ts'
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
    actions: [meAction, setupAction, grantAction],
    forms: [meFormEntry, setupFormEntry],
    homeSections: [homeSettings],
    personalFields,
    customerData,
  }
}
