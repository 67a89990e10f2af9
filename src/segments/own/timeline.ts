import type { ActivityKind } from '../../chat/feature.ts'
import type { Outbox } from '../../chat/outbox.ts'
import { wording } from '../../chat/wording.ts'
import type { Tx } from '../../database/store.ts'
import type { Segment } from './segment.ts'

const words = wording({
  en: {
    entered: (name: string) => `Came into the segment “${name}”`,
    left: (name: string) => `Went out of the segment “${name}”`,
  },
  'zh-CN': { entered: (name: string) => `进入分群“${name}”`, left: (name: string) => `离开分群“${name}”` },
})

const nameOf = (data: Record<string, unknown>): string => (typeof data.name === 'string' ? data.name : '–')

/** Coming and going, on the customers' timelines. */
export const segmentActivityKinds: readonly ActivityKind[] = [
  { kind: 'segment.entered', icon: '📥', describe: (data, locale) => [words(locale).entered(nameOf(data))] },
  { kind: 'segment.left', icon: '📤', describe: (data, locale) => [words(locale).left(nameOf(data))] },
]

/** One statement, however many they are. */
export async function noteMoves(
  { tx, now }: { tx: Tx; now: Date; outbox: Outbox },
  { id, name }: Segment,
  kind: 'segment.entered' | 'segment.left',
  customerIds: readonly number[],
): Promise<void> {
  if (customerIds.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "Activity" ("customerId", "kind", "at", "source", "refId", "data")
    SELECT id, ${kind}, ${now}, 'segment', ${id}, jsonb_build_object('name', ${name}::text) FROM unnest(${[...customerIds]}::int[]) AS moved (id)`
}
