import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { startPostgres } from '../harness/postgres.ts'
import { slackSecrets } from '../harness/process.ts'
import { freshPath, processFolder } from '../harness/run-folder.ts'
import { outsideSlack } from '../reliability/stage.ts'
import { type Image, instructions, rehearse, sent } from './dockerfile.ts'

const context = fileURLToPath(new URL('../..', import.meta.url))
const dockerfile = instructions(readFileSync(join(context, 'Dockerfile'), 'utf8'))

interface Service {
  read_only?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  security_opt?: string[]
  privileged?: boolean
  user?: string
  ports?: string[]
  environment: Record<string, string>
}
const compose = parse(readFileSync(join(context, 'compose.yaml'), 'utf8')) as { services: Record<string, Service> }

describe('the container files', () => {
  it('let in nothing but what the build needs', () => {
    expect(sent(context).toSorted()).toEqual(
      ['.config', '.npmrc', 'LICENSE', 'package-lock.json', 'package.json', 'prisma', 'src', 'tsconfig.json'].toSorted(),
    )
  })

  it('run as a user without rights, straight under node, so that a stop arrives', () => {
    const last = dockerfile.slice(dockerfile.findLastIndex(({ word }) => word === 'FROM'))
    expect(last.find(({ word }) => word === 'USER')?.rest).toBe('1000:1000')
    expect(last.find(({ word }) => word === 'CMD')?.rest).toBe('["node", "dist/src/main.js"]')
  })

  it('give no service a writable file system or a right it does not need, and open a port on this machine only', () => {
    expect(Object.keys(compose.services)).toEqual(['rapport', 'postgres'])
    for (const service of Object.values(compose.services)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect([service.cap_add, service.privileged]).toEqual([undefined, undefined])
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/)
    }
    expect(compose.services.postgres?.user).toBe('postgres')
  })

  it('make a Postgres in which Chinese can be searched', () => {
    expect(compose.services.postgres?.environment.POSTGRES_INITDB_ARGS).toBe('--encoding=UTF8 --locale=C.UTF-8')
  })
})

// Installs all packages twice, so only where it is asked for (.ci/run does).
describe.runIf(process.env.REHEARSE_IMAGE === 'on')('the image, built in a folder', { timeout: 900_000 }, () => {
  it('starts on Postgres as a user who may write to its data only, becomes healthy, backs up, and ends when told', async () => {
    const folder = freshPath('image')
    const image = rehearse(context, folder)
    for (const path of [processFolder(), folder, image.root]) chmodSync(path, 0o755)
    for (const tool of ['typescript', 'vite', 'prisma', 'vitest', 'playwright-core'])
      expect([tool, existsSync(join(image.root, 'app/node_modules', tool))]).toEqual([tool, false])
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const { apiUrl } = await outsideSlack()
    const env = environment(image, { DATABASE_URL: await postgres.createDatabase('rapport'), SLACK_API_URL: apiUrl })
    const bot = spawn(...asUser(image, image.command, env))
    onTestFinished(() => void bot.kill('SIGKILL'))
    const errors: string[] = []
    bot.stderr?.on('data', data => errors.push(String(data)))
    const ready = new Promise<string>((resolve, reject) => {
      createInterface({ input: bot.stdout as NodeJS.ReadableStream }).on('line', resolve)
      bot.once('exit', () => reject(new Error(errors.join(''))))
    })
    expect(await ready).toContain('rapport ready')
    expect(spawnSync(...asUser(image, image.healthcheck, env)).status).toBe(0)
    const backup = spawnSync(...asUser(image, ['node', 'dist/src/cli.js', 'backup', '--json'], env))
    expect(JSON.parse(String(backup.stdout))).toMatchObject({ type: 'done' })
    bot.kill('SIGTERM')
    expect(await once(bot, 'exit')).toEqual([0, null])
    expect(spawnSync(...asUser(image, image.healthcheck, env)).status).toBe(1)
  })
})

function environment({ env, root }: Image, more: Record<string, string>): Record<string, string> {
  return {
    ...env,
    ...{ PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '38917', DATA_DIR: join(root, 'data'), PLAYGROUND: 'off' },
    ...{ SLACK_BOT_TOKEN: slackSecrets.botToken, SLACK_SIGNING_SECRET: slackSecrets.signingSecret },
    ...more,
  }
}

/** The files belong to somebody else, so to this user everything but the data is read-only. */
function asUser(
  { root, workdir, user }: Image,
  [program = '', ...args]: readonly string[],
  env: Record<string, string>,
): [string, string[], { cwd: string; env: Record<string, string>; uid?: number; gid?: number; stdio: 'pipe' }] {
  const [uid = 0, gid = 0] = user.split(':').map(Number)
  const who = process.getuid?.() === 0 ? { uid, gid } : {}
  return [program === 'node' ? process.execPath : program, args, { cwd: join(root, workdir), env, ...who, stdio: 'pipe' }]
}
