import type { ColumnType } from '../chat/import-kind.ts'
import { type Worded, wording } from '../chat/wording.ts'

const typeNames: Record<ColumnType, Worded> = {
  text: { en: 'a text', 'zh-CN': '文本' },
  number: { en: 'a number, or a text that holds one', 'zh-CN': '数字，或写成文本的数字' },
  date: { en: 'a text such as 2026-03-31', 'zh-CN': '文本，例如 2026-03-31' },
  instant: { en: 'a text such as 2026-03-31T14:30:00+02:00', 'zh-CN': '文本，例如 2026-03-31T14:30:00+08:00' },
  boolean: { en: 'true or false', 'zh-CN': 'true 或 false' },
  list: { en: 'a list of at most 100 texts', 'zh-CN': '文本列表，最多 100 项' },
}

/** Why an item cannot be taken, beside what its columns say. */
export const itemFaults = {
  notAnObject: (): Worded => ({ en: 'is not an object', 'zh-CN': '不是对象' }),
  missing: (): Worded => ({ en: 'is missing', 'zh-CN': '没有填写' }),
  notNull: (): Worded => ({ en: 'cannot be cleared: leave it out', 'zh-CN': '不能清空，不修改时请不要发送此字段' }),
  blank: (): Worded => ({
    en: 'is an empty text: write null to clear it, or leave it out',
    'zh-CN': '是空文本：要清空请写 null，不修改请不要发送',
  }),
  huge: (): Worded => ({
    en: 'is a number too large to be exact: write it as a text',
    'zh-CN': '数字过大，无法精确表示，请写成文本',
  }),
  type: (type: ColumnType): Worded => ({
    en: `must be ${typeNames[type].en}`,
    'zh-CN': `必须是${typeNames[type]['zh-CN']}`,
  }),
  plain: (): Worded => ({
    en: 'must be a text, a number, true, false or null',
    'zh-CN': '必须是文本、数字、true、false 或 null',
  }),
  unknown: (near: string | null): Worded => ({
    en: `is no field of this kind${near ? `; did you mean ${near}?` : ''}`,
    'zh-CN': `不是这种记录的字段${near ? `，是不是 ${near}？` : ''}`,
  }),
}

/** Why a whole request is refused. Keys are the `code` of the answer. */
export const refusals = wording({
  en: {
    unauthorized: 'No valid token. Send "Authorization: Bearer rap_…"; an administrator makes one with /rapport token new.',
    forbidden: (kind: string) => `This token may not send ${kind}. An administrator sees with /rapport token what it may.`,
    kind_unknown: (kind: string, kinds: string) => `There is no kind "${kind}". Kinds: ${kinds}.`,
    not_found: 'There is nothing here. GET /api/openapi.json describes what there is.',
    method: (allowed: string) => `Use ${allowed}.`,
    content_type: (wanted: string) => `Send ${wanted}, in UTF-8.`,
    content_encoding: 'Send the body as it is, without Content-Encoding.',
    too_large: (megabytes: number) => `The body is larger than ${megabytes} MB. Send less at a time.`,
    too_many: (most: number) => `More than ${most} items. Send less at a time.`,
    not_utf8: 'The body is not UTF-8 text.',
    not_json: (at: number | null) => `The body is not JSON${at === null ? '' : ` (from character ${at} on)`}.`,
    repeated_key: (key: string) => `An object has the key "${key}" twice.`,
    malformed: 'The body must be {"items": [...]} and nothing else.',
    query: (name: string) => `The parameter "${name}" in the address is not known, or has a value that it does not take.`,
    rate_limited: (seconds: number) => `Too many requests. Try again in ${seconds} s.`,
    busy: (seconds: number) => `Too much at once is being received. Try again in ${seconds} s.`,
    database: 'The database did not take all of it. Send the same again: what has landed is not doubled.',
  },
  'zh-CN': {
    unauthorized: '令牌无效。请发送 "Authorization: Bearer rap_…"；管理员可用“/rapport 令牌 新建”创建。',
    forbidden: (kind: string) => `此令牌不能发送 ${kind}。管理员可用“/rapport 令牌”查看它的范围。`,
    kind_unknown: (kind: string, kinds: string) => `没有 "${kind}" 这种记录类型。可用类型：${kinds}。`,
    not_found: '这里没有内容。接口说明见 GET /api/openapi.json。',
    method: (allowed: string) => `请使用 ${allowed}。`,
    content_type: (wanted: string) => `请发送 ${wanted}，编码为 UTF-8。`,
    content_encoding: '请直接发送内容，不要使用 Content-Encoding。',
    too_large: (megabytes: number) => `内容超过 ${megabytes} MB，请分批发送。`,
    too_many: (most: number) => `超过 ${most} 条，请分批发送。`,
    not_utf8: '内容不是 UTF-8 文本。',
    not_json: (at: number | null) => `内容不是 JSON${at === null ? '' : `（从第 ${at} 个字符起）`}。`,
    repeated_key: (key: string) => `同一对象中有两个 "${key}"。`,
    malformed: '内容必须是 {"items": [...]}，不能有其他字段。',
    query: (name: string) => `地址中的参数 "${name}" 不存在，或取值不正确。`,
    rate_limited: (seconds: number) => `请求过于频繁，请在 ${seconds} 秒后重试。`,
    busy: (seconds: number) => `正在接收的内容过多，请在 ${seconds} 秒后重试。`,
    database: '数据库没有全部接受。请重新发送同样的内容，已导入的数据不会重复。',
  },
})
