import { type ApiParts, createApiFeature } from './api/feature.ts'
import { careFeature } from './care/feature.ts'
import type { Feature } from './chat/feature.ts'
import type { DataFolder } from './config/data-folder.ts'
import { customersFeature } from './customers/feature.ts'
import { deliveryFeature } from './delivery/feature.ts'
import { digestFeature } from './digest/feature.ts'
import { interactionsFeature } from './interactions/feature.ts'
import { ordersFeature } from './orders/feature.ts'
import { createPeopleFeature, type PeopleParts } from './people/feature.ts'
import { createPrivacyFeature } from './privacy/feature.ts'
import { riskFeature } from './risk/feature.ts'
import { segmentsFeature } from './segments/feature.ts'
import type { ContactParts } from './service/external/qr-verb.ts'
import { createServiceFeature } from './service/feature.ts'
import { createSurveysFeature } from './surveys/feature.ts'
import type { SurveyParts } from './surveys/parts.ts'
import { tasksFeature } from './tasks/feature.ts'

/** Where the rooms keep files; the command line's own list of rooms keeps none. */
type Files = Pick<DataFolder, 'backups'>

/** The command line and most tests ask nobody. */
const nobody: SurveyParts = { connected: () => [], pageUrl: id => `/s/${id}` }

/** Every room, in the order of the house: later ones know earlier ones, never the other way round. */
export function features(
  parts: PeopleParts & ApiParts & Partial<SurveyParts & ContactParts>,
  folder: Files = { backups: '' },
): Feature[] {
  return [
    deliveryFeature,
    createPeopleFeature(parts),
    customersFeature,
    tasksFeature,
    interactionsFeature,
    ordersFeature,
    createServiceFeature({ contactPlatform: () => null, ...parts }),
    segmentsFeature,
    createSurveysFeature({ ...nobody, ...parts }),
    riskFeature,
    careFeature,
    digestFeature,
    createApiFeature(parts),
    createPrivacyFeature(folder),
  ]
}
