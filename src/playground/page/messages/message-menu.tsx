import type { UiMessage } from '../../ui-contract.ts'
import { type ActionItem, ActionMenu } from '../elements/action-menu.tsx'
import { usePopover } from '../elements/use-popover.ts'
import { DotsIcon } from '../frame/icons.tsx'
import { usePage } from '../state/page-context.ts'
import { testId } from '../testids.ts'

interface MessageMenuProps {
  message: UiMessage
  onReply: (message: UiMessage) => void
}

/** "More actions" of a message: answer it in its thread, and the app's shortcuts. */
export function MessageMenu({ message, onReply }: MessageMenuProps) {
  const { state, words, send } = usePage()
  const popover = usePopover(220)
  const act = (run: () => void) => () => {
    popover.close()
    run()
  }
  const items: ActionItem[] = [
    { key: 'reply', testId: 'reply-in-thread', text: words.replyInThread, run: act(() => onReply(message)) },
    ...state.shortcuts.map(({ callbackId, name }) => ({
      key: callbackId,
      testId: testId.shortcut(callbackId),
      text: name,
      about: state.bot.name,
      run: act(() => void send('shortcut', { callbackId, channel: message.channel, ts: message.ts })),
    })),
  ]
  return (
    <div className="message-menu">
      <button
        type="button"
        {...popover.trigger}
        className="button icon-button"
        aria-haspopup="menu"
        aria-label={words.messageActions}
        title={words.messageActions}
        data-testid="message-menu"
      >
        <DotsIcon />
      </button>
      <div {...popover.panel} className="popover">
        {popover.open && <ActionMenu items={items} label={words.messageActions} />}
      </div>
    </div>
  )
}
