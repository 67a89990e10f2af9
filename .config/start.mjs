// `npm start`: builds what is out of date, then runs in this same process.
import { build } from './build.mjs'

build()
stopWithNpm()
await import('../dist/src/main.js')

/** npm passes a signal to its shell only, which dies without us: when that shell is gone, this process was meant too. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
