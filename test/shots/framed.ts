import type { Locator } from 'playwright-core'
import { message, type Seat } from '../e2e/seat.ts'

const least = 700
const most = 3_000

/**
 * Plays a scene in a conversation that looks new: what was said before is hidden, and the window is made as tall as what came of it
 * (within reason), so that nothing is cut off.
 */
export async function framed(seat: Seat, play: () => Promise<Locator>): Promise<void> {
  const { page } = seat
  const old = await page.locator(message).evaluateAll(all => all.map(one => one.getAttribute('data-ts')))
  const selectors = old.map(ts => `[data-ts="${ts}"]`)
  await page.addStyleTag({
    content: [...selectors, '.messages .day', '.new-here'].map(one => `${one}{display:none!important}`).join('\n'),
  })
  const subject = await play()
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 }
  // On a wide screen a form is a box of its own that scrolls inside; everything else grows with the window.
  const grows = width < 760 || !(await seat.form.isVisible()) ? '.modal-body, .messages, .home' : '.none'
  const hidden = await page
    .locator(grows)
    .evaluateAll(boxes => boxes.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight))
  await page.setViewportSize({ width, height: Math.min(most, Math.max(least, height + Math.max(0, ...hidden))) })
  await subject.waitFor()
}
