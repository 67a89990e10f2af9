import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { takeLock } from '../../src/database/lock.ts'
import { openStore } from '../../src/database/store.ts'
import { copyTemplate } from '../harness/embedded-template.ts'
import { freshPath } from '../harness/run-folder.ts'
import { runScript } from '../harness/script.ts'

const writer = new URL('./writer.ts', import.meta.url)

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'close')
  return child.pid ?? 0
}

function lockOf(pid: number, more: object = {}): string {
  return JSON.stringify({ pid, started: '1', host: hostname(), token: 'someone-else', ...more })
}

describe('the embedded folder', { timeout: 120_000 }, () => {
  it('refuses a second process, naming the first and what to do (R10)', async () => {
    const folder = freshPath('database')
    await copyTemplate(folder)
    const store = await openStore({ folder })
    const second = runScript(writer, [folder])
    expect(await second.ended()).toBe(1)
    expect(second.lines.join()).toContain(`refused folder_in_use Another Rapport uses this data folder: process ${process.pid} `)
    await store.db.storedValue.create({ data: { key: 'still mine', value: 1 } })
    await store.close()
    expect(existsSync(`${folder}.lock`)).toBe(false)
  })

  it('refuses a second store in the same process', async () => {
    const folder = freshPath('database')
    await copyTemplate(folder)
    const store = await openStore({ folder })
    await expect(openStore({ folder })).rejects.toMatchObject({
      code: 'folder_in_use',
      nextStep: expect.stringContaining('DATA_DIR'),
    })
    await store.close()
  })

  it('lets one of two processes in when they start together', async () => {
    const folder = freshPath('database')
    await copyTemplate(folder)
    await writeFile(`${folder}.lock`, lockOf(await deadPid()))
    const rivals = [runScript(writer, [folder]), runScript(writer, [folder])]
    const ends = await Promise.all(rivals.map(rival => Promise.race([rival.line('stored'), rival.ended()])))
    expect(ends.filter(end => end === 1)).toHaveLength(1)
    for (const rival of rivals) rival.signal('SIGKILL')
    await Promise.all(rivals.map(rival => rival.ended()))
  })
})

describe('the lock', { timeout: 120_000 }, () => {
  it('goes to one of many that find a dead holder', async () => {
    const path = freshPath('lock')
    await writeFile(path, lockOf(await deadPid()))
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)))
    expect(attempts.filter(attempt => attempt.status === 'fulfilled')).toHaveLength(1)
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'folder_in_use' })
    }
  })

  it('has one holder at a time, however often holders die and many take over', async () => {
    const path = freshPath('lock')
    const pid = await deadPid()
    let holders = 0
    let most = 0
    let deaths = 0
    const rival = async () => {
      while (deaths < 60) {
        const lock = await takeLock(path).catch(() => null)
        if (!lock) continue
        holders += 1
        most = Math.max(most, holders)
        await readFile(path, 'utf8')
        holders -= 1
        deaths += 1
        await rename(await deadLock(pid, deaths), path)
      }
    }
    const deadLock = async (dead: number, number: number) => {
      const draft = freshPath('dead')
      await writeFile(draft, lockOf(dead, { token: `dead-${number}` }))
      return draft
    }
    await Promise.all(Array.from({ length: 8 }, rival))
    expect(most).toBe(1)
  })

  it('is taken over when its pid belongs to another process by now', async () => {
    const path = freshPath('lock')
    await writeFile(path, lockOf(process.pid))
    const lock = await takeLock(path)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() })
    await lock.release()
    expect(existsSync(path)).toBe(false)
  })

  it('is taken over when a process died while it took it over from a dead one', async () => {
    const path = freshPath('lock')
    const pid = await deadPid()
    await writeFile(path, lockOf(pid))
    await writeFile(`${path}.someone-else.heir`, lockOf(pid, { token: 'heir' }))
    await (await takeLock(path)).release()
    expect(existsSync(path)).toBe(false)
    expect(existsSync(`${path}.someone-else.heir`)).toBe(false)
  })

  it('of another host is never taken over, and the file to delete is named', async () => {
    const path = freshPath('lock')
    await writeFile(path, lockOf(await deadPid(), { host: 'elsewhere' }))
    await expect(takeLock(path)).rejects.toMatchObject({
      code: 'folder_in_use',
      nextStep: expect.stringContaining(`delete ${path}`),
    })
  })

  it('that cannot be read is left alone', async () => {
    const path = freshPath('lock')
    await writeFile(path, '{"pid":')
    await expect(takeLock(path)).rejects.toMatchObject({ code: 'lock_unreadable' })
    expect(await readFile(path, 'utf8')).toBe('{"pid":')
  })

  it('is not removed by a holder that lost it', async () => {
    const path = freshPath('lock')
    const lock = await takeLock(path)
    await writeFile(path, lockOf(process.pid))
    await lock.release()
    expect(existsSync(path)).toBe(true)
  })
})
