import type { Locale } from '../../chat/wording.ts'
import { answerText, type Question } from '../questionnaire.ts'
import type { ChoiceCount } from './read.ts'
import type { Asked } from './scope.ts'

/**
 * How often each option was chosen, by the questions of the latest questionnaire. A question of an earlier one counts where it reads the
 * same, and its options where they do.
 */
export function choicesByQuestion(
  { questionnaire, versions }: Pick<Asked, 'questionnaire' | 'versions'>,
  counts: readonly ChoiceCount[],
  locale: Locale,
): { question: Question; counts: Map<string, number> }[] {
  const chosen = new Map<string, Map<string, number>>()
  for (const { version, key, value, count } of counts) {
    const question = versions.find(({ id }) => id === version)?.questions.find(one => one.key === key)
    if (question?.kind !== 'choice') continue
    const options = chosen.get(question.text[locale]) ?? new Map<string, number>()
    const label = answerText(question, value, locale)
    options.set(label, (options.get(label) ?? 0) + count)
    chosen.set(question.text[locale], options)
  }
  return questionnaire.questions.flatMap(question => {
    const options = chosen.get(question.text[locale])
    return options ? [{ question, counts: new Map([...options].toSorted(([, one], [, other]) => other - one)) }] : []
  })
}
