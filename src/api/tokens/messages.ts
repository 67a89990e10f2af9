import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { bold, code, type Inline, type Message, type Row, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { type Member, personInline } from '../../people/store.ts'
import type { ApiToken } from './store.ts'
import { everyKind } from './token.ts'

export const tokenWords = wording({
  en: {
    title: 'API tokens',
    none: 'There is no API token. Make one: ',
    made: (name: string) => `Token “${name}” is made. It is shown this once: copy it now to where it will be used.`,
    madeSummary: 'The token is made.',
    may: (kinds: string) => `May send ${kinds}.`,
    all: 'every kind of record',
    use: 'Send it as ',
    lost: 'If it is lost or seen by others: ',
    name: 'Give the token a name, such as the system that will use it: ',
    taken: (name: string) => `There is a token “${name}” already. Revoke it first, or choose another name.`,
    kind: (kind: string) => `There is no kind “${kind}” to send.`,
    mean: (kind: string) => ` Did you mean ${kind}?`,
    kinds: (kinds: string) => ` Kinds: ${kinds}.`,
    unknown: (word: string) => `I do not know “${word}”. `,
    which: (which: string) => `There is no token “${which}” that works.`,
    several: (name: string) => `Several tokens are called “${name}”. Name the one you mean by its number.`,
    revoked: (name: string) => `Token “${name}” is revoked: requests with it are refused from now on.`,
    used: 'last used ',
    unused: 'not used yet',
    by: 'by ',
    on: 'made ',
    revoke: 'Revoke…',
    confirm: (name: string) => `Revoke “${name}”? Whatever uses it stops working at once, and it cannot be undone.`,
    more: (count: number) => `and ${count} more`,
    static: 'Beside these, the setting API_TOKEN holds one that may send everything.',
  },
  'zh-CN': {
    title: 'API 令牌',
    none: '还没有 API 令牌。新建：',
    made: (name: string) => `令牌“${name}”已创建。内容只显示这一次，请立即复制到使用它的系统中。`,
    madeSummary: '令牌已创建。',
    may: (kinds: string) => `可发送：${kinds}。`,
    all: '所有类型的记录',
    use: '使用方式：',
    lost: '如果遗失或泄露，请吊销：',
    name: '请给令牌起个名字，例如使用它的系统：',
    taken: (name: string) => `已有名为“${name}”的令牌。请先吊销它，或换个名字。`,
    kind: (kind: string) => `没有“${kind}”这种记录类型。`,
    mean: (kind: string) => `是不是 ${kind}？`,
    kinds: (kinds: string) => `可用类型：${kinds}。`,
    unknown: (word: string) => `不认识“${word}”。`,
    which: (which: string) => `没有可用的令牌“${which}”。`,
    several: (name: string) => `有多个令牌叫“${name}”，请用编号指明是哪一个。`,
    revoked: (name: string) => `令牌“${name}”已吊销，之后使用它的请求都会被拒绝。`,
    used: '最近使用：',
    unused: '尚未使用',
    by: '创建人：',
    on: '创建于 ',
    revoke: '吊销…',
    confirm: (name: string) => `确定吊销“${name}”？使用它的系统会立即无法访问，且不能恢复。`,
    more: (count: number) => `另有 ${count} 个`,
    static: '此外，设置项 API_TOKEN 中还有一个可发送所有记录的令牌。',
  },
})

export const examples = {
  new: { en: '/rapport token new billing scope=orders', 'zh-CN': '/rapport 令牌 新建 财务系统 范围=orders' },
  revoke: { en: '/rapport token revoke', 'zh-CN': '/rapport 令牌 吊销' },
}

export function madeMessage({ locale }: Context, name: string, kinds: readonly string[], token: string): Message {
  const text = tokenWords(locale)
  return {
    locale,
    // Notifications and lists of messages show the summary: the token is not in it.
    summary: text.madeSummary,
    parts: [
      { kind: 'text', text: [text.made(name)] },
      { kind: 'text', text: [code(token)], priority: 9 },
      { kind: 'note', text: [text.may(kindNames(kinds, text.all)), ' ', text.use, code('Authorization: Bearer …')] },
      { kind: 'note', text: [text.lost, code(`${examples.revoke[locale]} ${name}`)] },
    ],
  }
}

const kindNames = (kinds: readonly string[], all: string): string => (kinds.includes(everyKind) ? all : kinds.join(', '))

const listed = 25

/** Which tokens work, how they begin, for what, when they were last used and who made them. */
export function listMessage(
  context: Context,
  tokens: readonly ApiToken[],
  makers: ReadonlyMap<number, Member>,
  fixed: boolean,
): Message {
  const { locale } = context
  const text = tokenWords(locale)
  if (tokens.length === 0) {
    const message = say(locale, text.none, code(examples.new[locale]))
    if (fixed) message.parts.push({ kind: 'note', text: [text.static] })
    return message
  }
  const more = tokens.length - listed
  return {
    locale,
    summary: text.title,
    parts: [
      { kind: 'heading', text: text.title },
      {
        kind: 'list',
        rows: tokens.slice(0, listed).map(token => rowOf(context, token, makers.get(token.createdById ?? 0))),
        ...(more > 0 ? { more: [text.more(more)] } : {}),
      },
      ...(fixed ? [{ kind: 'note' as const, text: [text.static] }] : []),
    ],
  }
}

function rowOf({ locale, zone, now }: Context, token: ApiToken, maker: Member | undefined): Row {
  const text = tokenWords(locale)
  const { id, name, prefix, kinds, createdAt, lastUsedAt } = token
  const when = (at: Date): Inline => ({
    kind: 'instant',
    at: at.toISOString(),
    text: formatDate(at, locale, zone, 'datetime', now),
  })
  const by: Inline[] = maker ? [' · ', text.by, personInline(maker)] : []
  return {
    text: [bold(name), ' ', code(`${prefix}…`), ' ', kindNames(kinds, text.all)],
    detail: [...(lastUsedAt ? [text.used, when(lastUsedAt)] : [text.unused]), ' · ', text.on, when(createdAt), ...by],
    act: [{ action: 'api.revoke', label: text.revoke, value: { tokenId: id }, style: 'danger', confirm: text.confirm(name) }],
  }
}
