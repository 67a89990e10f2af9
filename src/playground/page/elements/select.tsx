import type { ReactNode } from 'react'
import { choicePayload } from '../blocks/action-payload.ts'
import { withEmoji } from '../blocks/emoji.ts'
import { chosenState, stateKey } from '../blocks/fields.ts'
import { type Json, number, record, records, string, textOf } from '../blocks/json.ts'
import { Avatar } from '../frame/avatar.tsx'
import { useConfirm } from '../modal/confirm.tsx'
import { type Page, usePage } from '../state/page-context.ts'
import { useSurface } from '../state/surface-context.ts'
import { testId } from '../testids.ts'
import type { ElementProps } from './element.tsx'
import type { Choice, ChoiceGroup } from './option-list.tsx'
import { Picker } from './picker.tsx'

/** A choice and what Slack is told about it: an option object, or a bare id. */
type Told = Choice & { told: unknown }

/** Every `..._select` and `multi_..._select` of Block Kit. */
export function SelectElement({ element, blockId, actionId, label, input }: ElementProps) {
  const page = usePage()
  const surface = useSurface()
  const confirm = useConfirm()
  const type = string(element.type)
  const many = type.startsWith('multi_')
  const offered = groupsOf(element, page)
  const now = surface.stateOf(blockId, actionId, element)[stateKey(type) ?? '']
  const chosen = (Array.isArray(now) ? now : now ? [now] : []).map(value => told(value, offered))
  const choose = async (choices: Choice[]) => {
    const values = choices.map(choice => (choice as Told).told)
    const state = chosenState(element, many ? values : (values[0] ?? null))
    if (!(await confirm(record(element.confirm)))) return
    surface.change(blockId, actionId, state)
    if (!input || input.dispatch)
      surface.click(blockId, actionId, choicePayload(element, many ? values : (values[0] ?? null)), state)
  }
  const load = async (query: string): Promise<ChoiceGroup[] | null> => {
    const reply = await surface.suggest(blockId, actionId, query)
    if (!reply.ok) return null
    return (reply.options ?? []).map(group => ({
      label: group.label,
      choices: group.options.map(option => fromOption(record(option))),
    }))
  }
  return (
    <Picker
      testId={input ? testId.input(actionId) : testId.action(actionId)}
      label={input ? label : ''}
      input={input}
      placeholder={withEmoji(textOf(element.placeholder)) || page.words.choose}
      many={many}
      most={number(element.max_selected_items, 100)}
      busy={surface.busy(blockId, actionId)}
      chosen={chosen}
      groups={offered}
      load={type.endsWith('external_select') ? load : undefined}
      least={number(element.min_query_length, 3)}
      onChoose={choose}
    />
  )
}

function groupsOf(element: Json, { state, me, words }: Page): { label: string; choices: Told[] }[] {
  const type = string(element.type)
  if (type.endsWith('users_select')) {
    const face = (id: string, name: string): ReactNode => (
      <span className="option-person">
        <Avatar id={id} name={name} size="small" />
        {id === me.id ? `${name} (${words.you})` : name}
      </span>
    )
    return [{ label: '', choices: state.people.map(({ id, name }) => ({ key: id, text: name, told: id, face: face(id, name) })) }]
  }
  if (type.endsWith('channels_select') || type.endsWith('conversations_select')) {
    const channels = state.channels.filter(channel => channel.kind === 'channel' || type.endsWith('conversations_select'))
    return [{ label: '', choices: channels.map(({ id, name }) => ({ key: id, text: `#${name}`, told: id })) }]
  }
  const groups = records(element.option_groups)
  if (groups.length > 0)
    return groups.map(group => ({ label: textOf(group.label), choices: records(group.options).map(fromOption) }))
  return [{ label: '', choices: records(element.options).map(fromOption) }]
}

function fromOption(option: Json): Told {
  return {
    key: string(option.value),
    text: withEmoji(textOf(option.text)),
    description: withEmoji(textOf(option.description)),
    told: option,
  }
}

/** What is chosen, named as it was offered; an id or option that is offered no more keeps its own words. */
function told(value: unknown, groups: { choices: Told[] }[]): Told {
  if (typeof value !== 'string') return fromOption(record(value))
  const known = groups.flatMap(group => group.choices).find(choice => choice.key === value)
  return known ?? { key: value, text: value, told: value }
}
