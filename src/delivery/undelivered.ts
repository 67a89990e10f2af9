import type { DeliveryEnd } from '../chat/delivery-watch.ts'
import type { Target } from '../chat/platform.ts'
import type { Tx } from '../database/store.ts'

/** Learns how a message ended and tells whoever must know, as when it failed at once. */
export type Told = (
  tx: Tx,
  message: { key: string; target: Target },
  end: Extract<DeliveryEnd, { code: string }>,
) => Promise<void>

/**
 * A message that counted as sent did not arrive after all: it is marked so, and ends like one that failed at once. What is not known by this
 * `ref` (an answer, or older than the outbox remembers) is left. Cost: a platform's sent messages, for something that is rare.
 */
export async function markUndelivered(
  tx: Tx,
  { platform, ref, code }: { platform: string; ref: string; code: string },
  told: Told,
): Promise<void> {
  const [sent] = await tx.outboxItem.updateManyAndReturn({
    where: { platform, platformRef: ref, state: 'sent' },
    data: { state: 'failed', errorCode: code },
    select: { key: true, target: true },
  })
  if (sent) await told(tx, { key: sent.key, target: sent.target as Target }, { state: 'failed', code })
}
