import type { Reference } from '../chat/dates/when.ts'
import { type InteractionKind, kindFromWords, takeTags } from './kind.ts'
import { type NextStep, readNextStep, takeNextStep } from './next-step.ts'
import { complaintSubject, findProposals, type Proposal } from './proposal.ts'
import { readSentiment, type Sentiment } from './sentiment.ts'

export type { InteractionKind } from './kind.ts'
export type { NextStep } from './next-step.ts'
export type { Proposal } from './proposal.ts'
export type { Sentiment } from './sentiment.ts'
export { splitLog } from './split-log.ts'

/** The writer's moment, zone and working days (1 Monday to 7 Sunday). */
export type LogReference = Reference & { workdays: readonly number[] }

export type ParsedLog = {
  /** The text as typed, without its kind tags and its next step. */
  note: string
  kind: InteractionKind
  kindFrom: 'tag' | 'words' | 'default'
  sentiment: Sentiment
  /** The expressions that decided the sentiment. */
  sentimentWords: string[]
  nextStep: NextStep | null
  /** A date in the next step or a renewal that does not exist, as written. */
  impossibleDate?: string
  proposals: Proposal[]
}

/**
 * Reads what was typed after `/log <who>:`, English or Chinese, whatever the writer's language. Any text gives a result; the note keeps
 * every word that is neither a tag nor the next step.
 */
export function parseLog(text: string, ref: LogReference): ParsedLog {
  const tags = takeTags(text)
  const { note, clause } = takeNextStep(tags.rest)
  const words = tags.kind ? null : kindFromWords(note)
  const kind = tags.kind ?? words ?? 'note'
  const { sentiment, words: sentimentWords } = readSentiment(note)
  const step = clause === null ? null : readNextStep(clause, ref, ref.workdays)
  const { proposals, impossible } = findProposals(note, ref)
  const impossibleDate = step?.impossible ?? impossible
  return {
    note,
    kind,
    kindFrom: tags.kind ? 'tag' : words ? 'words' : 'default',
    sentiment,
    sentimentWords,
    nextStep: step?.nextStep ?? null,
    ...(impossibleDate === undefined ? {} : { impossibleDate }),
    proposals: withTaggedComplaint(proposals, kind, note),
  }
}

/** A log tagged #complaint is one even if it never says the word. */
function withTaggedComplaint(proposals: Proposal[], kind: InteractionKind, note: string): Proposal[] {
  if (kind !== 'complaint' || note === '' || proposals.some(proposal => proposal.kind === 'complaint')) return proposals
  return [...proposals, { kind: 'complaint', subject: complaintSubject(note) }]
}
