import { useCallback, useEffect, useState } from 'react'
import { keepText, recallMarks } from './remembered.ts'
import { secondsOf } from './timeline.ts'

/** How far a person has read each channel, remembered per person. */
export function useReadMarks(person: string): [Record<string, string>, (channel: string, ts: string) => void] {
  const [owner, setOwner] = useState(person)
  const [marks, setMarks] = useState(() => recallMarks(person))
  if (owner !== person) {
    setOwner(person)
    setMarks(recallMarks(person))
  }
  useEffect(() => {
    if (owner === person) keepText(`read.${person}`, JSON.stringify(marks))
  }, [owner, person, marks])
  const read = useCallback((channel: string, ts: string) => {
    setMarks(before => (secondsOf(before[channel] ?? '0') >= secondsOf(ts) ? before : { ...before, [channel]: ts }))
  }, [])
  return [marks, read]
}
