/**
 * Something went wrong that a person can do something about.
 * `code` is stable (logs, support, tests); `nextStep` is the sentence an administrator reads.
 */
export class RapportError extends Error {
  readonly code: string
  readonly nextStep: string

  constructor(code: string, message: string, nextStep: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RapportError'
    this.code = code
    this.nextStep = nextStep
  }
}

/** The actor may not do this here. Dispatch turns it into an answer and an audit entry. */
export class Denied extends Error {
  readonly action: string
  readonly resource: string

  constructor(action: string, resource: string) {
    super(`denied: ${action} on ${resource}`)
    this.name = 'Denied'
    this.action = action
    this.resource = resource
  }
}

/** The stable code of any error, for logs that must not carry its message. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
