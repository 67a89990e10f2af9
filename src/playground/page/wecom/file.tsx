import type { WecomMessage } from '../../wecom/ui-contract.ts'
import { useCompany } from './company.ts'

/** A shared file, to be saved; a picture is seen as well. */
export function FileView({ message, file }: { message: WecomMessage; file: NonNullable<WecomMessage['file']> }) {
  const { me, words } = useCompany()
  const address = new URLSearchParams({ as: me.id, chat: message.chat, message: String(message.id) })
  const url = `/playground/wecom/ui/file?${address}`
  // What it shows stands in the robot's text too.
  if (file.name.endsWith('.png'))
    return (
      <a className="wc-shared-picture" href={url} download={file.name} data-testid="picture">
        <img src={url} alt={file.name} loading="lazy" />
      </a>
    )
  return (
    <a className="wc-file" href={url} download={file.name} data-testid="file">
      <span className="wc-file-name">{file.name}</span>
      <span className="wc-file-size">{words.download(`${Math.max(1, Math.round(file.size / 1024))} KB`)}</span>
    </a>
  )
}
