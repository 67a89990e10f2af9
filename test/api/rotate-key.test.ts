import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rotateKeyCommand } from '../../src/api/rotate-key.ts'
import { createToken, useToken } from '../../src/api/tokens/store.ts'
import { collect } from '../../src/chat/contributions.ts'
import { perform } from '../../src/command-line/perform.ts'
import { runCommand } from '../../src/command-line/run.ts'
import type { Terminal } from '../../src/command-line/terminal.ts'
import { openSecretKeys, type SecretKeys } from '../../src/config/key-file.ts'
import { createKeyring, newKey } from '../../src/config/keyring.ts'
import { readSettings } from '../../src/config/settings.ts'
import { freshPath } from '../harness/run-folder.ts'
import { useStore } from '../harness/store.ts'
import { workplace } from '../imports/importing.ts'

const database = useStore()
const now = new Date('2026-09-16T10:00:00Z')

function keptKeys(given: string[] | null = null): SecretKeys {
  const folder = freshPath('keys')
  mkdirSync(folder, { recursive: true })
  return openSecretKeys(given, join(folder, 'secret-key'))
}

/** Runs the command on the database itself; what it says, or the code of its failure. */
async function rotate(keys: SecretKeys, ...args: string[]): Promise<string> {
  let said = ''
  const output = {
    write(text: string) {
      said += text
    },
  }
  const at = workplace({ ...database.store, close: async () => undefined }, { keys })
  const parts = { doorFile: null, open: async () => at, now: () => 0, signal: new AbortController().signal }
  const terminal: Terminal = {
    locale: 'en',
    output,
    errors: output,
    now: () => 0,
    clock: () => new Date(),
    signal: parts.signal,
    settings: readSettings({}),
    rooms: collect([]),
    rows: async function* () {},
    inspectPlatforms: async () => [],
    perform: (task, order, source) => perform(task, order, parts, source),
  }
  await runCommand(rotateKeyCommand, args, terminal)
  return said
}

const create = (keys: SecretKeys) =>
  database.store.tx(tx => createToken(tx, keys, { name: 'billing', kinds: ['*'], createdById: null, now }))

describe('rotate-key', () => {
  it('puts a new key first; tokens keep working and move to it, and only then the old one can be dropped', async () => {
    const keys = keptKeys()
    const { text } = await create(keys)
    expect(await rotate(keys)).toContain('still need an older key: 1')
    expect(await rotate(keys, '--drop-old')).toContain('key_needed')
    expect(await useToken(database.store, keys, text, now)).not.toBeNull()
    expect(await rotate(keys, '--drop-old')).toContain('forgotten')
    expect(await useToken(database.store, keys, text, now)).not.toBeNull()
  })

  it('says where the key is when it stands in the settings, and how to change it there', async () => {
    const keys = keptKeys([newKey()])
    expect(await rotate(keys)).toContain('key_in_setting')
  })

  it('takes no flag it does not know', async () => {
    const keys = keptKeys()
    const before = keys.newestPrefix()
    expect(await rotate(keys, '--dropold')).toContain('did you mean --drop-old?')
    expect(keys.newestPrefix()).toBe(before)
    expect(createKeyring([newKey()]).newestPrefix()).not.toBe(before)
  })
})
