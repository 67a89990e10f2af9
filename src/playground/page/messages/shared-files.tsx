import type { UiMessage } from '../../ui-contract.ts'
import { usePage } from '../state/page-context.ts'

/** The files of a message, each to be downloaded. */
export function SharedFiles({ message }: { message: UiMessage }) {
  const { me, words } = usePage()
  if (!message.files?.length) return null
  return (
    <ul className="shared-files">
      {message.files.map(({ id, name, size }) => (
        <li key={id}>
          <a
            className="shared-file"
            href={`/playground/ui/file?${new URLSearchParams({ as: me.id, channel: message.channel, id })}`}
            download={name}
          >
            <span className="shared-file-name">{name}</span>
            <span className="shared-file-size">{words.download(kilobytes(size))}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

const kilobytes = (size: number): string => `${Math.max(1, Math.round(size / 1024))} KB`
