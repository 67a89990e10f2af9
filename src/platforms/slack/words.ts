import { wording } from '../../chat/wording.ts'

/** What only Slack needs to say. */
export const slackWords = wording({
  en: {
    act: 'Act',
    cancel: 'Cancel',
    close: 'Close',
    answer: 'Rapport',
    noHome: 'This page cannot be shown right now. In a message to me, “care” shows your tasks and “help” everything else.',
    openForm: 'Open the form',
    needsForm: (title: string) => `“${title}” is a form. Slack opens forms only from a button:`,
    notSaved: 'Nothing was saved yet. Please check:',
  },
  'zh-CN': {
    act: '操作',
    cancel: '取消',
    close: '关闭',
    answer: 'Rapport',
    noHome: '主页暂时无法显示。请直接私信我：发送“关怀”查看任务，发送“帮助”查看其他功能。',
    openForm: '打开表单',
    needsForm: (title: string) => `“${title}”需要填写表单，请点按钮打开：`,
    notSaved: '还没有保存，请检查：',
  },
})
