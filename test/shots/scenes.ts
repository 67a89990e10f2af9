import type { Locator } from 'playwright-core'
import { ANNA, CUSTOMER_CARE_ZH, GENERAL, KEY_ACCOUNTS, MARCUS, OLIVIA, SOFIA, XIAOWEN } from '../../src/playground/workspace.ts'
import { message, optionSaying, type Seat, type SeatOptions } from '../e2e/seat.ts'

/** A picture to take: who sits where, what they do, and what the picture must hold. */
export interface Scene {
  name: string
  seat: Record<Language, SeatOptions>
  /** The colours of the screen; light unless said. */
  colours?: 'dark'
  /** What the administrator, sitting in #general, sees to first. */
  before?(administrator: Seat, language: Language): Promise<unknown>
  /** Ends with what the picture is about in sight. */
  play(seat: Seat, language: Language): Promise<Locator>
}

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

const rep = { en: { as: SOFIA, in: KEY_ACCOUNTS }, 'zh-CN': { as: XIAOWEN, in: CUSTOMER_CARE_ZH } }
const boss = { en: { as: OLIVIA, in: GENERAL }, 'zh-CN': { as: XIAOWEN, in: CUSTOMER_CARE_ZH } }
const manager = { en: { as: MARCUS, in: KEY_ACCOUNTS }, 'zh-CN': { as: XIAOWEN, in: CUSTOMER_CARE_ZH } }
const said = (en: string, chinese: string) => (seat: Seat, language: Language) => seat.say(language === 'en' ? en : chinese)

/** Says a line whose answer may show a picture, and waits until that is there. Early in a quarter the demo shop has too few answers for a trend. */
const drawn = (en: string, chinese: string) => async (seat: Seat, language: Language) => {
  const answer = await seat.say(language === 'en' ? en : chinese)
  const picture = answer.locator('.picture img')
  if ((await picture.count()) === 0) return answer
  await picture.evaluate((image: { decode(): Promise<void> }) => image.decode())
  return answer
}

async function opened(seat: Seat, line: string): Promise<Locator> {
  await seat.send(line)
  await seat.form.waitFor()
  return seat.form
}

/** Digest on demand, setup and status are for managers: the Chinese pictures show what 陈晓雯 sees as one. */
async function appoint(administrator: Seat, language: Language): Promise<void> {
  if (language === 'zh-CN') await administrator.say('/rapport role @陈晓雯 manager 华东客户部')
}

async function typeAhead(seat: Seat, language: Language): Promise<Locator> {
  const form = await opened(seat, '/customer')
  await form.locator('.picker').first().click()
  await seat.page.getByTestId('pick-search').fill(language === 'en' ? 'ho' : 'sh')
  await optionSaying(seat.page, '').waitFor()
  return form
}

/** A customer's command never reaches the bot; a rep who may not is told so by it. */
async function refused(seat: Seat, language: Language): Promise<Locator> {
  if (language === 'zh-CN') return seat.say('/rapport setup')
  await seat.send('/customer acme')
  const notice = seat.page.getByTestId('notice')
  await notice.waitFor()
  return notice
}

async function home(seat: Seat): Promise<Locator> {
  await seat.page.getByTestId('tab-home').click()
  const page = seat.page.getByTestId('home')
  await page.getByTestId('action-act').first().waitFor()
  return page
}

/** The menu of a message leads to a form that is seen by one person alone. */
async function logged(seat: Seat, language: Language): Promise<Locator> {
  const words = language === 'en' ? 'Bergmann Hotels asked for new lamps' : '知客科技的周敏说灯具又闪了，很不满意'
  await seat.send(words)
  const row = seat.page.locator(message).filter({ hasText: words }).last()
  await row.hover()
  await row.getByTestId('message-menu').click()
  await seat.page.locator('.popover:popover-open').getByTestId('shortcut-log').click()
  await seat.form.waitFor()
  return seat.form
}

/** It is told to wait first. */
async function lost(seat: Seat, language: Language): Promise<Locator> {
  await seat.send(language === 'en' ? '/retention lost' : '/retention 流失')
  const report = seat.page
    .locator(message)
    .filter({ hasText: /Customers lost|客户流失：/ })
    .last()
  await report.waitFor()
  return report
}

/** From a finding to what would be made of it. */
async function lostTasks(seat: Seat, language: Language): Promise<Locator> {
  const report = await lost(seat, language)
  return seat.answerTo(() =>
    report
      .getByRole('button', { name: /Segment and tasks|建分群和任务/ })
      .first()
      .click(),
  )
}

/** A survey to somebody whom only mail reaches, as it arrives in the playground's mailbox. */
async function mailed(seat: Seat, language: Language): Promise<Locator> {
  const { page } = seat
  await seat.say(language === 'en' ? '/survey send "Bergmann Hotels" nps' : '/survey 发送 知客科技 nps')
  await page.goto(new URL(`/playground/mail?lang=${language}`, page.url()).href)
  const mail = page.locator('main li a')
  while ((await mail.count()) === 0) {
    await page.waitForTimeout(500)
    await page.reload()
  }
  await mail.first().click()
  return page.frameLocator('iframe').locator('a').first()
}

export const scenes: readonly Scene[] = [
  {
    name: 'refused',
    seat: { en: { as: ANNA, in: 'acme-lumen' }, 'zh-CN': { as: XIAOWEN, in: CUSTOMER_CARE_ZH } },
    play: refused,
  },
  { name: 'none', seat: rep, play: said('/customer Polar Bikes', '/customer 极地单车') },
  { name: 'card', seat: rep, play: said('/customer acme', '/customer 知客') },
  { name: 'pick-list', seat: rep, play: said('/customer de', '/customer 店') },
  { name: 'search', seat: rep, play: typeAhead },
  { name: 'digest', seat: manager, before: appoint, play: seat => seat.post('/rapport digest now') },
  {
    name: 'form',
    seat: rep,
    play: (seat, language) => opened(seat, language === 'en' ? '/customer edit acme' : '/customer 编辑 知客'),
  },
  {
    name: 'log',
    seat: rep,
    play: said(
      '/log acme: called Anna, wants a discount before renewal #call next: friday send the quote',
      '/log 知客：和周敏通了电话，希望续约前有折扣，下一步：周五发报价',
    ),
  },
  { name: 'home', seat: { en: { as: SOFIA, in: 'Rapport' }, 'zh-CN': { as: XIAOWEN, in: 'Rapport' } }, play: home },
  { name: 'log-message', seat: rep, play: logged },
  { name: 'tasks', seat: rep, play: said('/care', '/care') },
  { name: 'at-risk', seat: rep, play: said('/customer list at-risk', '/customer 列表 有风险') },
  { name: 'risk', seat: rep, play: said('/rapport risk', '/rapport 风险分布') },
  { name: 'risk-dark', seat: rep, colours: 'dark', play: said('/rapport risk', '/rapport 风险分布') },
  { name: 'why', seat: rep, play: said('/customer why Museum Haus Weil', '/customer 为什么 西湖云栖酒店') },
  { name: 'rhythm', seat: rep, play: drawn('/customer rhythm acme', '/customer 下单节奏 知客') },
  { name: 'rhythm-dark', seat: rep, colours: 'dark', play: drawn('/customer rhythm acme', '/customer 下单节奏 知客') },
  { name: 'segments', seat: manager, before: appoint, play: said('/segment', '/segment') },
  {
    name: 'segment-preview',
    seat: manager,
    before: appoint,
    play: said(
      '/segment new "Large and quiet" spent>5000 and (lastorder>60d or contact>30d)',
      '/segment 新建 大客户久未联系：消费>1万 且（上次下单>60天 或 联系>30天）',
    ),
  },
  {
    name: 'segment-form',
    seat: manager,
    before: appoint,
    play: (seat, language) => opened(seat, language === 'en' ? '/segment edit let down' : '/segment 编辑 体验受损'),
  },
  { name: 'segment', seat: manager, before: appoint, play: said('/segment let down', '/segment 体验受损') },
  { name: 'lost', seat: manager, before: appoint, play: lost },
  { name: 'lost-tasks', seat: manager, before: appoint, play: lostTasks },
  { name: 'survey-open', seat: rep, play: said('/survey', '/survey') },
  { name: 'survey-answers', seat: manager, before: appoint, play: said('/survey answers acme', '/survey 回答 知客') },
  { name: 'survey-auto', seat: manager, before: appoint, play: said('/survey auto', '/survey 自动') },
  { name: 'survey-mailing', seat: manager, before: appoint, play: said('/survey send tier:A csat', '/survey 发送 等级：A csat') },
  { name: 'survey-results', seat: rep, play: drawn('/survey results nps', '/survey 结果 nps') },
  { name: 'survey-quarters', seat: rep, play: said('/survey results nps by quarter', '/survey 结果 nps 按季度') },
  { name: 'survey-themes', seat: rep, play: said('/survey results nps themes', '/survey 结果 nps 主题') },
  { name: 'survey-not-answered', seat: rep, play: said('/survey results nps not answered', '/survey 结果 nps 未回复') },
  { name: 'survey-list', seat: manager, before: appoint, play: said('/survey list', '/survey 列表') },
  { name: 'themes', seat: manager, before: appoint, play: said('/survey themes', '/survey 主题') },
  {
    name: 'questionnaire-form',
    seat: manager,
    before: appoint,
    play: (seat, language) =>
      opened(
        seat,
        language === 'en' ? '/survey new "Onboarding" How easy was it? [2-5]' : '/survey 新建 “上手体验” 上手容易吗？ [2-5]',
      ),
  },
  { name: 'setup', seat: boss, before: appoint, play: seat => opened(seat, '/rapport setup') },
  { name: 'mailbox', seat: rep, play: mailed },
  { name: 'status', seat: boss, before: appoint, play: said('/rapport status', '/rapport status') },
]
