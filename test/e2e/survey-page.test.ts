import { describe, expect, it } from 'vitest'
import { useSurveyPage } from '../surveys/page/visitor.ts'
import { chromiumIsHere } from './chromium.ts'
import { usePhone } from './phone.ts'

describe.skipIf(!chromiumIsHere())('the page of a survey, on a phone', () => {
  const visitor = useSurveyPage()
  const { opened, faults } = usePhone()

  it.for([
    ['en', 'light'],
    ['en', 'dark'],
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('gives axe nothing to find, in %s and %s colours', async ([lang, colorScheme]) => {
    const { link } = await visitor.survey()
    const page = await opened(`${link}?lang=${lang}&score=9`, { colorScheme })
    expect(
      await page.locator('main').evaluate('getComputedStyle(document.querySelector("main")).borderRadius'),
      'its style is allowed',
    ).toBe('16px')
    expect(await faults(page), 'questions').toEqual([])
    const failed = await visitor.post(`${link}?lang=${lang}`, { comment: 'x' })
    await page.setContent(failed.body)
    expect(await faults(page), 'a question left out').toEqual([])
    await page.goto(`${link}?lang=${lang}&score=9`)
    await page.locator('main button').click()
    await page.waitForURL(/thanks=recommend/)
    expect(await faults(page), 'thanks').toEqual([])
    const unfilled = await visitor.post(`${link}/recommend?lang=${lang}`, { name: 'Bo', reach: '' })
    const other = await opened(link, { colorScheme })
    await other.setContent(unfilled.body)
    expect(await faults(other), 'a recommendation without how to reach them').toEqual([])
    await page.locator('main a').click()
    expect(await faults(page), 'again').toEqual([])
    await page.locator('footer a').click()
    expect(await faults(page), 'stop').toEqual([])
    await page.locator('main button').click()
    expect(await faults(page), 'stopped').toEqual([])
    await page.goto(`${visitor.url}/s/nothing?lang=${lang}`)
    expect(await faults(page), 'unknown').toEqual([])
  })

  it('is answered by keyboard alone, without scripts', async () => {
    const { link, id } = await visitor.survey()
    const page = await opened(link, { javaScriptEnabled: false })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    for (let steps = 0; steps < 8; steps += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Good, but slow')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/thanks=1/)
    expect(await page.locator('h1').textContent()).toBe('Thank you!')
    expect(await visitor.kept(id)).toMatchObject({ score: 8, comment: 'Good, but slow' })
  })

  it('works under whatever path a proxy serves it, for its addresses are relative', async () => {
    const { link, id } = await visitor.survey()
    const page = await opened(link)
    const addresses = await page
      .locator('a, form')
      .evaluateAll(all => all.map(one => one.getAttribute('href') ?? one.getAttribute('action') ?? ''))
    expect(addresses.filter(address => /^(\/|http)/.test(address))).toEqual([])
    await page.locator('footer a').click()
    await page.locator('main a').click()
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await page.locator('main button').click()
    await page.waitForURL(/thanks=1/)
    expect(await visitor.kept(id)).toMatchObject({ score: 7 })
  })
})
