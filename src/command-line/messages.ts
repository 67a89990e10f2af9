import { wording } from '../chat/wording.ts'

/** What the command line says about itself; `commands` is what each says of itself. */
export const cliWords = wording({
  en: {
    help: (commands: readonly string[]) => `npm run rapport -- <command>

${commands.join('\n')}
  help

Exit code: 0 all well, 2 some rows rejected, 1 nothing done.`,
    unknown: (command: string, near: string | null) =>
      `There is no command ${JSON.stringify(command)}${near ? `; did you mean ${near}?` : '.'} \`npm run rapport -- help\` lists them.`,
    settings: 'These settings (environment or .env) cannot be used:',
  },
  'zh-CN': {
    help: (commands: readonly string[]) => `npm run rapport -- <命令>

${commands.join('\n')}
  help

退出码：0 全部成功，2 部分行有误，1 什么也没有做。`,
    unknown: (command: string, near: string | null) =>
      `没有 ${JSON.stringify(command)} 这个命令${near ? `，是不是 ${near}？` : '。'}用 \`npm run rapport -- help\` 查看全部命令。`,
    settings: '以下设置（环境变量或 .env）无法使用：',
  },
})
