import type { WecomMessage } from '../../wecom/ui-contract.ts'
import { useCompany } from './company.ts'

/** A shared file, to be saved. */
export function FileView({ message, file }: { message: WecomMessage; file: NonNullable<WecomMessage['file']> }) {
  const { me, words } = useCompany()
  const address = new URLSearchParams({ as: me.id, chat: message.chat, message: String(message.id) })
  return (
    <a className="wc-file" href={`/playground/wecom/ui/file?${address}`} download={file.name} data-testid="file">
      <span className="wc-file-name">{file.name}</span>
      <span className="wc-file-size">{words.download(`${Math.max(1, Math.round(file.size / 1024))} KB`)}</span>
    </a>
  )
}
