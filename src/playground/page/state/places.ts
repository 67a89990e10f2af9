import type { UiChannel, UiState } from '../../ui-contract.ts'

/** The acting person's direct message with the bot, if it is open. */
export function botDm(state: UiState): UiChannel | undefined {
  const direct = state.channels.filter(channel => channel.kind === 'dm')
  const bot = state.bot.name.toLowerCase()
  return direct.find(channel => [bot, state.bot.id.toLowerCase()].includes(channel.name.toLowerCase()))
}

/** Where the page opens: the place in the address (id or name), else the first channel that is not shared, else any. */
export function placeOf(state: UiState, wanted: string | null): UiChannel | undefined {
  const name = wanted?.replace(/^#/, '').toLowerCase()
  const asked = state.channels.find(channel => channel.id === wanted || channel.name.toLowerCase() === name)
  return asked ?? state.channels.find(channel => channel.kind === 'channel' && !channel.shared) ?? state.channels[0]
}
