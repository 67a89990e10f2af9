import { z } from 'zod'
import { audit } from '../../chat/audit.ts'
import type { Context } from '../../chat/context.ts'
import { type Action, action, type Verb } from '../../chat/feature.ts'
import { code, type Message, say } from '../../chat/message.ts'
import { staleMessage } from '../../chat/messages.ts'
import type { Keyring } from '../../config/keyring.ts'
import { readAsked, type TokenAsked } from './asked.ts'
import { examples, listMessage, madeMessage, tokenWords } from './messages.ts'
import { type ApiToken, createToken, liveTokens, revokeToken } from './store.ts'

/** `/rapport token`: makes, lists and revokes what other systems send records with. For administrators. */
export function tokenVerb(keyring: Keyring, hasFixed: boolean): Verb {
  return {
    name: 'token',
    words: ['token', '令牌', 'tokens'],
    usage: {
      en: '/rapport token new <name> [scope=orders,customers] | list | revoke <name>',
      'zh-CN': '/rapport 令牌 新建 <名称> [范围=orders,customers] | 列表 | 吊销 <名称>',
    },
    needs: 'token.manage',
    async run(context, rest) {
      const kinds = context.rooms.importKinds.map(({ kind }) => kind)
      const asked = readAsked(rest, kinds)
      const { what } = asked
      if (what === 'new') return answer(await make(context, keyring, asked))
      if (what === 'revoke') return answer(await revokeNamed(context, asked.which, hasFixed))
      if (what === 'list') return answer(await list(context, hasFixed))
      return answer(notUnderstood(context, asked, kinds))
    },
  }
}

/** The same from the list. */
export const revokeAction: Action = action({
  id: 'api.revoke',
  needs: 'token.manage',
  value: z.strictObject({ tokenId: z.int32() }),
  async run(context, { tokenId }) {
    const token = (await liveTokens(context.tx)).find(({ id }) => id === tokenId)
    if (!token) return answer(staleMessage(context.locale))
    return { kind: 'replace', message: await revoke(context, token) }
  },
})

const answer = (message: Message) => ({ kind: 'message' as const, message })

async function list(context: Context, hasFixed: boolean): Promise<Message> {
  const tokens = await liveTokens(context.tx)
  const makers = await context.tx.member.findMany({
    where: { id: { in: tokens.flatMap(({ createdById }) => createdById ?? []) } },
  })
  return listMessage(context, tokens, new Map(makers.map(maker => [maker.id, maker])), hasFixed)
}

async function make(context: Context, keyring: Keyring, asked: Extract<TokenAsked, { what: 'new' }>): Promise<Message> {
  const { tx, now, locale, actor } = context
  const { name, kinds } = asked
  const text = tokenWords(locale)
  if (!name) return say(locale, text.name, code(examples.new[locale]))
  if ((await named(context, name)).length > 0) return say(locale, text.taken(name))
  const token = await createToken(tx, keyring, { name, kinds, createdById: actor.memberId, now })
  await audit(tx, context, 'token.manage', JSON.stringify({ tokenId: token.id, kinds }), 'granted', now)
  return madeMessage(context, name, kinds, token.text)
}

async function revokeNamed(context: Context, which: string, hasFixed: boolean): Promise<Message> {
  const text = tokenWords(context.locale)
  if (!which) return list(context, hasFixed)
  const [token, ...others] = await named(context, which)
  if (!token) return say(context.locale, text.which(which.slice(0, 80)))
  return others.length > 0 ? say(context.locale, text.several(which)) : revoke(context, token)
}

async function revoke(context: Context, token: ApiToken): Promise<Message> {
  const { tx, now, locale } = context
  if (await revokeToken(tx, token.id, now))
    await audit(tx, context, 'token.manage', JSON.stringify({ tokenId: token.id, revoked: true }), 'granted', now)
  return say(locale, tokenWords(locale).revoked(token.name))
}

/** By name, or by number or beginning: `billing`, `7`, `rap_7_3f9a`, also the whole token, as it stands where it leaked. */
async function named({ tx }: Context, which: string): Promise<ApiToken[]> {
  const tokens = await liveTokens(tx)
  const id = Number(/^(?:rap_)?(\d{1,9})(?:_[0-9a-f]*…?)?$/.exec(which)?.[1] ?? 0)
  const byId = tokens.filter(token => token.id === id)
  return byId.length > 0 ? byId : tokens.filter(({ name }) => plain(name) === plain(which))
}

const plain = (name: string): string => name.normalize('NFKC').toLowerCase()

function notUnderstood(
  { locale }: Context,
  asked: Extract<TokenAsked, { what: 'unknown' | 'kind-unknown' }>,
  kinds: readonly string[],
): Message {
  const text = tokenWords(locale)
  if (asked.what === 'unknown') return say(locale, text.unknown(asked.word), code(examples.new[locale]))
  const near = asked.near ? text.mean(asked.near) : ''
  return say(locale, text.kind(asked.kind), near, text.kinds(kinds.join(', ')))
}
