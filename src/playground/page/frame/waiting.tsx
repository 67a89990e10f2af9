interface WaitingProps {
  failed: boolean
  words: { loading: string; loadFailed: string; retry: string }
  onRetry: () => void
}

/** What stands there before there is anything to show. */
export function Waiting({ failed, words, onRetry }: WaitingProps) {
  return (
    <main className="waiting" aria-busy={!failed}>
      <p>{failed ? words.loadFailed : words.loading}</p>
      {failed && (
        <button type="button" className="button primary" onClick={onRetry}>
          {words.retry}
        </button>
      )}
    </main>
  )
}
