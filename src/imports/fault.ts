import type { Worded } from '../chat/wording.ts'

/** The file or the request as a whole cannot be taken; nothing was written. */
export class ImportRefused extends Error {
  readonly code: string
  readonly reason: Worded

  constructor(code: string, reason: Worded) {
    super(reason.en)
    this.name = 'ImportRefused'
    this.code = code
    this.reason = reason
  }
}

/** The file cannot be read beyond this line; what came before is good. */
export class CsvBroken extends Error {
  readonly line: number
  readonly reason: Worded

  constructor(line: number, reason: Worded) {
    super(reason.en)
    this.name = 'CsvBroken'
    this.line = line
    this.reason = reason
  }
}
