// `npm run bench [name]`: figures beside a floor measured in the same run.
process.env.TZ = 'UTC'

const [name = 'main', ...args] = process.argv.slice(2)

try {
  if (name === 'risk') await (await import('./risk/run.ts')).benchRisk(args)
  else await (await import('./main-run.ts')).benchMain(name === 'main' ? args : [name, ...args])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
