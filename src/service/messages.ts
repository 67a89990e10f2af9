import { wording } from '../chat/wording.ts'

export const serviceWords = wording({
  en: {
    logGone: 'The log entry this came from was undone, so nothing was saved.',
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
    until: (day: string) => `until ${day}`,
    tickets: 'Open tickets',
  },
  'zh-CN': {
    logGone: '对应的跟进记录已撤销，没有保存。',
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
    until: (day: string) => `至${day}`,
    tickets: '待处理工单',
  },
})
