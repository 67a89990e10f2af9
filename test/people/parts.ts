import type { NextRun, PeopleParts, StatusLine } from '../../src/people/feature.ts'

/** What main gives the room; tests fill in what is connected. */
export const main: PeopleParts & { lines: StatusLine[]; next: NextRun[] } = {
  lines: [],
  next: [],
  checks: async () => main.lines,
  nextRuns: async () => main.next,
}
