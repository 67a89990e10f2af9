import { wording } from '../chat/wording.ts'

export const serviceWords = wording({
  en: {
    logGone: 'The log entry this came from was undone, so nothing was saved.',
    already: 'This was saved before.',
    renewed: (day: string) => ` is renewed until ${day}.`,
    renewedKind: (day: string) => `Contract renewed until ${day}`,
    complaint: ': complaint saved as an open ticket.',
    complaintKind: (subject: string) => `Complaint: ${subject}`,
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
    contract: '合同',
    until: (day: string) => `至${day}`,
    tickets: '待处理工单',
  },
})
