import { createContext, useContext } from 'react'
import type { UiClick, UiReply } from '../../ui-contract.ts'
import type { FieldState } from '../blocks/fields.ts'
import type { Json } from '../blocks/json.ts'

/** What holds blocks (a message, a form, the home page) offers this to the elements in them. */
export interface Surface {
  where: UiClick['where']
  /** The state of a field, typed or initial. */
  stateOf: (blockId: string, actionId: string, element: Json) => FieldState
  change: (blockId: string, actionId: string, state: FieldState) => void
  /** Tells the bot; busy until it answered. */
  click: (blockId: string, actionId: string, action: Json, changed?: FieldState) => void
  busy: (blockId: string, actionId: string) => boolean
  suggest: (blockId: string, actionId: string, query: string) => Promise<UiReply>
}

export const SurfaceContext = createContext<Surface | null>(null)

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext)
  if (!surface) throw new Error('A block element stands outside a surface')
  return surface
}
