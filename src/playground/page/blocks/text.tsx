import { withEmoji } from './emoji.ts'
import { record, string, textOf } from './json.ts'
import { Mrkdwn } from './mrkdwn-view.tsx'

/** A text object: mrkdwn is read as such, plain text is shown as it is. */
export function Text({ value }: { value: unknown }) {
  const text = textOf(value)
  if (string(record(value).type) === 'mrkdwn') return <Mrkdwn text={text} />
  return <p className="text">{withEmoji(text)}</p>
}
