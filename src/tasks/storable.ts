/** Text as a database takes it: without zero bytes, and with a replacement sign for half a character. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}
