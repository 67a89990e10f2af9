import type { ReactNode } from 'react'

export function Icon({ children, size = 18 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
)
export const ChevronIcon = () => (
  <Icon size={15}>
    <path d="M8 10l4 4 4-4" />
  </Icon>
)
export const DotsIcon = () => (
  <Icon>
    <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3" />
  </Icon>
)
export const SendIcon = () => (
  <Icon>
    <path d="M12 19V6M6 11.5L12 5.5l6 6" strokeWidth="2.2" />
  </Icon>
)
export const EyeIcon = () => (
  <Icon size={14}>
    <path d="M2.5 12s3.5-6.5 9.5-6.5S21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.6" />
  </Icon>
)
export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  </Icon>
)
export const MoonIcon = () => (
  <Icon>
    <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />
  </Icon>
)
export const MenuIcon = () => (
  <Icon size={20}>
    <path d="M4 7h16M4 12h16M4 17h10" />
  </Icon>
)
export const FaultIcon = () => (
  <Icon>
    <path d="M13 3L5 13.5h5.5L10 21l9-11.5h-6z" />
  </Icon>
)
export const MailIcon = () => (
  <Icon size={16}>
    <path d="M4 6h16v12H4zM4 7l8 6 8-6" />
  </Icon>
)
export const PlugIcon = () => (
  <Icon size={16}>
    <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4" />
  </Icon>
)
export const WecomIcon = () => (
  <Icon size={20}>
    <path d="M4 5.5h16v10.5h-7.5L8 20v-4H4z" />
  </Icon>
)
export const SharedIcon = () => (
  <Icon size={14}>
    <circle cx="8.5" cy="9" r="4.5" />
    <circle cx="15.5" cy="15" r="4.5" />
  </Icon>
)
export const SortIcon = ({ direction }: { direction: 'ascending' | 'descending' | 'none' }) => (
  <Icon size={12}>
    {direction !== 'descending' && <path d="M8 9l4-4 4 4" />}
    {direction !== 'ascending' && <path d="M8 15l4 4 4-4" />}
  </Icon>
)

/** Rapport's own sign: two arcs that hold each other. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" />
    <path d="M9 21.5V14a5.5 5.5 0 0 1 11 0v.5" />
    <path className="mark-second" d="M23 10.5V18a5.5 5.5 0 0 1-11 0v-.5" />
  </svg>
)
