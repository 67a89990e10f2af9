import type { Keyring } from '../../config/keyring.ts'
import type { ApiToken } from '../../database/generated/client.ts'
import type { Store, Tx } from '../../database/store.ts'
import { newSecret, readToken, shownPrefix, tokenText } from './token.ts'

export type { ApiToken }

const purpose = 'api token'
/** What is signed holds the id, so that a hash copied to another row opens nothing. */
const signed = (id: number, secret: string): string => `${id}:${secret}`

/** Makes a token; its text is returned this once and kept nowhere. */
export async function createToken(
  tx: Tx,
  keyring: Keyring,
  token: { name: string; kinds: string[]; createdById: number | null; now: Date },
): Promise<{ id: number; text: string }> {
  const { name, kinds, createdById, now } = token
  const secret = newSecret()
  const { id } = await tx.apiToken.create({
    data: { name, kinds, createdById, createdAt: now, prefix: '', hash: '' },
    select: { id: true },
  })
  const data = { prefix: shownPrefix(id, secret), hash: keyring.sign(purpose, signed(id, secret)) }
  await tx.apiToken.update({ where: { id }, data })
  return { id, text: tokenText(id, secret) }
}

/** Those that work, newest last. */
export async function liveTokens(tx: Tx): Promise<ApiToken[]> {
  return tx.apiToken.findMany({ where: { revokedAt: null }, orderBy: { id: 'asc' } })
}

/** False: it was revoked before, or never was. */
export async function revokeToken(tx: Tx, id: number, now: Date): Promise<boolean> {
  return (await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } })).count === 1
}

/** How many working tokens would stop without the keys before the newest: they were not used since it came. */
export async function signedByOlder(tx: Tx, keyring: Keyring): Promise<number> {
  return tx.apiToken.count({ where: { revokedAt: null, NOT: { hash: { startsWith: keyring.newestPrefix() } } } })
}

/** How exactly "last used" is known: one write in this time, however many requests come. */
const usedWithinMs = 5 * 60_000

/** The token that a request names, if its secret is right and it works. Remembers the use, and moves the hash to the newest key. */
export async function useToken(store: Store, keyring: Keyring, text: string, now: Date): Promise<ApiToken | null> {
  const read = readToken(text)
  const token = read && (await store.db.apiToken.findUnique({ where: { id: read.id } }))
  if (!token || token.revokedAt) return null
  const secret = signed(read.id, read.secret)
  const right = keyring.verify(purpose, secret, token.hash)
  if (!right) return null
  const stale = !token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > usedWithinMs
  if (stale || right === 'older')
    await store.db.apiToken.updateMany({
      where: { id: token.id, hash: token.hash },
      data: { lastUsedAt: now, hash: keyring.sign(purpose, secret) },
    })
  return token
}
