import { useState } from 'react'
import type { UiView } from '../../ui-contract.ts'
import type { FieldStates } from '../blocks/fields.ts'

interface Errors {
  /** What the bot last said and what was last typed, to notice a change of either. */
  said: Record<string, string>
  typed: FieldStates
  shown: Record<string, string>
  /** How often something was refused; each time the first wrong field gets the focus. */
  round: number
}

/** What is wrong with a form, by block id: the bot's word or the page's own. An error goes once its field is changed. */
export function useErrors(top: UiView, typed: FieldStates) {
  const [errors, setErrors] = useState<Errors>({ said: {}, typed, shown: {}, round: 0 })
  if (errors.said !== top.errors) {
    const round = Object.keys(top.errors).length > 0 ? errors.round + 1 : errors.round
    setErrors({ said: top.errors, typed, shown: top.errors, round })
  } else if (errors.typed !== typed) {
    const changed = new Set(
      Object.keys(typed)
        .filter(key => typed[key] !== errors.typed[key])
        .map(key => String(JSON.parse(key)[0])),
    )
    const shown = Object.fromEntries(Object.entries(errors.shown).filter(([blockId]) => !changed.has(blockId)))
    setErrors({ ...errors, typed, shown })
  }
  const refuse = (problems: Record<string, string>) => {
    const round = Object.keys(problems).length > 0 ? errors.round + 1 : errors.round
    setErrors({ ...errors, shown: problems, round })
  }
  return { errors: errors.shown, round: errors.round, refuse }
}
