// `npm run rapport -- <command>`
import { build } from './build.mjs'

build()
await import('../dist/src/cli.js')
