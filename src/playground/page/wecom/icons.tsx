import { Icon } from '../frame/icons.tsx'

export const SlackIcon = () => (
  <Icon size={18}>
    <path d="M9.5 4v16M14.5 4v16M4 9.5h16M4 14.5h16" />
  </Icon>
)
export const BackIcon = () => (
  <Icon size={22}>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
)
