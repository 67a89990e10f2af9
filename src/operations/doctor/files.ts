import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Finding, said } from '../../chat/finding.ts'
import type { DataFolder } from '../../config/data-folder.ts'

const roomy = 1_000_000_000
const full = 100_000_000

/** The data folder and the files that must be for their owner's eyes only. */
export async function fileFindings(folder: Pick<DataFolder, 'path' | 'backups'>, environment: string): Promise<Finding[]> {
  const found = await stat(folder.path).catch(() => null)
  const findings = found ? [await folderFinding(folder.path, found.uid)] : [missing(folder.path)]
  findings.push(await spaceFinding(found ? folder.path : await existing(folder.path)))
  const secrets = [environment, ...(await secretFiles(folder))]
  const open = (await Promise.all([folder.path, ...secrets].map(isOpen))).filter(path => path !== null)
  if (open.length > 0)
    findings.push({
      ...{ check: 'rights', state: 'problem' },
      said: said(`Others on this machine may read ${open.join(', ')}.`, `本机其他用户可以读取 ${open.join('、')}。`),
      next: said(`chmod go-rwx ${open.join(' ')}`, `chmod go-rwx ${open.join(' ')}`),
    })
  else if (found)
    findings.push({
      check: 'rights',
      state: 'ok',
      said: said('Only their owner reads data and secrets.', '数据和密钥仅所有者可读。'),
    })
  return findings
}

const missing = (path: string): Finding => ({
  ...{ check: 'data folder', state: 'ok', said: said(`${path} is made at the first start.`, `${path} 将在首次启动时创建。`) },
})

async function folderFinding(path: string, owner: number): Promise<Finding> {
  const base = { check: 'data folder' }
  const me = process.getuid?.()
  if (me !== undefined && me !== 0 && owner !== me)
    return {
      ...{
        ...base,
        state: 'problem',
        said: said(`${path} belongs to another user (${owner}).`, `${path} 属于其他用户（${owner}）。`),
      },
      next: said(
        'Run Rapport as that user, or give the folder to this one (chown -R).',
        '请用该用户运行 Rapport，或用 chown -R 变更所有者。',
      ),
    }
  const writable = await access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (writable) return { ...base, state: 'ok', said: said(`${path} can be written.`, `${path} 可写。`) }
  return {
    ...{ ...base, state: 'problem', said: said(`${path} cannot be written.`, `${path} 不可写。`) },
    next: said('Correct its rights, or set DATA_DIR to another folder.', '请修正权限，或把 DATA_DIR 设为其他文件夹。'),
  }
}

async function spaceFinding(path: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(path)
  const free = bavail * bsize
  const shown = `${(free / 1e9).toFixed(1)} GB`
  const told = said(`${shown} free on the disk of the data folder.`, `数据目录所在磁盘剩余 ${shown}。`)
  if (free >= roomy) return { check: 'disk', state: 'ok', said: told }
  const next = said('Make room: the database and its backups need it.', '请腾出空间，数据库和备份都需要。')
  return { check: 'disk', state: free < full ? 'problem' : 'warning', said: told, next }
}

async function existing(path: string): Promise<string> {
  for (let at = path; at !== dirname(at); at = dirname(at)) if (await stat(at).catch(() => null)) return at
  return '.'
}

async function secretFiles({ path, backups }: Pick<DataFolder, 'path' | 'backups'>): Promise<string[]> {
  const kept = await readdir(backups).catch(() => [])
  return [join(path, 'command-line.json'), join(path, 'secret-key'), ...kept.map(name => join(backups, name))]
}

/** The path if others than its owner have any right to it. */
async function isOpen(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null)
  return found && (found.mode & 0o077) !== 0 && process.platform !== 'win32' ? path : null
}
