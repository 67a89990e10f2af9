import { buttonPayload } from '../blocks/action-payload.ts'
import { withEmoji } from '../blocks/emoji.ts'
import { type Json, record, string, textOf } from '../blocks/json.ts'
import { safeUrl } from '../blocks/mrkdwn-token.ts'
import { useConfirm } from '../modal/confirm.tsx'
import { useSurface } from '../state/surface-context.ts'
import { testId } from '../testids.ts'

/** A button tells the bot, and opens its address where it has one, as in Slack. */
export function ButtonElement({ element, blockId, actionId }: { element: Json; blockId: string; actionId: string }) {
  const surface = useSurface()
  const confirm = useConfirm()
  const busy = surface.busy(blockId, actionId)
  const url = string(element.url)
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : ''
  const press = async () => {
    if (busy || !(await confirm(record(element.confirm)))) return
    if (safeUrl(url)) window.open(url, '_blank', 'noopener,noreferrer')
    surface.click(blockId, actionId, buttonPayload(element))
  }
  return (
    <button
      type="button"
      className={`button ${style}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-label={string(element.accessibility_label) || undefined}
      data-testid={testId.action(actionId)}
      onClick={press}
    >
      {withEmoji(textOf(element.text))}
      {url && <span aria-hidden="true"> ↗</span>}
    </button>
  )
}
