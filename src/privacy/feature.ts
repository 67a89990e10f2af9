import type { Feature } from '../chat/feature.ts'
import type { DataFolder } from '../config/data-folder.ts'
import { eraseAction, eraseSubmit, eraseVerb } from './erase-verb.ts'
import { exportAction, exportVerb } from './export-verb.ts'

/** Gives out and erases what is stored about a customer. */
export function createPrivacyFeature(folder: Pick<DataFolder, 'backups'>): Feature {
  return {
    name: 'privacy',
    verbs: [exportVerb, eraseVerb].map(verb => ({ command: 'customer', verb })),
    actions: [exportAction, eraseAction],
    forms: [eraseSubmit(folder.backups)],
  }
}
