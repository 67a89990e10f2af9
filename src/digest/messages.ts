import { wording } from '../chat/wording.ts'

export const digestWords = wording({
  en: {
    title: (team: string, day: string) => `${team}: customers on ${day}`,
    empty: 'nothing to report. Nobody new is at risk, and no task is overdue.',
    late: 'Late today: I was not running at the usual time.',
    skipped: (count: number) => (count === 1 ? 'One earlier digest was skipped.' : `${count} earlier digests were skipped.`),
    footer: (days: number) =>
      `Risk is the chance of no order in the next ${days} days, or that the contract is not renewed. A manager sets thresholds, length and days with /rapport setup.`,
    posted: (channel: string) => `Posted in ${channel}.`,
    asOfPosted: (day: string, channel: string) => `Posted in ${channel} as it would have been on ${day}.`,
    noChannel:
      'This team has no channel yet. Run /rapport setup in the channel that should get the digest. Here it is for you alone:',
    noSuchDay: (typed: string) =>
      `“${typed}” is not a day I understand, so nothing was posted. Try /rapport digest now as-of 2026-03-31.`,
    future: 'A digest can only be worked out for today or an earlier day.',
    usage: '/rapport digest now [as-of DATE]',
  },
  'zh-CN': {
    title: (team: string, day: string) => `${team}日报 · ${day}`,
    empty: '今天没有需要特别关注的事：没有新增风险客户，也没有逾期任务。',
    late: '今天的日报发晚了：原定时间机器人没有运行。',
    skipped: (count: number) => `此前有 ${count} 期日报没有发出，已跳过。`,
    footer: (days: number) =>
      `风险是未来 ${days} 天不下单、或合同到期不续约的概率。经理可用“/rapport 设置”调整门槛、条数和预测天数。`,
    posted: (channel: string) => `已发到 ${channel}。`,
    asOfPosted: (day: string, channel: string) => `已按${day}当天的情况发到 ${channel}。`,
    noChannel: '这个团队还没有绑定频道。请到要接收日报的频道里运行“/rapport 设置”。以下内容仅您可见：',
    noSuchDay: (typed: string) => `看不懂日期“${typed}”，没有发送日报。可以这样写：截至 2026-03-31。`,
    future: '只能生成今天或更早日期的日报。',
    usage: '/rapport 日报 [截至 日期]',
  },
})
