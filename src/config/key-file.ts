import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { RapportError } from '../chat/errors.ts'
import { createKeyring, type Keyring, newKey } from './keyring.ts'

/** Of this installation: `SECRET_KEY`'s, or those of a file in its data folder. */
export interface SecretKeys extends Keyring {
  /**
   * `add`: puts a new key first, in the file and in this process; those before stay known. `drop`: forgets all but the newest, and what
   * only they have signed is void. Throws RapportError when the keys come from `SECRET_KEY`, which only an administrator can change.
   */
  rotate(how: 'add' | 'drop'): void
}

/** The keys of `SECRET_KEY` (newest first), else of `file`, which is made on the first call, readable by its owner only. */
export function openSecretKeys(given: readonly string[] | null, file: string): SecretKeys {
  let keyring = createKeyring(given ?? readKeys(file) ?? makeKeys(file))
  return {
    sign: (purpose, text) => keyring.sign(purpose, text),
    verify: (purpose, text, signature) => keyring.verify(purpose, text, signature),
    newestPrefix: () => keyring.newestPrefix(),
    rotate(how) {
      if (given)
        throw new RapportError(
          'key_in_setting',
          'The key comes from the setting SECRET_KEY, so it is not rotated here.',
          'Put a new key in front: SECRET_KEY=new,old. Restart; take the old one away when nothing needs it any more.',
        )
      const before = readKeys(file) ?? []
      const keys = how === 'add' ? [newKey(), ...before].slice(0, mostKeys) : before.slice(0, 1)
      writeKeys(file, keys)
      keyring = createKeyring(keys)
    },
  }
}

/** Older ones than these are forgotten at the next rotation. */
const mostKeys = 10

function readKeys(file: string): string[] | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw unreadable(file)
  }
  const keys = text.split('\n').filter(Boolean)
  // An empty or cut file must not silently become a new key: every token would stop working.
  if (keys.length === 0 || keys.some(key => key.length < 32)) throw unreadable(file)
  return keys
}

function makeKeys(file: string): string[] {
  try {
    writeFileSync(file, `${newKey()}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readKeys(file) ?? makeKeys(file)
}

/** Renamed into place: nobody reads half of it, and it never exists with wider rights. */
function writeKeys(file: string, keys: readonly string[]): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, keys.map(key => `${key}\n`).join(''), { mode: 0o600, flag: 'wx', flush: true })
  renameSync(draft, file)
}

const unreadable = (file: string): RapportError =>
  new RapportError(
    'key_file',
    `The file with the secret key cannot be used: ${file}.`,
    'Restore it from a backup, or remove it: then a new key is made, and API tokens must be made anew.',
  )
