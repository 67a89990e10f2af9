import { choicePayload } from '../blocks/action-payload.ts'
import { withEmoji } from '../blocks/emoji.ts'
import { type Json, record, records, string, textOf } from '../blocks/json.ts'
import { keyed } from '../blocks/keyed.ts'
import { safeUrl } from '../blocks/mrkdwn-token.ts'
import { DotsIcon } from '../frame/icons.tsx'
import { useConfirm } from '../modal/confirm.tsx'
import { usePage } from '../state/page-context.ts'
import { useSurface } from '../state/surface-context.ts'
import { testId } from '../testids.ts'
import { ActionMenu } from './action-menu.tsx'
import type { ElementProps } from './element.tsx'
import { usePopover } from './use-popover.ts'

/** The "three dots" menu: each item acts at once. */
export function Overflow({ element, blockId, actionId }: ElementProps) {
  const { words } = usePage()
  const surface = useSurface()
  const confirm = useConfirm()
  const popover = usePopover(200)
  const pick = async (option: Json) => {
    popover.close()
    if (!(await confirm(record(element.confirm)))) return
    const url = string(option.url)
    if (safeUrl(url)) window.open(url, '_blank', 'noopener,noreferrer')
    surface.click(blockId, actionId, choicePayload(element, option))
  }
  const items = keyed(records(element.options), option => string(option.value)).map(({ key, item: option }) => ({
    key,
    testId: testId.option(string(option.value)),
    text: withEmoji(textOf(option.text)),
    ...(option.description === undefined ? {} : { about: withEmoji(textOf(option.description)) }),
    run: () => void pick(option),
  }))
  return (
    <>
      <button
        type="button"
        {...popover.trigger}
        className="button icon-button"
        aria-haspopup="menu"
        aria-label={words.moreActions}
        title={words.moreActions}
        aria-busy={surface.busy(blockId, actionId) || undefined}
        data-testid={testId.action(actionId)}
      >
        <DotsIcon />
      </button>
      <div {...popover.panel} className="popover">
        {popover.open && <ActionMenu items={items} label={words.moreActions} />}
      </div>
    </>
  )
}
