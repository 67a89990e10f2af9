import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeCustomer } from '../harness/customers.ts'
import { useAppCompany } from '../platforms/wecom/pages/company.ts'
import { chromiumIsHere } from './chromium.ts'
import { usePhone } from './phone.ts'

describe.skipIf(!chromiumIsHere())('the pages inside WeCom, on a phone', () => {
  const company = useAppCompany()
  const { opened: openPage, faults } = usePhone()
  const opened = (url: string, options: BrowserContextOptions = {}): Promise<Page> => {
    company.bench.company.atBrowser = 'lina'
    return openPage(url, options)
  }
  const shot = async (page: Page, name: string): Promise<void> => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  }

  it('fill in a form without scripts, and give axe nothing to find in light and dark colours', async () => {
    const { bench } = company
    await makeCustomer(company.store, { name: '华东一厂' })
    await makeCustomer(company.store, { name: '华东二厂' })
    for (const colorScheme of ['light', 'dark'] as const) {
      await bench.says('跟进')
      const [link = ''] = /http:\/\/127[^)\s]+\/wecom\/form\/[\w.-]+/.exec(bench.seen('lina').at(-1) ?? '') ?? []
      const bare = await opened(link, { colorScheme, javaScriptEnabled: false })
      await bare.locator('#f0').fill('华东')
      await bare.locator('#f1').fill('电话沟通，<b>要报价</b>')
      await bare.locator('form button').click()
      const page = await opened(link, { colorScheme })
      await shot(page, `form-${colorScheme}`)
      expect(await faults(page), 'form').toEqual([])
      expect(await page.locator('.sheet').evaluate('getComputedStyle(document.querySelector(".sheet")).borderRadius')).toBe(
        '12px',
      )
      await page.locator('#f0').fill('华东')
      await page.locator('form button').click()
      expect(await page.locator('#f1').inputValue(), 'what was typed before').toBe('电话沟通，<b>要报价</b>')
      await shot(page, `form-which-${colorScheme}`)
      expect(await faults(page), 'which one').toEqual([])
      await page.getByRole('radio', { name: '华东二厂' }).check()
      await page.locator('form button').click()
      await page.getByRole('status').waitFor()
      await shot(page, `form-saved-${colorScheme}`)
      expect(await faults(page), 'saved').toEqual([])
    }
    expect(await company.store.db.interaction.count()).toBe(2)
    expect(company.failures).toEqual([])
  })

  it('show a customer beside the chat, log what was done, and fall back to the search without WeCom', async () => {
    const orders = ['2026-01-05', '2026-02-05', '2026-03-04', '2026-04-06']
    await makeCustomer(company.store, { name: '知客科技', tier: 'A', orders, amount: '12800.00', currency: 'CNY' })
    await makeCustomer(company.store, { name: '知味餐饮' })
    const loaded: string[] = []
    const page = await opened(`${company.bench.botUrl}/wecom/sidebar`)
    const said: string[] = []
    page.on('console', line => said.push(line.text()))
    page.on('request', request => loaded.push(new URL(request.url()).origin))
    await page.reload({ waitUntil: 'networkidle' })
    await shot(page, 'sidebar-empty')
    expect(await faults(page), 'search').toEqual([])
    expect(new Set(loaded), 'nothing from elsewhere').toEqual(new Set([company.bench.botUrl]))
    expect(said.filter(line => line.includes('Content Security Policy'))).toEqual([])
    await page.locator('#q').fill('zhi')
    await page.keyboard.press('Enter')
    await page.locator('.picks').waitFor()
    await shot(page, 'sidebar-found')
    expect(await faults(page), 'found').toEqual([])
    await page.getByRole('button', { name: /知客科技/ }).click()
    await page.locator('#log').fill('已电话沟通，客户要报价。下一步：周五发报价')
    await shot(page, 'sidebar-card')
    expect(await faults(page), 'card').toEqual([])
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.answer').waitFor()
    await shot(page, 'sidebar-logged')
    expect(await faults(page), 'logged').toEqual([])
    expect(await company.store.db.interaction.count()).toBe(1)
    expect(company.failures).toEqual([])
  })
})
