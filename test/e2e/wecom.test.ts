import { describe, expect, it } from 'vitest'
import { appChatOf, eastChina, xiaowen } from '../../src/playground/wecom/company.ts'
import { CUSTOMER_CARE_ZH, XIAOWEN } from '../../src/playground/workspace.ts'
import { faultsFound } from './axe.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'
import { fromRobot } from './wecom-seat.ts'

/** What keeps markup apart is seen by nobody. */
const seen = (text: string): string => text.replaceAll('\u200b', '')

describe.skipIf(!chromiumIsHere())('WeCom in the browser', () => {
  const stage = useStage([], 'wecom')

  it('shows a rep the same customer as Slack does, and each sees what the other wrote down', async () => {
    const here = await stage.sitInWecom(xiaowen, null)
    await here.page.locator(fromRobot).filter({ hasText: '您的成员 ID 是 xiaowen' }).waitFor()
    const there = await stage.sit(XIAOWEN, CUSTOMER_CARE_ZH)
    const onSlack = (await (await there.say('/customer 知客')).innerText()).replaceAll('：', '')
    const card = await here.say('客户 知客', '知客科技')
    const facts = seen(await card.innerText()).match(/^(?:等级|电话|外部编号|标签|未来 12 个月预期|合同|流失风险)：.+$/gm) ?? []
    expect(facts.length).toBeGreaterThanOrEqual(6)
    for (const fact of facts) for (const word of fact.split(/[：\s·]+/)) expect(onSlack).toContain(word)

    await here.say('跟进 知客：周敏在企业微信里确认了续约意向', '已记录跟进')
    expect(await (await there.say('/customer 知客')).innerText()).toContain('周敏在企业微信里确认了续约意向')
    await there.say('/log 知客：在 Slack 上补充了报价')
    expect(await (await here.say('客户 知客', '在 Slack 上补充了报价')).innerText()).toContain('确认了续约意向')
  })

  it('puts the outcome of a pressed button in the place of its card', async () => {
    const { page, say, card } = await stage.sitInWecom(xiaowen, null)
    await say('跟进 华润：电话沟通，下一步：明天发目录', '已记录跟进')
    const cards = await page.getByTestId('card').count()
    const before = await card().innerText()
    await card().getByRole('button', { name: '撤销' }).click()
    await page.getByTestId('card-title').last().filter({ hasText: '撤销' }).waitFor()
    expect(await page.getByTestId('card').count()).toBe(cards)
    expect(await card().innerText()).not.toBe(before)
    expect(await card().getByRole('button', { name: '修改' }).count()).toBe(0)
  })

  it('answers in the team’s group what mentions it, and posts the digest there, to be worked through by number', async () => {
    const { page, say, send, answerTo } = await stage.sitInWecom('marcus', eastChina)
    await page.locator(fromRobot).filter({ hasText: '华东客户部日报' }).waitFor()
    expect(await (await say('关怀 团队', 'The team’s tasks')).innerText()).toContain('知客科技')
    expect(await page.locator('[data-from="marcus"]').last().innerText()).toContain('@Rapport 关怀 团队')

    await page.getByTestId('mention').click()
    const before = await page.locator(fromRobot).count()
    await send('这句话只给同事看')
    await page.getByTestId('mention').click()
    const posted = await answerTo(() => send('/rapport digest now'), '华东客户部日报')
    expect(await posted.innerText()).toMatch(/1\.1/)
    // The digest and what was said about posting it; nothing to the sentence for colleagues.
    expect(await page.locator(fromRobot).count()).toBeLessThanOrEqual(before + 2)
    await say('1.6', 'Churn risk')
  })

  it('has the app’s own chat beside the robot’s, with cards that change in place and a menu', async () => {
    const { page, say, card, answerTo } = await stage.sitInWecom(xiaowen, appChatOf(xiaowen))
    await page.locator(fromRobot).filter({ hasText: '您的成员 ID 是 xiaowen' }).waitFor()
    await say('跟进 华润：电话沟通，下一步：后天发目录', '已记录跟进')
    const cards = await page.getByTestId('card').count()
    await card().getByRole('button', { name: '撤销' }).click()
    await page.getByTestId('card-title').last().filter({ hasText: '撤销' }).waitFor()
    expect(await page.getByTestId('card').count()).toBe(cards)
    const menu = page.getByRole('navigation', { name: '应用菜单' })
    await menu.getByRole('button', { name: '客户', exact: true }).click()
    await answerTo(() => menu.getByRole('button', { name: '我的任务' }).click(), '任务')
  })

  it('is one tap away from Slack and back, as the same person, also on a phone', async () => {
    const { page } = await stage.sitInWecom(xiaowen, null, { viewport: { width: 390, height: 844 } })
    await page.getByTestId('back').click()
    await page.getByTestId(`chat-${eastChina}`).click()
    await page.locator(fromRobot).filter({ hasText: '日报' }).first().waitFor()
    await page.getByTestId('back').click()
    await page.getByTestId('to-slack').click()
    await page.locator(`[data-testid="workspace"][data-me="${XIAOWEN}"]`).waitFor()
    await page.getByTestId('menu').click()
    await page.getByTestId('to-wecom').click()
    await page.locator(`[data-testid="wecom"][data-me="${xiaowen}"]`).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  it('gives axe nothing to find, in light and dark colours', async () => {
    const seat = await stage.sitInWecom(xiaowen, null)
    const { page } = seat
    const look = async (what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.locator(`html[data-theme="${colorScheme}"]`).waitFor()
        expect(await faultsFound(seat), `${what}, ${colorScheme}`).toEqual([])
      }
    }
    await seat.say('跟进 华润：打了电话', '已记录跟进')
    await look('direct chat with a card')
    await page.getByTestId(`chat-${eastChina}`).click()
    await page.getByTestId('mention').waitFor()
    await page.getByTestId('person-switcher').click()
    await page.getByTestId('person-sofia').waitFor()
    await look('group, and the people one may be')
  })
})
