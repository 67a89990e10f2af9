import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, MARCUS, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

describe.skipIf(!chromiumIsHere())('segments in the browser', () => {
  const stage = useStage()

  it('a manager previews a segment, adds what happens, saves it, and a rep finds it on list and card', async () => {
    const marcus = await stage.sit(MARCUS, KEY_ACCOUNTS)
    const preview = await marcus.say('/segment new "Top tier" tier:A not left')
    expect(await preview.innerText()).toMatch(/New segment: Top tier[\s\S]*tier:A and not left[\s\S]*customers · /)
    await preview.getByRole('button', { name: 'Change…' }).click()
    await marcus.form.waitFor()
    await marcus.fill('enter.tags', '+top')
    const again = await marcus.answerTo(() => marcus.submit())
    expect(await again.innerText()).toMatch(/Coming in[\s\S]*tag top/)
    await again.getByRole('button', { name: 'Save', exact: true }).click()
    await again.getByText('Top tier: saved').waitFor()
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    expect(await (await sofia.say('/segment')).innerText()).toMatch(/By recency, frequency and spend[\s\S]*Top tier/)
    const list = await sofia.say('/customer list segment:"top tier"')
    expect(await list.innerText()).toContain('Acme Retail Group')
    expect(await (await sofia.say('/customer acme')).innerText()).toMatch(/Segments[\s\S]*Top tier/)
  })
})
