// `npm start`: builds what is out of date, then runs in this same process, so that signals reach it directly.
import { build } from './build.mjs'

build()
await import('../dist/src/main.js')
