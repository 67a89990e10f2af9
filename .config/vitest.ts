import { defineConfig } from 'vitest/config'

// Instants are stored and compared in UTC; a test that passes only in one zone is wrong.
process.env.TZ = 'UTC'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    testTimeout: 30_000,
    hookTimeout: 90_000,
  },
})
