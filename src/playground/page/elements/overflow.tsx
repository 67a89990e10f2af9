import { type KeyboardEvent, useRef } from 'react'
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
import type { ElementProps } from './element.tsx'
import { focusOnOpen, usePopover } from './use-popover.ts'

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
        {popover.open && <Menu options={records(element.options)} label={words.moreActions} onPick={pick} />}
      </div>
    </>
  )
}

function Menu({ options, label, onPick }: { options: Json[]; label: string; onPick: (option: Json) => void }) {
  const menu = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    items[next % items.length]?.focus()
  }
  return (
    <div className="options" role="menu" aria-label={label} ref={menu} onKeyDown={move} tabIndex={-1}>
      {keyed(options, option => string(option.value)).map(({ key, item: option, index }) => (
        <button
          key={key}
          ref={index === 0 ? focusOnOpen : null}
          type="button"
          role="menuitem"
          className="option"
          data-testid={testId.option(string(option.value))}
          onClick={() => onPick(option)}
        >
          <span className="option-text">
            {withEmoji(textOf(option.text))}
            {option.description !== undefined && <span className="option-about">{withEmoji(textOf(option.description))}</span>}
          </span>
        </button>
      ))}
    </div>
  )
}
