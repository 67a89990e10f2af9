import fc from 'fast-check'

/**
 * What random tests begin with, and print: the same seed tries the same cases again. Chance picks it, so that every run tries others; CI
 * gives one by `SEED` that follows from the code, so that the same code is judged the same way twice.
 */
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000))

// Properties that name no seed of their own; fast-check prints it when one fails.
fc.configureGlobal({ seed })
