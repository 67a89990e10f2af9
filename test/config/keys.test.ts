import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSecretKeys } from '../../src/config/key-file.ts'
import { createKeyring, newKey } from '../../src/config/keyring.ts'
import { readSettings } from '../../src/config/settings.ts'
import { freshPath } from '../harness/run-folder.ts'

function keyFile(): string {
  const folder = freshPath('keys')
  mkdirSync(folder, { recursive: true })
  return join(folder, 'secret-key')
}

describe('a keyring', () => {
  it('signs with the first key, understands all it holds, and nothing else', () => {
    const [old, fresh] = [newKey(), newKey()]
    const before = createKeyring([old]).sign('token', 'text')
    const after = createKeyring([fresh, old])
    expect(after.verify('token', 'text', before)).toBe('older')
    expect(after.verify('token', 'text', after.sign('token', 'text'))).toBe('newest')
    expect(createKeyring([fresh]).verify('token', 'text', before)).toBeNull()
    expect(after.sign('token', 'text')).not.toContain(fresh.slice(0, 8))
  })

  it('takes no signature for another text, another purpose, or one that was touched', () => {
    const keyring = createKeyring([newKey()])
    const signature = keyring.sign('token', 'text')
    expect(keyring.verify('token', 'text2', signature)).toBeNull()
    expect(keyring.verify('survey', 'text', signature)).toBeNull()
    for (const bad of [
      '',
      '.',
      signature.slice(0, -1),
      `${signature}A`,
      signature.replace('.', ''),
      `${keyring.newestPrefix()}x`,
    ])
      expect(keyring.verify('token', 'text', bad), bad).toBeNull()
  })
})

describe('the kept key', () => {
  it('is made once, readable by its owner only, and the same at every start', () => {
    const file = keyFile()
    const signature = openSecretKeys(null, file).sign('token', 'text')
    expect(openSecretKeys(null, file).verify('token', 'text', signature)).toBe('newest')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is rotated at once: what was signed before is understood until the older keys are dropped', () => {
    const file = keyFile()
    const keys = openSecretKeys(null, file)
    const before = keys.sign('token', 'text')
    keys.rotate('add')
    expect(keys.verify('token', 'text', before)).toBe('older')
    const after = keys.sign('token', 'text')
    expect(openSecretKeys(null, file).verify('token', 'text', after)).toBe('newest')
    keys.rotate('drop')
    expect([keys.verify('token', 'text', before), keys.verify('token', 'text', after)]).toEqual([null, 'newest'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not silently replaced when its file is empty or cut', () => {
    const file = keyFile()
    for (const text of ['', '\n', 'short\n']) {
      writeFileSync(file, text)
      expect(() => openSecretKeys(null, file)).toThrow(expect.objectContaining({ code: 'key_file' }))
      expect(readFileSync(file, 'utf8')).toBe(text)
    }
  })

  it('gives way to SECRET_KEY, newest first, which is rotated there and not here', () => {
    const [old, fresh] = [newKey(), newKey()]
    const read = readSettings({ SECRET_KEY: `${fresh}, ${old}` })
    const given = read.ok ? read.secrets.secretKeys : null
    expect(given).toEqual([fresh, old])
    const keys = openSecretKeys(given, keyFile())
    expect(keys.verify('token', 'text', createKeyring([old]).sign('token', 'text'))).toBe('older')
    expect(() => keys.rotate('add')).toThrow(expect.objectContaining({ code: 'key_in_setting' }))
    expect(readSettings({ SECRET_KEY: `${fresh},short` }).ok).toBe(false)
  })
})
