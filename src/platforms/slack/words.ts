import { wording } from '../../chat/wording.ts'

/** What only Slack needs to say. */
export const slackWords = wording({
  en: {
    act: 'Act',
    cancel: 'Cancel',
    openForm: 'Open the form',
    needsForm: (title: string) => `“${title}” is a form. Slack opens forms only from a button:`,
    notSaved: 'Nothing was saved yet. Please check:',
  },
  'zh-CN': {
    act: '操作',
    cancel: '取消',
    openForm: '打开表单',
    needsForm: (title: string) => `“${title}”需要填写表单，请点按钮打开：`,
    notSaved: '还没有保存，请检查：',
  },
})
