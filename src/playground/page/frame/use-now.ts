import { useEffect, useState } from 'react'

/** The present in seconds, fresh each half minute: enough for clocks and "today". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now() / 1000)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
