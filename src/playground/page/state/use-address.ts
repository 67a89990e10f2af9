import { useCallback, useEffect, useState } from 'react'

/** Who acts and where, as the address bar says: `?as=U..&in=<channel id or name>`; `&at=<ts>` leads to a message there. */
export interface Address {
  as: string | null
  in: string | null
  at?: string | null
}

function read(): Address {
  const query = new URLSearchParams(location.search)
  return { as: query.get('as'), in: query.get('in'), at: query.get('at') }
}

/** The address and how to change it; going back in the browser's history works. */
export function useAddress(): [Address, (next: Address, how: 'push' | 'replace') => void] {
  const [address, setAddress] = useState(read)
  useEffect(() => {
    const back = () => setAddress(read())
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const go = useCallback((next: Address, how: 'push' | 'replace') => {
    const query = new URLSearchParams()
    if (next.as) query.set('as', next.as)
    if (next.in) query.set('in', next.in)
    const url = `${location.pathname}?${query}`
    if (how === 'push') history.pushState(null, '', url)
    else history.replaceState(null, '', url)
    setAddress(next)
  }, [])
  return [address, go]
}
