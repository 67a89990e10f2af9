import { describe, expect, it, vi } from 'vitest'
import { CUSTOMER_CARE_ZH, KEY_ACCOUNTS, MARCUS } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { message, type Seat } from './seat.ts'
import { useStage } from './stage.ts'

const posts = (seat: Seat) => seat.page.locator(`${message}:not([data-ephemeral])`)

async function breakNextPost(seat: Seat, kind: string): Promise<void> {
  const { page } = seat
  await page.getByTestId('faults').click()
  await page.getByTestId('fault-kind').selectOption(kind)
  await page.getByTestId('fault-method').selectOption('chat.postMessage')
  await page.getByTestId('fault-add').click()
  await page.getByTestId('fault-row').waitFor()
}

/** Asks for the digest while Slack fails; once nothing waits to be sent any more, exactly one more has been posted. */
async function arrivesOnce(seat: Seat, waitMs: number): Promise<void> {
  const before = await posts(seat).count()
  await seat.send('/rapport digest now')
  await posts(seat).nth(before).waitFor({ timeout: waitMs })
  await seat.page.getByTestId('fault-row').waitFor({ state: 'hidden' })
  await vi.waitFor(
    async () => expect(await (await seat.say('/rapport status')).innerText()).not.toContain('Waiting to be sent'),
    {
      timeout: waitMs,
      interval: 500,
    },
  )
  expect(await posts(seat).count()).toBe(before + 1)
}

describe.skipIf(!chromiumIsHere())('while Slack fails, as set in the fault panel', () => {
  const stage = useStage()

  it.for([
    ['ratelimited', '429'],
    ['error-before', '500 and nothing stored'],
    ['error-after', '500 after storing'],
  ] as const)('the digest arrives once after %s', async ([kind]) => {
    const marcus = await stage.sit(MARCUS, KEY_ACCOUNTS)
    await breakNextPost(marcus, kind)
    await arrivesOnce(marcus, 25_000)
  })

  it('the digest arrives once when Slack never answers, and other channels do not wait for it', async () => {
    const [marcus, inEast] = [await stage.sit(MARCUS, KEY_ACCOUNTS), await stage.sit(MARCUS, CUSTOMER_CARE_ZH)]
    await breakNextPost(marcus, 'hang')
    const before = await posts(marcus).count()
    await marcus.say('/rapport digest now')
    // The hanging call has begun; the next one is answered again.
    await marcus.page.getByTestId('fault-row').waitFor({ state: 'hidden' })
    await inEast.post('/rapport digest now')
    expect(await posts(marcus).count(), 'the hanging post has not arrived yet').toBe(before)
    await posts(marcus).nth(before).waitFor({ timeout: 40_000 })
    expect(await posts(marcus).count()).toBe(before + 1)
  })
})
