import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export interface Instruction {
  word: string
  rest: string
}

/** What is left of an image when no engine builds it: a folder with its files, and how to run it. */
export interface Image {
  root: string
  workdir: string
  env: Record<string, string>
  user: string
  command: string[]
  healthcheck: string[]
}

/** The instructions of a Dockerfile, comments left out. */
export function instructions(text: string): Instruction[] {
  const lines = text.split('\n').filter(line => line.trim() && !line.startsWith('#'))
  return lines.map(line => ({ word: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }))
}

/**
 * Carries out a Dockerfile's steps in folders, one a stage: COPY copies, RUN runs on this machine with the stage's absolute paths led
 * into its folder. An instruction it does not know is an error, so that none is passed over. Returns the last stage.
 */
export function rehearse(context: string, folder: string): Image {
  const stages = new Map<string, Image>()
  let stage: Image | undefined
  for (const { word, rest } of instructions(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    if (word === 'FROM') {
      const name = / AS (\S+)$/.exec(rest)?.[1] ?? 'last'
      stage = { root: join(folder, name), workdir: '/', env: {}, user: '', command: [], healthcheck: [] }
      mkdirSync(stage.root, { recursive: true })
      stages.set(name, stage)
    } else if (stage) step(stage, { word, rest }, context, stages)
  }
  if (!stage) throw new Error('the Dockerfile has no stage')
  return stage
}

function step(stage: Image, { word, rest }: Instruction, context: string, stages: ReadonlyMap<string, Image>): void {
  const inside = (path: string): string => join(stage.root, path.startsWith('/') ? path : join(stage.workdir, path))
  const steps: Record<string, () => void> = {
    WORKDIR: () => {
      stage.workdir = rest
      mkdirSync(inside(rest), { recursive: true })
    },
    ENV: () => {
      for (const pair of rest.split(' ')) stage.env[pair.split('=', 1)[0] ?? ''] = pair.slice(pair.indexOf('=') + 1)
    },
    COPY: () => copy(rest, inside, context, stages),
    RUN: () => {
      const line = rest.replaceAll(/ \/(?=\w)/g, ` ${stage.root}/`)
      execFileSync('sh', ['-c', line], { cwd: inside('.'), stdio: ['ignore', 'ignore', 'inherit'] })
    },
    USER: () => {
      stage.user = rest
    },
    VOLUME: () => {},
    EXPOSE: () => {},
    HEALTHCHECK: () => {
      stage.healthcheck = JSON.parse(rest.slice(rest.indexOf('CMD ') + 4)) as string[]
    },
    CMD: () => {
      stage.command = JSON.parse(rest) as string[]
    },
  }
  const run = steps[word]
  if (!run) throw new Error(`the rehearsal does not know ${word}`)
  run()
}

function copy(rest: string, inside: (path: string) => string, context: string, stages: ReadonlyMap<string, Image>): void {
  const words = rest.split(' ')
  const from = words[0]?.startsWith('--from=') ? stages.get((words.shift() ?? '').slice(7)) : undefined
  const target = words.pop() ?? ''
  for (const source of words) {
    const origin = from ? join(from.root, source) : join(context, source)
    if (!from && isIgnored(context, source)) throw new Error(`${source} does not get into the build`)
    const to = inside(target.endsWith('/') ? join(target, basename(source)) : target)
    cpSync(origin, to, {
      recursive: true,
      filter: path => from !== undefined || !path.endsWith('/generated'),
      verbatimSymlinks: true,
    })
  }
}

/** Of `.dockerignore` as it is written here: all is ignored but what a line with `!` names. */
export function isIgnored(context: string, path: string): boolean {
  const lines = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n')
  const named = lines.filter(line => line.startsWith('!')).map(line => line.slice(1))
  return !named.some(name => path === name || path.startsWith(`${name}/`))
}

/** What lies at the top of a project and would get into the build. */
export const sent = (context: string): string[] =>
  readdirSync(context).filter(name => existsSync(join(context, name)) && !isIgnored(context, name))
