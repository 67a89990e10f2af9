import { type Locale, type Worded, wording } from '../chat/wording.ts'
import type { ContractStatus, Severity } from './words.ts'

export const serviceWords = wording({
  en: {
    logGone: 'The log entry this came from was undone, so nothing was saved.',
    moved: 'This log was moved to another customer in the meantime, so nothing was saved. Save from the log’s latest answer.',
    already: 'This was saved before.',
    renewed: (day: string) => ` is renewed until ${day}.`,
    renewedKind: (day: string) => `Contract renewed until ${day}`,
    complaint: ': complaint saved as an open ticket.',
    complaintKind: (subject: string) => `Complaint: ${subject}`,
    renewalTakenBack: (day: string) => `Also taken back, saved from this log: the renewal until ${day}. `,
    renewalUndone: (day: string) => `Renewal until ${day} taken back`,
    complaintTakenBack: (subject: string) => `Also taken back, saved from this log: the complaint “${subject}”. `,
    complaintUndone: (subject: string) => `Complaint taken back: ${subject}`,
    contract: 'Contract',
    until: (day: string, away: string) => `until ${day} (${away})`,
    signedKind: (day: string) => `Contract until ${day}`,
    cancelledKind: (day: string) => `Contract cancelled, it ends on ${day}`,
    ticketKind: (severity: string, subject: string) => `Ticket (${severity}): ${subject}`,
    solvedKind: (subject: string) => `Solved: ${subject}`,
    reopenedKind: (subject: string) => `Open again: ${subject}`,
    rated: (csat: number) => ` (rated ${csat} of 5)`,
    usageKind: (name: string, count: number) => `${name} × ${count.toLocaleString('en')}`,
    tickets: 'Tickets',
    openTickets: (count: number) => `Tickets, ${count} open`,
    openSince: (day: string) => `opened ${day}`,
    solvedOn: (day: string) => `solved ${day}`,
    csat: (csat: number) => `rated ${csat} of 5`,
    close: 'Close',
    reopen: 'Open again',
    closed: (subject: string) => `: closed “${subject}”.`,
    reopened: (subject: string) => `: “${subject}” is open again.`,
    alreadyClosed: (subject: string) => `“${subject}” is closed already.`,
    alreadyOpen: (subject: string) => `“${subject}” is open already.`,
    ticketGone: 'This ticket is no longer there.',
    noTickets: (name: string) => `${name} has no tickets.`,
    ticketsOf: (name: string) => `Tickets of ${name}`,
    moreTickets: (count: number) => `…and ${count} more`,
    moreTicketsWith: ', shown with ',
    usage: 'Use in the last 28 days',
    used: (count: string, before: string, change: string) => `: ${count}, in the 28 days before ${before}${change}`,
    moreUsage: (count: number) => `…and ${count} more kinds of event`,
  },
  'zh-CN': {
    logGone: '对应的跟进记录已撤销，没有保存。',
    moved: '这条跟进已改到其他客户名下，没有保存。请在修改后的最新回复里保存。',
    already: '之前已经保存过。',
    renewed: (day: string) => `的合同已续至${day}。`,
    renewedKind: (day: string) => `合同续约至${day}`,
    complaint: '：投诉已登记为待处理工单。',
    complaintKind: (subject: string) => `投诉：${subject}`,
    renewalTakenBack: (day: string) => `由它登记的续约（至${day}）也已撤销。`,
    renewalUndone: (day: string) => `已撤销续约（至${day}）`,
    complaintTakenBack: (subject: string) => `由它登记的投诉“${subject}”也已撤销。`,
    complaintUndone: (subject: string) => `已撤销投诉：${subject}`,
    contract: '合同',
    until: (day: string, away: string) => `至${day}（${away}）`,
    signedKind: (day: string) => `合同，至${day}`,
    cancelledKind: (day: string) => `合同已取消，${day}结束`,
    ticketKind: (severity: string, subject: string) => `工单（${severity}）：${subject}`,
    solvedKind: (subject: string) => `已解决：${subject}`,
    reopenedKind: (subject: string) => `重新打开：${subject}`,
    rated: (csat: number) => `（评分 ${csat}/5）`,
    usageKind: (name: string, count: number) => `${name} × ${count.toLocaleString('en')}`,
    tickets: '工单',
    openTickets: (count: number) => `工单（${count} 个未解决）`,
    openSince: (day: string) => `${day}提交`,
    solvedOn: (day: string) => `${day}解决`,
    csat: (csat: number) => `评分 ${csat}/5`,
    close: '关闭',
    reopen: '重新打开',
    closed: (subject: string) => `：已关闭“${subject}”。`,
    reopened: (subject: string) => `：已重新打开“${subject}”。`,
    alreadyClosed: (subject: string) => `“${subject}”之前已经关闭。`,
    alreadyOpen: (subject: string) => `“${subject}”本来就没有关闭。`,
    ticketGone: '这个工单已不存在。',
    noTickets: (name: string) => `${name}没有工单。`,
    ticketsOf: (name: string) => `${name}的工单`,
    moreTickets: (count: number) => `……另有 ${count} 个`,
    moreTicketsWith: '，查看：',
    usage: '近 28 天使用情况',
    used: (count: string, before: string, change: string) => `：${count}，前 28 天 ${before}${change}`,
    moreUsage: (count: number) => `……另有 ${count} 种事件`,
  },
})

const severityNames = wording<Record<Severity, string>>({
  en: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  'zh-CN': { low: '低', normal: '普通', high: '高', urgent: '紧急' },
})
const statusNames = wording<Record<ContractStatus, string>>({
  en: { active: 'active', cancelled: 'cancelled', ended: 'ended' },
  'zh-CN': { active: '生效中', cancelled: '已取消', ended: '已结束' },
})

export const severityName = (severity: string, locale: Locale): string =>
  (severityNames(locale) as Record<string, string>)[severity] ?? severity
export const statusName = (status: string, locale: Locale): string =>
  (statusNames(locale) as Record<string, string>)[status] ?? status

const periodNames = wording<Record<'month' | 'quarter' | 'year', string>>({
  en: { month: 'month', quarter: 'quarter', year: 'year' },
  'zh-CN': { month: '月', quarter: '季度', year: '年' },
})

/** How often the amount is due; what is none of the usual words is shown as written. */
export const periodName = (period: string, locale: Locale): string =>
  (periodNames(locale) as Record<string, string>)[period.toLowerCase()] ?? period

/** Why a row of tickets or contracts cannot land. */
export const serviceReasons = {
  closedBefore: (): Worded => ({ en: 'lies before opened_at', 'zh-CN': '早于 opened_at（提交时间）' }),
  endsBefore: (): Worded => ({ en: 'lies before starts_at', 'zh-CN': '早于 starts_at（开始日期）' }),
}
