import { suggestions } from '../blocks/composition.ts'
import { problemLines } from '../blocks/problems.ts'
import { parseJson } from '../json.ts'
import type { UiOption } from '../ui-contract.ts'
import type { World } from '../world.ts'
import { actor, answered, type SuggestOutcome, tell, unsent } from './outcome.ts'
import { elementAt, interaction, placeOf, type Where } from './place.ts'

export interface Suggestion {
  where: Where
  actionId: string
  blockId?: string
  query: string
}

const DEFAULT_MIN_QUERY = 3

function asUiOption(option: { text: { text: string }; value: string; description?: { text: string } | undefined }): UiOption {
  return {
    text: { type: 'plain_text', text: option.text.text },
    value: option.value,
    ...(option.description ? { description: { type: 'plain_text', text: option.description.text } } : {}),
  }
}

/**
 * Type-ahead of an external menu. As in Slack nothing is asked below `min_query_length` (3 unless set). Ungrouped
 * options come back as one group without a label.
 */
export async function suggest(world: World, personId: string, asked: Suggestion): Promise<SuggestOutcome> {
  const person = actor(world, personId)
  const place = placeOf(world, person, asked.where)
  const { block, element } = elementAt(place, person, asked.actionId, asked.blockId)
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : DEFAULT_MIN_QUERY
  if (asked.query.length < least) return { ...unsent, options: [] }
  const answer = await world.line.deliver('interactive', {
    ...interaction(world, person, 'block_suggestion', place),
    block_id: block.block_id,
    action_id: asked.actionId,
    value: asked.query,
  })
  const outcome = answered(answer)
  const refused = (problem: string): SuggestOutcome => ({
    ...outcome,
    problem,
    options: [],
    notice: tell(world, person, place.channel?.id ?? null, 'trouble'),
  })
  if (answer.failure) return refused(answer.failure)
  const given = parseJson(answer.body)
  const parsed = suggestions.safeParse(given)
  if (!parsed.success) return refused(problemLines(parsed.error.issues, given, '').join('\n'))
  const groups = 'options' in parsed.data ? [{ label: { text: '' }, options: parsed.data.options }] : parsed.data.option_groups
  return { ...outcome, options: groups.map(each => ({ label: each.label.text, options: each.options.map(asUiOption) })) }
}
