import { parseArgs } from 'node:util'
import { errorCode } from '../../chat/errors.ts'
import { type Finding, said } from '../../chat/finding.ts'
import { wording } from '../../chat/wording.ts'
import { anyTask } from '../../command-line/task.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from '../../command-line/terminal.ts'
import { dataFolder } from '../../config/data-folder.ts'
import { type Secrets, type Settings, slackInUse, wecomInUse } from '../../config/settings.ts'
import { inspectDatabase } from '../../database/inspect.ts'
import { healthFindings, inspectionFindings, unopenedFinding } from './database.ts'
import { fileFindings } from './files.ts'
import { healthTask } from './health-task.ts'
import { machineFindings, settingsFindings } from './machine.ts'
import { portFinding } from './port.ts'

const words = wording({
  en: {
    usage: 'Usage: npm run rapport -- doctor [--json]',
    ok: 'ok',
    warning: 'warning',
    problem: 'problem',
    healthy: 'Everything that was checked is in order.',
    trouble: (problems: number, warnings: number) =>
      `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,
  },
  'zh-CN': {
    usage: '用法：npm run rapport -- doctor [--json]',
    ok: '正常',
    warning: '注意',
    problem: '问题',
    healthy: '检查均通过。',
    trouble: (problems: number, warnings: number) => `${problems} 个问题，${warnings} 个注意事项。`,
  },
})

/** `doctor`: looks at everything it can, changes nothing, and says what to do. Works with wrong settings, and with and without a bot. */
export const doctorCommand: TerminalCommand = {
  name: 'doctor',
  help: () => ({
    en: `  doctor [--json]
      Checks the installation and says what to do; changes nothing. Exit code: 0 in order, 2 warnings, 1 problems.`,
    'zh-CN': `  doctor [--json]
      检查安装情况并给出处理办法，不做任何改动。退出码：0 正常，2 有注意事项，1 有问题。`,
  }),
  withoutSettings: true,
  tasks: [anyTask(healthTask)],
  async run(args, terminal) {
    let json: boolean
    try {
      json = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } }).values.json
    } catch {
      return fail(terminal, words(terminal.locale).usage)
    }
    const findings = await examine(terminal)
    const code = exitCode(findings)
    terminal.output.write(json ? `${JSON.stringify({ findings })}\n` : report(terminal, findings))
    return code
  },
}

async function examine(terminal: Terminal): Promise<Finding[]> {
  const { settings: read } = terminal
  const findings = [...machineFindings(process.versions.node), ...settingsFindings(read)]
  if (!read.ok) return findings
  const { settings, secrets } = read
  const [files, port, database, platforms] = await Promise.all([
    fileFindings(dataFolder(settings), '.env'),
    portFinding(settings),
    databaseFindings(terminal, settings, secrets),
    terminal.inspectPlatforms(),
  ])
  return [...findings, ...files, port, ...database, ...platforms]
}

async function databaseFindings(terminal: Terminal, settings: Settings, { databaseUrl }: Secrets): Promise<Finding[]> {
  const nightly = slackInUse(terminal.settings) !== null || wecomInUse(terminal.settings) !== null
  let findings: Finding[]
  try {
    const found = await inspectDatabase({ folder: dataFolder(settings).database, databaseUrl })
    findings = inspectionFindings(found)
    // Opening it would apply them.
    if (!found || found.pending.length > 0) return findings
  } catch (error) {
    if (errorCode(error) !== 'folder_in_use') return [unopenedFinding(error)]
    findings = [
      { check: 'database', state: 'ok', said: said('A running bot has the database open.', '数据库由运行中的机器人使用。') },
    ]
  }
  try {
    for await (const health of terminal.perform(healthTask, {})) findings.push(...healthFindings(health, new Date(), nightly))
  } catch (error) {
    findings.push(unopenedFinding(error))
  }
  return findings
}

function report({ locale }: Terminal, findings: readonly Finding[]): string {
  const text = words(locale)
  const lines = findings.map(({ check, state, said: told, next }) => {
    const line = `${text[state].padEnd(locale === 'en' ? 9 : 4)}${check}: ${told[locale]}`
    return next ? `${line}\n           ${next[locale]}` : line
  })
  const [problems, warnings] = [count(findings, 'problem'), count(findings, 'warning')]
  const verdict = problems + warnings === 0 ? text.healthy : text.trouble(problems, warnings)
  return `${lines.join('\n')}\n\n${verdict}\n`
}

function exitCode(findings: readonly Finding[]): ExitCode {
  if (count(findings, 'problem') > 0) return 1
  return count(findings, 'warning') > 0 ? 2 : 0
}

const count = (findings: readonly Finding[], state: Finding['state']): number =>
  findings.filter(finding => finding.state === state).length
