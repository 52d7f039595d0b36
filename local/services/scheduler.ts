import { runChild } from '../child.ts'
import { startScheduler } from '../scheduler.ts'

await runChild(async (config) =>
  startScheduler(config, {
    jobsEvery: Number(process.env.ZELO_JOBS_EVERY),
    log: (line) => console.log(line),
  }),
)
