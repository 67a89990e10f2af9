import { z95 } from '../intervals.ts'
import type { Fourfold } from './fisher.ts'

/** How much likelier those who have a value left than the others: 1 is as likely; with its 95 % interval. */
export interface Lift {
  ratio: number
  low: number
  high: number
}

/**
 * The risk ratio with its adjusted log interval: Katz, Baptista, Azen and Pike 1978 with half a customer added to each count (Walter 1975),
 * so that it exists when none of a group left; "Walter" in Fagerland, Lydersen and Laake 2015. The ratio is the plain one where the others
 * have one who left, else the adjusted one.
 */
export function liftOf({ having, leftHaving, lacking, leftLacking }: Fourfold): Lift {
  const adjusted = (leftHaving + 0.5) / (having + 0.5) / ((leftLacking + 0.5) / (lacking + 0.5))
  const variance = 1 / (leftHaving + 0.5) - 1 / (having + 0.5) + 1 / (leftLacking + 0.5) - 1 / (lacking + 0.5)
  const reach = Math.exp(z95 * Math.sqrt(variance))
  const ratio = leftLacking > 0 ? leftHaving / having / (leftLacking / lacking) : adjusted
  return { ratio, low: adjusted / reach, high: adjusted * reach }
}
