import { defineConfig } from 'vitest/config'

// Instants are stored and compared in UTC; a test that passes only in one zone is wrong.
process.env.TZ = 'UTC'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    // Ends what hangs; how fast something is, only benchmarks say.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    setupFiles: [new URL('../test/harness/seed.ts', import.meta.url).pathname],
    globalSetup: [new URL('../test/harness/postgres-for-run.ts', import.meta.url).pathname],
    // The files of one worker share one database (test/harness/store.ts): starting PGlite for each costs a second.
    isolate: false,
    // One more than CI has cores: tests of whole bots mostly wait.
    maxWorkers: 3,
  },
})
