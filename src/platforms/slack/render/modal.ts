import type { HomeView, ModalView } from '@slack/types'
import type { Message } from '../../../chat/message.ts'
import { type Origin, writeViewState } from '../view-state.ts'
import { slackWords } from '../words.ts'
import { limits } from './limits.ts'
import { renderMessage } from './message.ts'
import { plain } from './plain.ts'

/** Views hold twice a message's blocks, and no table. */
const inView = { tables: false, blocks: limits.viewBlocks }

/** A message to read over what is on the screen; its heading is the title. */
export function renderModal(message: Message, origin: Origin): ModalView {
  const heading = message.parts.find(part => part.kind === 'heading')
  const titled = heading && heading.text.length <= limits.viewTitle ? heading : undefined
  const parts = message.parts.filter(part => part !== titled)
  const words = slackWords(message.locale)
  return {
    type: 'modal',
    title: plain(titled?.text ?? words.answer, limits.viewTitle),
    close: plain(words.close, limits.viewSubmit),
    private_metadata: writeViewState({ id: 'message', state: null }, origin),
    blocks: renderMessage({ ...message, parts }, inView).blocks,
  }
}

/** A person's own page. */
export const renderHome = (message: Message): HomeView => ({ type: 'home', blocks: renderMessage(message, inView).blocks })
