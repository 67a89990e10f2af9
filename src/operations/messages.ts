import { type Locale, wording } from '../chat/wording.ts'
import type { BackupDone, Refused } from './backup-task.ts'
import type { RestoreDone } from './restore-task.ts'

export const backupHelp = {
  en: `  backup [FILE] [--json]
      Writes everything the database holds at this moment into one file, also while the bot runs;
      without FILE into DATA_DIR. It holds all customer data and the keys: keep it as safe as these.`,
  'zh-CN': `  backup [文件] [--json]
      把数据库此刻的全部内容写入一个文件，机器人运行时也可以；不写文件名则存入 DATA_DIR。
      文件含全部客户数据和密钥，请妥善保管。`,
}

export const restoreHelp = {
  en: `  restore FILE [--yes] [--json]
      Puts a backup in the place of what is there, also while the bot runs, and into Postgres too.
      --yes    what is there may go (a backup of it is made first)`,
  'zh-CN': `  restore 文件 [--yes] [--json]
      用备份替换现有数据，机器人运行时也可以，也可恢复到 Postgres。
      --yes    允许替换现有数据（会先自动备份）`,
}

export const operationsWords = wording({
  en: {
    usage: (line: string) => `Usage: npm run rapport -- ${line}`,
    backedUp: ({ file, bytes, rows }: BackupDone) =>
      `Backup written: ${file}\n  ${size(bytes)}, ${count(rows.Customer)} customers, ${count(sum(rows))} rows in all.`,
    restored: ({ backup, before }: RestoreDone) =>
      `Restored: ${count(backup.customers)} customers, as of ${backup.createdAt} (Rapport ${backup.version}).${
        before ? `\n  What was there before: ${before}` : ''
      }`,
    waited: ({ messages, events }: RestoreDone) =>
      `  ${messages} messages and ${events} events that waited then are not taken up, for they may have been sent and done since (code restored in /rapport status).`,
    keys: '  The backup brought keys with it: restart the bot if it runs.',
    access: '  Roles and API tokens are as they were in the backup: revoke again what was revoked since.',
    daily: '  What was due earlier today is not done again; /rapport digest now posts a digest.',
    occupied: (there: number, backup: string, customers: number) =>
      `There is data already: ${count(there)} customers. The backup has ${count(customers)}, as of ${backup}.\n  Add --yes to replace what is there; a backup of it is made first.`,
  },
  'zh-CN': {
    usage: (line: string) => `用法：npm run rapport -- ${line}`,
    backedUp: ({ file, bytes, rows }: BackupDone) =>
      `备份已写入：${file}\n  ${size(bytes)}，${count(rows.Customer)} 位客户，共 ${count(sum(rows))} 行。`,
    restored: ({ backup, before }: RestoreDone) =>
      `已恢复：${count(backup.customers)} 位客户，数据截至 ${backup.createdAt}（Rapport ${backup.version}）。${
        before ? `\n  原有数据已备份到：${before}` : ''
      }`,
    waited: ({ messages, events }: RestoreDone) =>
      `  备份时等待中的 ${messages} 条消息和 ${events} 个事件不再处理，以免重复（在 /rapport 状态 中代码为 restored）。`,
    keys: '  备份带回了密钥：机器人若在运行，请重启。',
    access: '  角色和 API 令牌恢复到备份时的状态：之后撤销过的请重新撤销。',
    daily: '  今天早些时候的定时任务不会重做；可用 /rapport 日报 now 补发日报。',
    occupied: (there: number, backup: string, customers: number) =>
      `已有数据：${count(there)} 位客户。备份含 ${count(customers)} 位，截至 ${backup}。\n  加上 --yes 即可替换；会先备份现有数据。`,
  },
})

/** What went wrong and what to do, by the failure's code. */
const refusals: Record<Locale, Record<string, string>> = {
  en: {
    backup_exists: 'There is a file of that name already. Name another one.',
    backup_unreadable: 'The file cannot be read as a backup. Name a file that `backup` wrote.',
    backup_damaged: 'The backup is not whole, or was changed. Nothing was touched; take another backup.',
    backup_newer: 'A newer version of Rapport wrote this backup. Nothing was touched; restore it with that version.',
    backup_foreign:
      'The backup comes from a copy of Rapport with other migrations. Nothing was touched; restore it with that copy.',
    interrupted: 'Interrupted; nothing was changed. Run the same command again.',
    ENOENT: 'There is no such file or folder.',
    EACCES: 'The file or folder may not be read or written by the user Rapport runs as.',
    EROFS: 'The file system is read-only. Name a file in DATA_DIR, or none.',
    ENOSPC: 'The disk is full. Make room and run the same command again.',
  },
  'zh-CN': {
    backup_exists: '已有同名文件，请换一个名字。',
    backup_unreadable: '这个文件不是备份。请指定由 `backup` 写出的文件。',
    backup_damaged: '备份不完整或已被改动。数据未受影响，请换一个备份。',
    backup_newer: '这个备份由更新版本的 Rapport 写出。数据未受影响，请用该版本恢复。',
    backup_foreign: '这个备份来自迁移记录不同的 Rapport。数据未受影响，请用原来的那份程序恢复。',
    interrupted: '已中断，数据未受影响。请重新运行同一命令。',
    ENOENT: '没有这个文件或文件夹。',
    EACCES: 'Rapport 的运行用户无权读写这个文件或文件夹。',
    EROFS: '文件系统只读。请把文件放在 DATA_DIR 中，或不写文件名。',
    ENOSPC: '磁盘已满。请腾出空间后重新运行同一命令。',
  },
}

export function refusalText(locale: Locale, { code, detail }: Refused): string {
  const known = refusals[locale][code]
  return [known, detail && `  ${detail}`, `  (${code})`].filter(Boolean).join('\n')
}

const count = (value: number | undefined): string => (value ?? 0).toLocaleString('en-US')
const sum = (rows: Record<string, number>): number => Object.values(rows).reduce((total, each) => total + each, 0)
const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
