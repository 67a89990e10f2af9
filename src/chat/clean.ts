/** Without characters that no one can see and platforms refuse: control characters (tab and newline stay) and halves of surrogate pairs. */
export function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
}
