import { Cron } from 'croner'
import type { Sql } from 'postgres'
import type { StackConfig } from './config.ts'
import { connect } from './database.ts'
import { messageOf } from './failure.ts'

interface ScheduledFunction {
  name: string
  function_name: string
  schedule: string
  body: unknown
}

export interface SchedulerOptions {
  /** How often due jobs are looked for, in milliseconds. */
  jobsEvery: number
  log: (line: string) => void
}

const refreshEvery = 30_000

/**
 * Calls the edge functions that the database schedules. Stands in for pg_cron with pg_net, and looks for due jobs
 * every few seconds, where hosted relies on the function that enqueued them and on the minute's clock.
 */
export function startScheduler(
  config: StackConfig,
  { jobsEvery, log }: SchedulerOptions,
): { stop(): Promise<void> } {
  const sql = connect(config.urls.superuser)
  const clocks = new Map<string, { key: string; clock: Cron }>()
  const calls = new Set<Promise<void>>()
  const abort = new AbortController()
  let working = false

  const call = (functionName: string, body: unknown) => {
    const work = post(config, functionName, body, abort.signal)
      .catch((error: unknown) => log(`${functionName}: ${messageOf(error)}`))
      .finally(() => calls.delete(work))
    calls.add(work)
    return work
  }

  const refresh = guarded(log, async () => {
    const wanted = new Map((await scheduledFunctions(sql)).map((entry) => [entry.name, entry]))
    for (const [name, { key, clock }] of clocks) {
      if (keyOf(wanted.get(name)) === key) continue
      clock.stop()
      clocks.delete(name)
    }
    for (const [name, entry] of wanted) {
      if (clocks.has(name)) continue
      const clock = new Cron(entry.schedule, { timezone: 'UTC', protect: true }, () =>
        call(entry.function_name, entry.body),
      )
      clocks.set(name, { key: keyOf(entry), clock })
    }
  })

  const runDueJobs = guarded(log, async () => {
    if (working || !(await hasDueJobs(sql))) return
    working = true
    await call('process-jobs', {}).finally(() => (working = false))
  })

  void refresh()
  const timers = [setInterval(refresh, refreshEvery), setInterval(runDueJobs, jobsEvery)]
  return {
    async stop() {
      timers.forEach(clearInterval)
      for (const { clock } of clocks.values()) clock.stop()
      abort.abort()
      await Promise.all(calls)
      await sql.end({ timeout: 1 })
    },
  }
}

async function scheduledFunctions(sql: Sql): Promise<ScheduledFunction[]> {
  return sql<ScheduledFunction[]>`
    select name, function_name, schedule, body from app.scheduled_functions where enabled`
}

async function hasDueJobs(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ due: boolean }[]>`
    select exists (
      select from app.jobs
      where run_at <= now() and finished_at is null and dead_at is null and coalesce(leased_until <= now(), true)
    ) as due`
  return row?.due ?? false
}

async function post(config: StackConfig, name: string, body: unknown, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${config.urls.functions}/${name}`, {
    method: 'POST',
    headers: { apikey: config.secrets.secretKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.any([signal, AbortSignal.timeout(150_000)]),
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`answered ${response.status}`)
}

function keyOf(entry: ScheduledFunction | undefined): string {
  return entry ? JSON.stringify(entry) : ''
}

/** A clock outlives a restart of the database: what fails now is tried again at the next tick. */
function guarded(log: (line: string) => void, work: () => Promise<void>): () => Promise<void> {
  return async () => {
    try {
      await work()
    } catch (error) {
      log(`scheduler: ${messageOf(error)}`)
    }
  }
}
