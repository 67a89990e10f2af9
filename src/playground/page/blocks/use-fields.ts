import { useEffect, useMemo, useRef, useState } from 'react'
import type { UiClick } from '../../ui-contract.ts'
import { usePage } from '../state/page-context.ts'
import type { Surface } from '../state/surface-context.ts'
import { type FieldStates, fieldKey, initialState, keptStates, stateValues } from './fields.ts'

/**
 * The surface of some blocks: what is typed in them, and how their elements reach the bot. `kept` carries the values of forms
 * further down the stack, so that closing the top one finds them as they were.
 */
export function useFields(where: UiClick['where'], blocks: readonly unknown[], kept?: Map<string, FieldStates>) {
  const { send } = usePage()
  const id = where.kind === 'view' ? where.id : where.kind
  const [typed, setTyped] = useState<FieldStates>(() => kept?.get(id) ?? {})
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  const current = useRef(typed)
  current.current = typed
  useEffect(() => {
    setTyped(before => keptStates(blocks, before))
  }, [blocks])
  useEffect(() => {
    kept?.set(id, typed)
  }, [kept, id, typed])

  const surface: Surface = useMemo(() => {
    const around = (blockId: string, actionId: string) => ({ where, blockId, actionId })
    return {
      where,
      stateOf: (blockId, actionId, element) => {
        const known = typed[fieldKey(blockId, actionId)]
        return known?.type === element.type && known ? known : initialState(element)
      },
      change: (blockId, actionId, state) => setTyped(before => ({ ...before, [fieldKey(blockId, actionId)]: state })),
      click: async (blockId, actionId, action, changed) => {
        const key = fieldKey(blockId, actionId)
        const now = changed ? { ...current.current, [key]: changed } : current.current
        setBusy(before => new Set([...before, key]))
        await send('click', { ...around(blockId, actionId), action, values: stateValues(blocks, now) })
        setBusy(before => new Set([...before].filter(one => one !== key)))
      },
      busy: (blockId, actionId) => busy.has(fieldKey(blockId, actionId)),
      suggest: (blockId, actionId, query) => send('suggest', { ...around(blockId, actionId), query }),
    }
  }, [where, blocks, typed, busy, send])
  return { surface, typed }
}
