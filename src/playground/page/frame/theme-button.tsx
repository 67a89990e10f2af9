import { MoonIcon, SunIcon } from './icons.tsx'

interface ThemeButtonProps {
  className: string
  dark: boolean
  words: { toLight: string; toDark: string }
  onTheme: () => void
}

/** Light colours or dark ones. */
export function ThemeButton({ className, dark, words, onTheme }: ThemeButtonProps) {
  const label = dark ? words.toLight : words.toDark
  return (
    <button type="button" className={className} aria-label={label} title={label} data-testid="theme" onClick={onTheme}>
      {dark ? <SunIcon /> : <MoonIcon />}
    </button>
  )
}
