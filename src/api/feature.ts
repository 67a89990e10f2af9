import type { Feature, PersonalFields } from '../chat/feature.ts'
import { createKeyring, type Keyring, newKey } from '../config/keyring.ts'
import { revokeAction, tokenVerb } from './tokens/command.ts'

/** What the room needs from main. */
export interface ApiParts {
  /** Left out by who only looks at what there is (the command line's help): tokens made with a key of the moment open nothing. */
  keyring?: Keyring
  /** `API_TOKEN` is set. */
  hasFixedToken?: boolean
}

const personalFields: PersonalFields = {
  ApiToken: {
    id: 'impersonal',
    // Of a system.
    name: 'impersonal',
    prefix: 'impersonal',
    hash: 'impersonal',
    kinds: 'impersonal',
    createdById: 'impersonal',
    createdAt: 'impersonal',
    lastUsedAt: 'impersonal',
    revokedAt: 'impersonal',
  },
}

/** Records in over HTTP: what chat has to do with it is who may send them. */
export function createApiFeature({ keyring = createKeyring([newKey()]), hasFixedToken = false }: ApiParts): Feature {
  return {
    name: 'api',
    verbs: [{ command: 'rapport', verb: tokenVerb(keyring, hasFixedToken) }],
    actions: [revokeAction],
    personalFields,
  }
}
