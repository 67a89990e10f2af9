import { useEffect, useState } from 'react'
import { keepText, recallText } from './state/remembered.ts'
import { useMedia } from './state/use-media.ts'

/** Dark or light: as the system has it until the person chooses here. */
export function useTheme(): [dark: boolean, toggle: () => void] {
  const system = useMedia('(prefers-color-scheme: dark)')
  const [chosen, setChosen] = useState(() => recallText('theme'))
  const dark = chosen === null ? system : chosen === 'dark'
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }, [dark])
  const toggle = () => {
    const next = dark ? 'light' : 'dark'
    keepText('theme', next)
    setChosen(next)
  }
  return [dark, toggle]
}
