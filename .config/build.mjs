// Builds what is out of date: the database client, the server (dist/) and the playground's page (dist/playground/page/).
import { execFileSync } from 'node:child_process'
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'dist', '.built')

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  if (path.endsWith('generated')) return 0
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))))
}

function run(tool, ...args) {
  const bins = { prisma: 'prisma/build/index.js', tsc: 'typescript/bin/tsc', vite: 'vite/bin/vite.js' }
  execFileSync(process.execPath, [join(root, 'node_modules', bins[tool]), ...args], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  })
}

const after = (path, than) => newest(join(root, path)) > than

/** Returns whether anything had to be built. */
export function build() {
  const built = newest(stamp)
  const generated = newest(join(root, 'src/database/generated/client.ts'))
  if (!generated || after('prisma/schema.prisma', generated)) run('prisma', 'generate', '--config', '.config/prisma.ts')
  if (!['src', 'prisma', 'tsconfig.json', 'package-lock.json'].some(path => after(path, built))) return false
  run('tsc', '-p', 'tsconfig.json')
  run('vite', 'build', '--config', 'src/playground/page/vite.config.ts', '--logLevel', 'warn')
  writeFileSync(stamp, '')
  utimesSync(stamp, new Date(), new Date())
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build()
