import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptFile } from './format.ts'

/** Files of an installation without which its database is not whole: the keys that sign tokens. */
const names = ['secret-key']

export async function readKeptFiles(folder: string): Promise<KeptFile[]> {
  const read = names.map(async file => ({ file, text: await readFile(join(folder, file), 'utf8').catch(ifMissing) }))
  return (await Promise.all(read)).filter((each): each is KeptFile => each.text !== null)
}

/** Adds a backup's keys behind those that are there, so that both their tokens work. False when all were there. */
export async function addKeptFile(folder: string, { file, text }: KeptFile): Promise<boolean> {
  if (!names.includes(file)) return false
  const path = join(folder, file)
  const there = ((await readFile(path, 'utf8').catch(ifMissing)) ?? '').split('\n').filter(Boolean)
  const lines = [...new Set([...there, ...text.split('\n').filter(Boolean)])]
  if (lines.length === there.length) return false
  await writeFile(`${path}.restored`, `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
  await rename(`${path}.restored`, path)
  return true
}

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
