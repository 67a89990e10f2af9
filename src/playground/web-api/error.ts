/** An answer `{ ok: false, error }` of the Web API; `messages` go to `response_metadata.messages`. */
export class ApiError extends Error {
  readonly code: string
  readonly messages: string[]
  constructor(code: string, messages: string[] = []) {
    super(code)
    this.name = 'ApiError'
    this.code = code
    this.messages = messages
  }
}
