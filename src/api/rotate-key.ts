import { z } from 'zod'
import { RapportError } from '../chat/errors.ts'
import { wording } from '../chat/wording.ts'
import { readFlags, UsageFault } from '../command-line/flags.ts'
import { anyTask, type Task } from '../command-line/task.ts'
import type { ExitCode, Terminal, TerminalCommand } from '../command-line/terminal.ts'
import { signedByOlder } from './tokens/store.ts'

const words = wording({
  en: {
    added: 'A new secret key signs from now on. The one before is still understood.',
    restart: 'Restart the bot, so that it signs with it too.',
    waiting: (count: number) =>
      count === 0
        ? 'No API token needs an older key: `rotate-key --drop-old` forgets them.'
        : `API tokens that still need an older key: ${count}. Each moves to the new one when it is used next; then \`rotate-key --drop-old\`.`,
    dropped: 'The older keys are forgotten.',
    usage: 'Usage: rotate-key [--drop-old]',
  },
  'zh-CN': {
    added: '已启用新的密钥签名，旧密钥仍可识别。',
    restart: '请重启机器人，让它也用新密钥签名。',
    waiting: (count: number) =>
      count === 0
        ? '没有 API 令牌依赖旧密钥，可执行 `rotate-key --drop-old` 删除旧密钥。'
        : `还有 ${count} 个 API 令牌依赖旧密钥，下次使用时会自动改用新密钥，之后再执行 \`rotate-key --drop-old\`。`,
    dropped: '旧密钥已删除。',
    usage: '用法：rotate-key [--drop-old]',
  },
})

const order = z.strictObject({ how: z.enum(['add', 'drop']) })
const event = z.discriminatedUnion('type', [
  /** `older`: tokens that still need an older key. */
  z.strictObject({ type: z.literal('done'), older: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('refused'), code: z.string(), message: z.string(), nextStep: z.string() }),
])

/** Changes the kept secret key in the process that uses it, so that it counts at once. */
const rotateTask: Task<z.infer<typeof order>, z.infer<typeof event>> = {
  name: 'rotate-key',
  order,
  event,
  async *run({ store, keys }, { how }) {
    try {
      const needed = await store.tx(tx => signedByOlder(tx, keys))
      if (how === 'drop' && needed > 0) throw keyNeeded(needed)
      keys.rotate(how)
      yield { type: 'done', older: await store.tx(tx => signedByOlder(tx, keys)) }
    } catch (error) {
      if (!(error instanceof RapportError)) throw error
      yield { type: 'refused', code: error.code, message: error.message, nextStep: error.nextStep }
    }
  },
}

const keyNeeded = (tokens: number): RapportError =>
  new RapportError(
    'key_needed',
    `Nothing was done: API tokens that were not used since the last rotation, and would stop working: ${tokens}.`,
    'Use each once, or revoke it: /rapport token lists them and when they were used.',
  )

/** `rotate-key [--drop-old]` */
export const rotateKeyCommand: TerminalCommand = {
  name: 'rotate-key',
  help: () => ({
    en: '  rotate-key [--drop-old]\n      a new secret key in front of the kept ones; then, when nothing needs them, forgets those',
    'zh-CN': '  rotate-key [--drop-old]\n      启用新的密钥，旧密钥仍可识别；加 --drop-old 则删除不再需要的旧密钥',
  }),
  tasks: [anyTask(rotateTask)],
  run: rotateKey,
}

async function rotateKey(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const text = words(terminal.locale)
  const { values, positionals } = readFlags(args, { 'drop-old': { type: 'boolean' } }, text.usage)
  if (positionals.length > 0) throw new UsageFault({ en: words('en').usage, 'zh-CN': words('zh-CN').usage })
  const drop = values['drop-old'] ?? false
  for await (const said of terminal.perform(rotateTask, { how: drop ? 'drop' : 'add' })) {
    if (said.type === 'refused') throw new RapportError(said.code, said.message, said.nextStep)
    const severalProcesses = terminal.settings.ok && terminal.settings.secrets.databaseUrl !== null
    const lines = drop ? [text.dropped] : [text.added, text.waiting(said.older)]
    terminal.output.write(`${[...lines, ...(severalProcesses ? [text.restart] : [])].join('\n')}\n`)
  }
  return 0
}
