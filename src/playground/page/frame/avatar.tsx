import { Mark } from './icons.tsx'
import { colourOf, initials } from './person-look.ts'

/** A person's picture: initials on the colour of their id. The name stands beside it, so it is silent. */
export function Avatar({ id, name, size }: { id: string; name: string; size: 'small' | 'medium' | 'large' }) {
  return (
    <span className={`avatar avatar-${size}`} style={{ backgroundColor: colourOf(id) }} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

export function BotAvatar({ size }: { size: 'small' | 'medium' | 'large' }) {
  return (
    <span className={`avatar avatar-bot avatar-${size}`} aria-hidden="true">
      <Mark />
    </span>
  )
}
