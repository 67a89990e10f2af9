// What a run of tests that failed comes to: the test Postgres is there, and the end is not a good one.
import './postgres.ts'

process.exitCode = 3
