import type { UiCommand, UiPerson } from '../../ui-contract.ts'

/** Lines worth trying first, for the person and the place; commands that the bot does not have are left out. */
export function tryLines(person: UiPerson, withBot: boolean, commands: readonly UiCommand[]): string[] {
  const chinese = person.locale.toLowerCase().startsWith('zh')
  const lines = person.external ? outsider(chinese) : chinese ? inChinese(withBot) : inEnglish
  // People of another company have no commands; that they are refused is worth seeing.
  if (person.external) return lines
  const known = new Set(commands.map(command => command.name))
  return lines.filter(line => !line.startsWith('/') || known.has(line.split(' ')[0] ?? ''))
}

const inEnglish = [
  '/customer acme',
  '/care',
  '/log acme: called Anna, wants a discount before renewal #call next: friday send the quote',
  '/customer list at-risk',
  '/segment',
  '/survey send acme nps',
  '/rapport digest now',
]

function inChinese(withBot: boolean): string[] {
  const log = '知客：和周敏通了电话，希望续约前有折扣，下一步：周五发报价'
  if (withBot) return ['客户 知客', '关怀', `跟进 ${log}`, '客户 列表 有风险', '分群', '问卷 发送 知客 nps']
  return [
    '/customer 知客',
    '/care',
    `/log ${log}`,
    '/customer 列表 有风险',
    '/segment',
    '/survey 发送 知客 nps',
    '/rapport digest now',
  ]
}

function outsider(chinese: boolean): string[] {
  return [chinese ? '你好，上次的订单什么时候到？' : 'Hello! Any news about our last order?', '/customer acme']
}
