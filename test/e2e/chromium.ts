import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const path = '/usr/bin/chromium'

/** Whether the end-to-end tests can run here. CI never skips them: there a missing browser is a failure. */
export function chromiumIsHere(): boolean {
  if (existsSync(path) || process.env.CI) return true
  console.warn(`No browser at ${path}: the end-to-end tests are skipped. Debian's package is called chromium.`)
  return false
}

/** A browser without a window, with a profile of its own that goes with it. */
export function launchChromium(): Promise<Browser> {
  if (!existsSync(path)) throw new Error(`No browser at ${path}. Install it: apt-get install chromium`)
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
}
