import type { Series, Tone } from '../chat/chart.ts'

/**
 * Six colours that stay apart for people who see no red, no green or no blue (test/charts/palette.test.ts simulates each) and stand out
 * from the paper by 3:1 or more (WCAG 1.4.11). Pictures bring their own light paper, so that they read the same on a dark page.
 */
export const colours = ['#2978b5', '#9c2f12', '#b08d00', '#3b0a24', '#737373', '#13226c'] as const

/** Text on paper reaches 7:1, soft text 4.5:1; lines of the grid are only a help. */
export const paper = {
  background: '#ffffff',
  edge: '#d9d9d9',
  grid: '#e4e4e4',
  axis: '#737373',
  ink: '#1d1d1d',
  soft: '#555555',
} as const

const toneAt: Record<Tone, number> = { calm: 0, notice: 2, warning: 1, alarm: 3 }

/** Which of the six looks a series has. No colour stands alone: each comes with a pattern, a dash and a marker of its own. */
export const lookOf = ({ tone }: Pick<Series, 'tone'>, index: number): number => (tone ? toneAt[tone] : index % colours.length)

export const colourOf = (look: number): string => colours[look] ?? colours[0]

/** Lines of bars, in degrees from upright, and how far they are apart; the first look is plain. */
export const patterns = [
  null,
  { turn: 45, gap: 7 },
  { turn: 90, gap: 6 },
  { turn: 135, gap: 7 },
  { turn: 0, gap: 6 },
  { turn: 45, gap: 4 },
] as const

/** Dashes of lines. */
export const dashes = ['', '8 4', '2 4', '12 3 2 3', '5 5', '1 3'] as const
