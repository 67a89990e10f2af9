import type { Form } from '../../chat/form.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { longestFilter } from '../../customers/filter/read.ts'
import { type Draft, longestLines, longestName } from './draft.ts'

const words = wording({
  en: {
    newTitle: 'New questionnaire',
    editTitle: 'Edit questionnaire',
    save: 'Save',
    name: 'Name',
    filter: 'For which customers',
    filterHint: 'Such as tier:A and orders>3; empty: every customer. All words: /segment help',
    lines: 'Questions, one a line',
    linesHint:
      'End with [1-5], [0-10], [yes / no] or nothing for words. Chinese behind a bar: How easy was it? | 上手容易吗？ [1-5]',
    edit: 'What was answered before keeps the questions it was asked with.',
  },
  'zh-CN': {
    newTitle: '新建问卷',
    editTitle: '编辑问卷',
    save: '保存',
    name: '名称',
    filter: '适用客户',
    filterHint: '例如：等级：A且订单>3；留空则适用所有客户。全部写法：/segment 帮助',
    lines: '题目（每行一道）',
    linesHint: '行末写 [1-5]、[0-10] 或 [是 / 否]，填空题不写。英文放在竖线后：上手容易吗？ | How easy was it? [1-5]',
    edit: '已收到的回复仍对应原来的题目。',
  },
})

/** One screen for a questionnaire. `intro`: why it is (still) open. */
export function questionnaireForm(locale: Locale, draft: Draft, intro?: string): Form {
  const text = words(locale)
  const { teamId, questionnaireId, name, filter, lines } = draft
  const filled = (value: string) => (value ? { value } : {})
  const about = intro ?? (questionnaireId === null ? '' : text.edit)
  return {
    id: 'surveys.questionnaire',
    title: questionnaireId === null ? text.newTitle : text.editTitle,
    submit: text.save,
    ...(about ? { intro: about } : {}),
    fields: [
      { kind: 'text', name: 'name', label: text.name, maxLength: longestName * 2, ...filled(name) },
      {
        ...{ kind: 'text', name: 'filter', label: text.filter, hint: text.filterHint, optional: true, maxLength: longestFilter },
        ...filled(filter),
      },
      {
        ...{ kind: 'text', name: 'lines', label: text.lines, hint: text.linesHint, multiline: true, maxLength: longestLines },
        ...filled(lines),
      },
    ],
    state: { teamId, questionnaireId },
  }
}
