/** Background colours on which white letters reach 4.5:1. */
const colours = ['#9a4a2f', '#7a5a12', '#4d6a1f', '#226a86', '#3f5fa8', '#6b4fa0', '#94406f', '#5c6370', '#8a3f4a']

/** One or two letters for a picture: `Maya Lind` -> `ML`, `王小明` -> `小明`. */
export function initials(name: string): string {
  const trimmed = name.trim()
  if (/\p{Script=Han}/u.test(trimmed)) return [...trimmed.replace(/[^\p{Script=Han}]/gu, '')].slice(-2).join('')
  const words = trimmed.split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return (
    letters
      .map(one => [...(one ?? '')][0] ?? '')
      .join('')
      .toUpperCase() || '?'
  )
}

/** The same id always has the same colour. */
export function colourOf(id: string): string {
  // FNV-1a, mixed once more so that ids which differ in one letter differ in colour.
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return colours[((hash ^ (hash >>> 12)) >>> 0) % colours.length] ?? '#5c6370'
}
