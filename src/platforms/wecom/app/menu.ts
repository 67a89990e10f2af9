import { z } from 'zod'
import { type Locale, wording } from '../../../chat/wording.ts'
import type { Ask } from '../rest/http.ts'

/** The button that opens a person's own page. */
export const homeKey = 'home'

/** Names of buttons, and what pressing one says: a command, as if it were typed. */
const words = wording({
  en: {
    home: 'My day',
    customers: 'Customers',
    mine: ['My customers', '/customer list mine'],
    atRisk: ['At risk', '/customer list mine at risk'],
    tasks: ['My tasks', '/care'],
    more: 'More',
    segments: ['Segments', '/segment'],
    surveys: ['Surveys', '/survey'],
    help: ['Help', 'help'],
  },
  'zh-CN': {
    home: '我的一天',
    customers: '客户',
    mine: ['我的客户', '客户 列表 我的'],
    atRisk: ['有风险的客户', '客户 列表 我的 有风险'],
    tasks: ['我的任务', '关怀'],
    more: '更多',
    segments: ['分群', '分群'],
    surveys: ['问卷', '问卷'],
    help: ['帮助', '帮助'],
  },
})

/** The menu below the app's chat (path/90231): three buttons, two of which open others. */
export function createMenu(ask: Ask, agentId: number, locale: Locale) {
  const text = words(locale)
  const click = ([name, key]: readonly string[]) => ({ type: 'click', name, key })
  const button = [
    click([text.home, homeKey]),
    { name: text.customers, sub_button: [text.mine, text.atRisk, text.tasks].map(click) },
    { name: text.more, sub_button: [text.segments, text.surveys, text.help].map(click) },
  ]
  return {
    async put(): Promise<void> {
      await ask({ path: 'menu/create', params: { agentid: String(agentId) }, body: { button } }, z.object({}))
    },
  }
}
