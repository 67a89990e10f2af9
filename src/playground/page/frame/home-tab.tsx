import { useEffect, useMemo } from 'react'
import { BlockSurface } from '../blocks/blocks.tsx'
import { usePage } from '../state/page-context.ts'

const where = { kind: 'home' as const }

/** The bot's App Home for the acting person; opening it tells the bot, which may publish a fresh one. */
export function HomeTab() {
  const { state, me, words, send } = usePage()
  useEffect(() => {
    void send('open-home', { as: me.id })
  }, [send, me.id])
  const blocks = useMemo(() => (Array.isArray(state.home?.blocks) ? state.home.blocks : []), [state.home])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the page must scroll by keyboard
    <section className="home" data-testid="home" aria-label={words.home} tabIndex={0}>
      <div className="home-content">
        {blocks.length > 0 ? <BlockSurface where={where} blocks={blocks} /> : <p className="side-about">{words.homeEmpty}</p>}
      </div>
    </section>
  )
}
