import { formatDate } from '../../chat/dates/format.ts'
import { type Button, bold, type Inline, type Message, say } from '../../chat/message.ts'
import { type Locale, localeOf, wording } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import { clip } from '../../tasks/task.ts'
import type { SurveyParts } from '../parts.ts'
import { answersShape, answerText, moodOf, type Questionnaire } from '../questionnaire.ts'
import { changeableMs } from '../survey.ts'

export const answerWords = wording({
  en: {
    thanks: 'Thank you!',
    gave: (answer: string) => ` Your answer: ${answer}.`,
    sorry: ' We are sorry to hear that, and somebody will be in touch.',
    said: 'You said: ',
    until: ['You can change it until ', '.'],
    comment: 'Add a comment',
    more: 'Continue',
    change: 'Change my answer',
    recommend: 'Recommend us',
    again: 'What is your answer now?',
    unread: 'Thank you for writing. I could not read that as an answer to this question:',
    stopWhere: 'Press “Never ask me again” under what you were asked, or write STOP to me in the channel you share with us.',
    title: 'Your answer',
    submit: 'Send',
    wrong: 'Please check this answer.',
    ours: 'This question is for the customer; your click changed nothing.',
    gone: 'This question was for somebody else, or is no longer asked.',
    expired: 'This question is no longer open. Thank you all the same!',
    closed: 'Your answer was given more than a day ago and can no longer be changed. Thank you!',
    taken: 'Somebody else has answered this already. Thank you all the same!',
    stopped: 'Understood: we will never ask you anything again.',
    wasStopped: 'You had asked us already never to ask again, and we do not.',
    resume: 'You may ask me again',
    resumed: 'Thank you: from time to time we may ask you again.',
  },
  'zh-CN': {
    thanks: '谢谢您！',
    gave: (answer: string) => `您的回答：${answer}。`,
    sorry: '很抱歉没有让您满意，我们会尽快与您联系。',
    said: '您说：',
    until: ['', ' 前可以修改。'],
    comment: '补充几句',
    more: '继续填写',
    change: '修改回答',
    recommend: '推荐给朋友',
    again: '请重新选择：',
    unread: '谢谢您的留言，不过我没看懂您的选择，请再选一次：',
    stopWhere: '请点击问题下方的“不再接收问卷”，或在双方共用的频道里 @我 发送“退订”。',
    title: '您的回答',
    submit: '提交',
    wrong: '请检查这一项。',
    ours: '这是发给客户的问卷，您的点击不会计入结果。',
    gone: '这份问卷不是发给您的，或者已经失效。',
    expired: '问卷已截止，感谢您的关注！',
    closed: '您的回答提交已超过 24 小时，无法再修改，谢谢！',
    taken: '这份问卷已有人回答，感谢您的关注！',
    stopped: '好的，以后不会再给您发问卷。',
    wasStopped: '您之前已退订，我们不会再给您发问卷。',
    resume: '恢复接收问卷',
    resumed: '谢谢！以后我们偶尔会再来听听您的意见。',
  },
})

/** Enough to see that it arrived. */
const longestQuote = 500

/** After an answer: what was taken in, how long it can be changed, and what else can be said. */
export function thanksMessage(
  survey: Survey,
  questionnaire: Questionnaire,
  { zone, now }: { zone: string; now: Date },
  parts: Pick<SurveyParts, 'pageUrl'>,
): Message {
  const locale = localeOf(survey.locale)
  const text = answerWords(locale)
  const answers = answersShape.parse(survey.answers)
  const [first, ...rest] = questionnaire.questions
  const answer = first && answers[first.key]
  const gave = first && first.kind !== 'text' && answer !== undefined ? text.gave(answerText(first, answer, locale)) : ''
  const isSad = survey.score !== null && moodOf(questionnaire, survey.score) === 'unhappy'
  const until = new Date((survey.answeredAt ?? now).getTime() + changeableMs)
  const time: Inline = { kind: 'instant', at: until.toISOString(), text: formatDate(until, locale, zone, 'datetime', now) }
  const message = say(locale, bold(text.thanks), gave, isSad ? text.sorry : '')
  message.customerId = survey.customerId
  if (survey.comment !== null) message.parts.push({ kind: 'text', text: [text.said, clip(survey.comment, longestQuote)] })
  message.parts.push({ kind: 'note', text: [text.until[0] ?? '', time, text.until[1] ?? ''] })
  message.parts.push({ kind: 'actions', actions: nextButtons(survey, questionnaire, rest.length, parts.pageUrl(survey.id)) })
  return message
}

function nextButtons(survey: Survey, questionnaire: Questionnaire, left: number, url: string): Button[] {
  const text = answerWords(localeOf(survey.locale))
  const value = { surveyId: survey.id }
  const buttons: Button[] = []
  if (left > 0) {
    const label = left === 1 && questionnaire.questions.at(-1)?.kind === 'text' ? text.comment : text.more
    buttons.push({ action: 'surveys.more', label, value, url, form: true, style: 'primary' })
  }
  if (survey.score !== null && moodOf(questionnaire, survey.score) === 'content')
    buttons.push({ action: 'surveys.recommend', label: text.recommend, value, url, form: true })
  const isText = questionnaire.questions[0]?.kind === 'text'
  const again = { label: text.change, value, url }
  buttons.push(isText ? { action: 'surveys.more', ...again, form: true } : { action: 'surveys.again', ...again })
  return buttons
}

/** Nothing was taken in: why, without a word about the survey. */
export function notTakenMessage(locale: Locale, why: 'ours' | 'gone' | 'expired' | 'closed' | 'taken'): Message {
  return say(locale, answerWords(locale)[why])
}
