import type { Browser, Locator } from 'playwright-core'
import { eastChina, keyAccounts, xiaowen } from '../../src/playground/wecom/company.ts'
import { takeWecomSeat, type WecomSeat } from '../e2e/wecom-seat.ts'
import type { Language } from './scenes.ts'

/** A picture of the playground's WeCom: who sits in which chat (null: the robot's), and what they do. */
export interface WecomScene {
  name: string
  group?: Record<Language, string>
  colours?: 'dark'
  /** Ends with what the picture is about in sight. */
  play(seat: WecomSeat, language: Language): Promise<Locator>
}

const members = { en: 'sofia', 'zh-CN': xiaowen }
const teams = { en: keyAccounts, 'zh-CN': eastChina }
type Line = readonly [line: string, words: string]
const said =
  (en: Line, chinese: Line) =>
  (seat: WecomSeat, language: Language): Promise<Locator> =>
    seat.say(...(language === 'en' ? en : chinese))

const log = said(
  ['log riva: called Giulia, she wants a sample #call next: friday send it', 'Logged for'],
  ['跟进 知客：和周敏通了电话，希望续约前有折扣，下一步：周五发报价', '已记录跟进'],
)

/** A button of the log's card is pressed, and the card says what came of it. */
async function undone(seat: WecomSeat, language: Language): Promise<Locator> {
  await log(seat, language)
  await seat
    .card()
    .getByRole('button', { name: language === 'en' ? 'Undo' : '撤销' })
    .click()
  const title = seat.page.getByTestId('card-title').last()
  await title.filter({ hasText: language === 'en' ? 'Undone' : '已撤销' }).waitFor()
  return seat.card()
}

export const wecomScenes: readonly WecomScene[] = [
  { name: 'wecom-card', play: said(['customer acme', 'Acme Retail Group'], ['客户 知客', '知客科技']) },
  { name: 'wecom-care', play: said(['care', 'Your tasks'], ['关怀', '我的任务']) },
  { name: 'wecom-log', play: log },
  { name: 'wecom-log-dark', colours: 'dark', play: log },
  { name: 'wecom-undone', play: undone },
  { name: 'wecom-form', play: said(['customer new', 'submit'], ['客户 新建', '提交']) },
  {
    name: 'wecom-group',
    group: teams,
    play: said(['care team', 'The team’s tasks'], ['关怀 团队', '团队任务']),
  },
  {
    name: 'wecom-chats',
    async play({ page }) {
      const back = page.getByTestId('back')
      if (await back.isVisible()) await back.click()
      return page.getByTestId('chat-robot')
    },
  },
]

interface Picture {
  scene: WecomScene
  width: number
  language: Language
  file: string
}

const least = 700
const most = 3_000

/** Plays a scene in a conversation that looks new, in a window as tall as what came of it. */
export async function takeWecom(browser: Browser, url: string, { scene, width, language, file }: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language,
    colorScheme: scene.colours ?? 'light',
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  })
  try {
    const seat = await takeWecomSeat(context, url, { as: members[language], chat: scene.group?.[language] ?? null })
    const { page } = seat
    const old = await page.getByTestId('message').evaluateAll(all => all.map(one => one.getAttribute('data-id')))
    const hidden = old.map(id => `[data-testid="message"][data-id="${id}"]{display:none!important}`)
    await page.addStyleTag({ content: [...hidden, '.wc-time{display:none!important}'].join('\n') })
    const subject = await scene.play(seat, language)
    const more = await page
      .locator('.wc-messages')
      .evaluateAll(boxes => boxes.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight))
    await page.setViewportSize({ width, height: Math.min(most, Math.max(least, 800 + Math.max(0, ...more))) })
    await subject.waitFor()
    await page.mouse.move(0, 0)
    await page.screenshot({ path: file, animations: 'disabled' })
    await seat.close()
  } finally {
    await context.close()
  }
}
