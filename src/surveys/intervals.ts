/** Of the standard normal distribution: 95 % lie within. */
export const z95 = 1.959_964

/**
 * Of Student's distribution with so many degrees of freedom, four or more: 95 % lie within. The series in their inverse powers, Abramowitz and
 * Stegun (1964), Handbook of Mathematical Functions, 26.7.5; it is within 0.001 of the true value.
 */
export function t95(degrees: number): number {
  const z = z95
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1_482 * z ** 5 - 1_920 * z ** 3 - 945 * z) / 92_160,
  ]
  return terms.reduce((sum, term, index) => sum + term / degrees ** (index + 1), z)
}
