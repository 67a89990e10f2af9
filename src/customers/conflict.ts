import type { Context } from '../chat/context.ts'
import { type Locale, wording } from '../chat/wording.ts'
import type { Prisma } from '../database/generated/client.ts'
import { quoted } from './messages.ts'

const words = wording({
  en: {
    conflict: (who: string) =>
      `${who} changed the same while you were editing. The fields below hold your text; submit again to keep it.`,
    theirs: (value: string) => `Now: ${value}`,
    empty: 'empty',
    somebody: 'Somebody',
  },
  'zh-CN': {
    conflict: (who: string) => `您编辑期间，${who}也修改了相同的内容。下面保留的是您填写的内容，再次提交即以您的为准。`,
    theirs: (value: string) => `现为：${value}`,
    empty: '空',
    somebody: '有人',
  },
})

/** Says above a form that somebody else changed the same fields; the last change that fits `which` tells who. */
export async function conflictIntro({ tx, locale }: Context, which: Prisma.ChangeWhereInput): Promise<string> {
  const last = await tx.change.findFirst({ where: which, orderBy: { id: 'desc' }, select: { memberId: true } })
  const other = last?.memberId ? await tx.member.findUnique({ where: { id: last.memberId }, select: { name: true } }) : null
  return words(locale).conflict(other?.name ?? words(locale).somebody)
}

/** What the other person wrote into a field, for the hint below it. */
export const theirHint = (locale: Locale, value: string): string => words(locale).theirs(quoted(value) || words(locale).empty)
