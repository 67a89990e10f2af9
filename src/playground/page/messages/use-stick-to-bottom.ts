import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const nearPx = 80
const marginPx = 10

/** Keeps a scrolled list at its end while the reader is there, also when pictures or menus change its height. */
export function useStickToBottom(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>, place: string) {
  const stuck = useRef(true)
  const [away, setAway] = useState(false)

  const toEnd = useCallback(() => {
    const box = scroller.current
    const last = content.current?.lastElementChild
    if (!box || !(last instanceof HTMLElement)) return
    // An answer taller than the screen is read from its beginning.
    const tall = last.offsetHeight > box.clientHeight
    stuck.current = !tall
    setAway(false)
    box.scrollTo({ top: tall ? last.offsetTop - marginPx : box.scrollHeight })
  }, [scroller, content])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (!box) return
    stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx
    setAway(!stuck.current)
  }, [scroller])

  useLayoutEffect(() => {
    // Another place opens at its end.
    void place
    toEnd()
  }, [place, toEnd])

  useEffect(() => {
    const watcher = new ResizeObserver(() => {
      if (stuck.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
    })
    for (const element of [scroller.current, content.current]) if (element) watcher.observe(element)
    return () => watcher.disconnect()
  }, [scroller, content])

  return { away, onScroll, toEnd }
}
