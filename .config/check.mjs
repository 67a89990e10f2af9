// `npm run check`: everything CI checks, in the order in which it fails fastest.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const bin = path => `node_modules/${path}`
/** Tests that start whole bots bring the databases they need: once is enough. */
const withoutProcesses = ['--exclude', 'test/e2e/**', '--exclude', 'test/reliability/**', '--exclude', 'test/cli/**']
const vitest = [bin('vitest/vitest.mjs'), 'run', '--config', '.config/vitest.ts']
/** CI has just run `npm test`, which is the same. */
const embedded = process.env.TESTED === 'embedded' ? [] : [['Tests on the embedded database', ...vitest]]
const steps = [
  ['Build', '.config/build.mjs'],
  ['Format and lint', bin('@biomejs/biome/bin/biome'), 'ci', '.'],
  ['Types', bin('typescript/bin/tsc'), '--noEmit', '-p', '.config/tsconfig.test.json'],
  ['Types of the page', bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/playground/page/tsconfig.json'],
  ['Nothing unused', bin('knip/bin/knip.js'), '--config', '.config/knip.json'],
  ...embedded,
  ['Tests on Postgres', ...vitest, ...withoutProcesses, { TEST_DATABASE: 'postgres' }],
]

for (const [name, script, ...rest] of steps) {
  const env = typeof rest.at(-1) === 'object' ? rest.pop() : {}
  console.log(`\n== ${name}`)
  try {
    execFileSync(process.execPath, [script, ...rest], { cwd, stdio: 'inherit', env: { ...process.env, ...env } })
  } catch {
    console.error(`\nFailed: ${name}`)
    process.exit(1)
  }
}
console.log('\nAll checks passed.')
