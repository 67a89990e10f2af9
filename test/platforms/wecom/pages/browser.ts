import type { AppBench } from '../app/bench.ts'

export interface Seen {
  status: number
  headers: Headers
  body: string
  /** Where it was in the end. */
  url: string
}

export interface Browser {
  open(url: string): Promise<Seen>
  /** Goes on by itself where it is sent, as a browser does; `open` does not. */
  visit(url: string): Promise<Seen>
  /** Sends the form of this name's page, with what it holds and these fields. */
  send(page: Seen, fields: readonly (readonly [string, string])[]): Promise<Seen>
  cookies: Map<string, string>
}

/** A member's browser inside WeCom: it keeps cookies and runs no scripts. */
export function browserOf(bench: AppBench, member: string): Browser {
  const cookies = new Map<string, string>()
  const ask = async (url: string, init: RequestInit = {}): Promise<Seen> => {
    bench.company.atBrowser = member
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: answer.status, headers: answer.headers, body: await answer.text(), url }
  }
  const follow = async (seen: Seen): Promise<Seen> => {
    const to = seen.headers.get('location')
    return to === null ? seen : follow(await ask(new URL(to, seen.url).href.replace(/#.*/, '')))
  }
  return {
    cookies,
    open: ask,
    visit: async url => follow(await ask(url)),
    async send(page, fields) {
      const hidden = [...page.body.matchAll(/<input type="hidden" name="(proof|attempt)" value="([^"]*)">/g)]
      const body = new URLSearchParams()
      for (const [, name = '', value = ''] of hidden) body.append(name, value)
      for (const [name, value] of fields) body.append(name, value)
      return follow(await ask(page.url, { method: 'POST', body }))
    },
  }
}

/** What stands in the page, without markup. */
export const textOf = ({ body }: Seen): string =>
  body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
