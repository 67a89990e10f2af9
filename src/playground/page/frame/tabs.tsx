import { usePage } from '../state/page-context.ts'

export type Tab = 'messages' | 'home'

/** The two sides of the bot's direct message. */
export function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const { words } = usePage()
  return (
    <div className="tabs">
      {(['messages', 'home'] as const).map(one => (
        <button key={one} type="button" aria-pressed={tab === one} data-testid={`tab-${one}`} onClick={() => onTab(one)}>
          {words[one]}
        </button>
      ))}
    </div>
  )
}
