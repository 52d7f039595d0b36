// (i) Reports and exports on a streaming replica: what they cost the primary's inbox beside reports on the primary itself,
// how far the replica is behind, and whether its answers are those of the primary.
import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { fillClinics, fillLedger, receptionist } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { anyOf, ingestEvent, type Sender } from './support/events.ts'
import { asMember } from './support/frame.ts'
import { compare, lanes, median, printRatio } from './support/measure.ts'
import { numberOption } from './support/options.ts'
import { startReplica } from './support/replica.ts'
import { reportsFor } from './support/reports.ts'

const messages = numberOption('messages', 100_000)
const milliseconds = numberOption('milliseconds', 3000)
const repetitions = numberOption('repetitions', 5)
const port = numberOption('port', 6900)
const replicaPort = numberOption('replica-port', 6901)
const desks = 4
const reporters = 2

const reports = reportsFor({
  tenantId: aurora.tenantId,
  owner: '00000000-0000-4000-8000-000000000001',
  saasAdmin: '00000000-0000-4000-8000-000000000006',
})

/** What somebody at a desk waited for, in milliseconds, by what they did. */
type Waits = Record<'read' | 'write', number[]>

const lag = { bytes: [] as number[], milliseconds: [] as number[] }
const made: Record<string, number> = {}

const database = await startBenchDatabase({ port, settings: ['shared_buffers=1GB'] })
const closing: (() => Promise<void>)[] = [() => database.stop()]
try {
  const owner = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await fillClinics(owner, messages)
  await fillLedger(owner, Math.round(messages / 5))
  const replica = await startReplica(database, replicaPort)
  closing.unshift(() => replica.stop())
  const primary = database.connect(desks + reporters)
  const standby = postgres(replica.url, { max: reporters + 1, prepare: false, onnotice: () => {} })
  const watch = { primary: owner, replica: postgres(replica.superuserUrl, { max: 1, onnotice: () => {} }) }
  closing.unshift(
    async () => void (await Promise.all([primary, standby, owner, watch.replica].map((sql) => sql.end()))),
  )

  const people = await owner<Sender[]>`
    select id as "threadId", phone from public.conversation_threads
    where tenant_id = ${aurora.tenantId} and phone is not null limit 5000`
  const waits: Record<string, Waits> = {}
  const phase = (name: string, reportsOn: Sql | null) => ({
    name,
    run: (duration: number) =>
      work(name, duration, reportsOn, primary, watch, people, (waits[name] ??= { read: [], write: [] })),
  })
  const phases = [
    phase('no reports', null),
    phase('reports on the replica', standby),
    phase('reports on the primary', primary),
  ] as const
  const ratios = await compare([...phases], { repetitions, milliseconds, warmUp: milliseconds / 4 })
  for (const [index, ratio] of ratios.entries())
    printRatio(
      `desk work beside ${ratio.name}`,
      ratio,
      index === 0 ? '≥ 0.9 where the replica has its own machine' : '–',
    )
  for (const { name } of phases) {
    const { read, write } = waits[name] ?? { read: [], write: [] }
    console.log(
      `${name.padEnd(24)} inbox reads ${waitOf(read)}, inbound writes ${waitOf(write)}${made[name] ? `, ${made[name]} reports` : ''}`,
    )
  }
  console.log(
    `the replica is behind by ${median(lag.milliseconds).toFixed(1)} ms (p95 ${percentile(lag.milliseconds, 0.95).toFixed(1)}, ` +
      `at most ${Math.max(...lag.milliseconds).toFixed(1)}) and ${median(lag.bytes)} bytes (at most ${Math.max(...lag.bytes)}), ${lag.bytes.length} samples`,
  )
  await caughtUp(watch)
  const differing = []
  for (const report of reports) if (!(await agree(report, primary, standby))) differing.push(report.name)
  console.log(
    differing.length === 0
      ? `all ${reports.length} answers agree`
      : `answers differ: ${differing.join(', ')}`,
  )
  const refused = await refusalOf(standby)
  console.log(`a write on the replica is refused with ${refused}`)
  if (differing.length > 0 || refused !== '25006') process.exitCode = 1
} finally {
  for (const close of closing) await close()
}

interface Watch {
  primary: Sql
  replica: Sql
}

/** Desks at work on the primary, with or without people who make reports, and a look at the lag. */
async function work(
  name: string,
  duration: number,
  reportsOn: Sql | null,
  primary: Sql,
  watch: Watch,
  people: readonly Sender[],
  waits: Waits,
): Promise<number> {
  const stopping = new AbortController()
  const beside = [sampleLag(watch, stopping.signal)]
  if (reportsOn)
    for (let n = 0; n < reporters; n++) beside.push(makeReports(name, reportsOn, stopping.signal))
  const rate = await lanes(desks, duration, () => deskWork(primary, anyOf(people), waits))
  stopping.abort()
  await Promise.all(beside)
  return rate
}

/** Somebody writes, the receptionist sees the list and opens the conversation. */
async function deskWork(primary: Sql, person: Sender, waits: Waits): Promise<number> {
  await timed(waits.write, async () => {
    const event = JSON.stringify([ingestEvent(person)])
    const [row] = await primary`select app.ingest_whatsapp_events(${event}::text::jsonb) as results`
    if (row?.results?.[0]?.outcome !== 'applied') throw new Error(JSON.stringify(row))
  })
  await timed(waits.read, () =>
    asMember(
      primary,
      receptionist,
      (sql) => sql`select * from public.list_conversations(${aurora.tenantId})`,
    ),
  )
  await timed(waits.read, () =>
    asMember(
      primary,
      receptionist,
      (sql) => sql`select * from public.list_messages(${aurora.tenantId}, ${`whatsapp:${person.phone}`})`,
    ),
  )
  return 3
}

async function timed(into: number[], work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now()
  await work()
  into.push(performance.now() - begun)
}

async function makeReports(name: string, sql: Sql, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const report = anyOf(reports)
    await asMember(sql, report.as, report.ask)
    made[name] = (made[name] ?? 0) + 1
  }
}

/** How long until the replica shows what the primary has just written, and how much it lacks meanwhile. */
async function sampleLag({ primary, replica }: Watch, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [now] = await primary<{ lsn: string }[]>`select pg_current_wal_lsn() as lsn`
    const begun = performance.now()
    const behind = () =>
      replica<{ bytes: number }[]>`
        select greatest(pg_wal_lsn_diff(${now?.lsn ?? ''}, pg_last_wal_replay_lsn()), 0)::float as bytes`
    let [row] = await behind()
    lag.bytes.push(row?.bytes ?? 0)
    while ((row?.bytes ?? 0) > 0) [row] = await behind()
    lag.milliseconds.push(performance.now() - begun)
    await sleep(25)
  }
}

async function caughtUp({ primary, replica }: Watch): Promise<void> {
  const [now] = await primary<{ lsn: string }[]>`select pg_current_wal_lsn() as lsn`
  for (let attempt = 0; attempt < 3000; attempt++) {
    const [row] = await replica<
      { there: boolean }[]
    >`select pg_last_wal_replay_lsn() >= ${now?.lsn ?? ''} as there`
    if (row?.there) return
    await sleep(10)
  }
  throw new Error('The replica does not catch up.')
}

/** Some answers count seconds and minutes until now: a minute may end between the two. */
async function agree(report: (typeof reports)[number], primary: Sql, standby: Sql): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const [mine, copied] = await Promise.all(
      [primary, standby].map(async (sql) => JSON.stringify(await asMember(sql, report.as, report.ask))),
    )
    if (mine === copied) return true
  }
  return false
}

async function refusalOf(standby: Sql): Promise<string> {
  try {
    await asMember(standby, receptionist, async (sql) => {
      const [thread] = await sql`select thread_key from public.list_conversations(${aurora.tenantId})`
      return sql`select public.mark_conversation_unread(${aurora.tenantId}, ${thread?.thread_key})`
    })
    return 'nothing'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN
}

function waitOf(values: number[]): string {
  return `p50 ${median(values).toFixed(1)} / p95 ${percentile(values, 0.95).toFixed(1)} ms`
}
