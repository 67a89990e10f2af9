/** What no answer may show a person: stacks, SQL, names of tables and of our own machinery, values that were never meant as text. */
export const leaks: readonly RegExp[] = [
  /\w*Error:/,
  /^\s+at /m,
  /\.[cm]?[jt]s:\d/,
  /node_modules|file:\/\//,
  /prisma|pglite|postgres(?:ql)?:/i,
  /\b(?:SELECT|INSERT INTO|DELETE FROM|ON CONFLICT|RETURNING|FROM "|UPDATE ")/,
  /"(?:Customer|CareTask|Interaction|ShownList|InboxItem|OutboxItem|StoredValue|Member|Change|Activity)"/,
  /\[object |\bundefined\b|\bNaN\b|Invalid Date/,
]

/** The first leak in what a person reads, if any. */
export const leakIn = (text: string): string | null => leaks.map(leak => leak.exec(text)?.[0]).find(Boolean) ?? null
