import { type RefObject, useLayoutEffect } from 'react'

/** Keeps a text box as tall as its text, up to a limit set in the style. */
export function useTextHeight(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    void text
    if (!box.current) return
    box.current.style.height = '0'
    box.current.style.height = `${box.current.scrollHeight}px`
  }, [box, text])
}
