import type { z } from 'zod'

type Issue = z.core.$ZodIssue

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Record<PropertyKey, unknown>)[key]
  }
  return here
}

function pointer(base: string, path: readonly PropertyKey[]): string {
  return base + path.map(key => `/${String(key)}`).join('')
}

function size(issue: Issue & { code: 'too_big' | 'too_small' }): string {
  const big = issue.code === 'too_big'
  const bound = Number(big ? issue.maximum : issue.minimum)
  if (issue.origin === 'string')
    return big ? `must be less than ${bound + 1} characters` : `must be more than ${bound - 1} characters`
  if (issue.origin === 'array') return big ? `no more than ${bound} items allowed` : `no fewer than ${bound} items allowed`
  return big ? `must be no greater than ${bound}` : `must be no less than ${bound}`
}

/**
 * Slack's wording for what zod found, one line for each issue, each naming the place as a JSON pointer.
 * `base` is the pointer of `value` itself, for example `/blocks`.
 */
export function problemLines(issues: readonly Issue[], value: unknown, base: string): string[] {
  return issues.flatMap(issue => {
    const here = pointer(base, issue.path)
    const found = at(value, issue.path)
    const line = (text: string, where = here) => [`[ERROR] ${text} [json-pointer:${where}]`]
    if (issue.code === 'too_big' || issue.code === 'too_small') return line(size(issue))
    if (issue.code === 'unrecognized_keys') return line(`invalid additional property: ${issue.keys.join(', ')}`)
    if (found === undefined && issue.path.length > 0 && issue.code !== 'custom') {
      return line(`missing required field: ${String(issue.path.at(-1))}`, pointer(base, issue.path.slice(0, -1)))
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const inner = issue.errors.flatMap(each => [...each]).map(each => ({ ...each, path: [...issue.path, ...each.path] }))
      return [`[ERROR] failed to match all allowed schemas [json-pointer:${here}]`, ...problemLines(inner, value, base)]
    }
    if (issue.code === 'invalid_union') return line(`unsupported type: ${String(found)}`)
    if (issue.code === 'invalid_type') return line(`must provide a ${issue.expected}`)
    if (issue.code === 'invalid_value') return line(`must be one of: ${issue.values.map(String).join(', ')}`)
    return line(issue.message)
  })
}
