import { wording } from '../../chat/wording.ts'

export const mailWords = wording({
  en: {
    title: 'Mailbox',
    about: 'Every mail the bot sent, whoever it is for. None leaves this machine.',
    empty: 'No mail yet. What the bot sends to customers by e-mail appears here.',
    workspace: 'Back to the workspace',
    all: 'All mails',
    from: 'From',
    to: 'To',
    at: 'Sent',
    content: 'The mail',
    asText: 'As text, and its headers',
    missing: 'There is no such mail (any more).',
    other: '中文',
  },
  'zh-CN': {
    title: '邮箱',
    about: '机器人发出的所有邮件都在这里，不论收件人是谁；邮件不会离开本机。',
    empty: '还没有邮件。机器人通过邮件发给客户的内容会出现在这里。',
    workspace: '返回工作区',
    all: '全部邮件',
    from: '发件人',
    to: '收件人',
    at: '发送时间',
    content: '邮件内容',
    asText: '纯文本与邮件头',
    missing: '没有这封邮件，或已被清理。',
    other: 'English',
  },
})
