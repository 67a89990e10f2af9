// `npm run rapport -- <command>`
import { build } from './build.mjs'

build()
await import('../dist/cli.js')
