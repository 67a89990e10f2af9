import type { WecomChat } from '../../wecom/ui-contract.ts'
import { BotAvatar } from '../frame/avatar.tsx'
import { colourOf, initials } from '../frame/person-look.ts'
import { useCompany } from './company.ts'

/** The bot's sign, or a group's members as tiles. The name stands beside it, so it is silent. */
export function ChatPicture({ chat }: { chat: WecomChat }) {
  const { state } = useCompany()
  if (chat.kind !== 'group') return <BotAvatar size="large" />
  return (
    <span className="wc-tiles" aria-hidden="true">
      {chat.members.slice(0, 4).map(name => {
        const person = state.people.find(one => one.name === name)
        return (
          <span key={name} style={{ backgroundColor: colourOf(person?.slack ?? name) }}>
            {[...initials(name)].at(-1)}
          </span>
        )
      })}
    </span>
  )
}
