// (h) What a receptionist waits for, at ten times the messages: the same statements in two databases of one server, in
// turns. The times are those of the statements under the role of the Data API, without the frame around a request; beside
// them the processor time of the server, which a busy machine changes less.
import { readFileSync } from 'node:fs'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { databaseUrl } from '../local/schema/scratch.ts'
import { fillClinics, receptionist, searches } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { anyOf } from './support/events.ts'
import { asMember } from './support/frame.ts'
import { compare, lanes } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const messages = numberOption('messages', 100_000)
const milliseconds = numberOption('milliseconds', 1000)
const times = 10

/** A database of one size, and what there is to ask it for. */
interface Place {
  sql: Sql
  /** Its backend, and the processor time that the statements of the cell being measured took there. */
  pid: number
  cpu: { milliseconds: number; statements: number }
  messages: number
  tag: string
  /** Conversations of some length, each with a message far from its end. */
  threads: { key: string; at: string; id: string }[]
}

type Ask = (sql: TransactionSql, place: Place) => Promise<unknown>

const list = (sql: TransactionSql, filter: string, where: Record<string, unknown>) => sql`
  select * from public.list_conversations(${aurora.tenantId}, ${filter}, p_where => ${sql.json(where as never)})`
const page = (
  sql: TransactionSql,
  { key, at, id }: { key: string; at: string | null; id: string | null },
) => sql`
  select * from public.list_messages(${aurora.tenantId}, ${key}, ${at}::text::timestamptz, ${id}::uuid)`

const screens: Record<string, Ask> = {
  'list: a tag, somebody’s, unread': (sql, { tag }) =>
    list(sql, 'unread', { tags_any: [tag], assignee: receptionist }),
  'list: a tag, nobody’s, of a week': (sql, { tag }) =>
    list(sql, 'unassigned', { tags_all: [tag], since: new Date(Date.now() - 7 * 86_400_000).toISOString() }),
  'list: a column, somebody’s, without a tag': (sql, { tag }) =>
    list(sql, 'all', { tags_none: [tag], assignee: receptionist, column: 'in_progress' }),
  // what the screen asks for, at once there and one after the other here
  'board: columns, counts, four pages': async (sql) => {
    await sql`select * from public.list_conversation_columns(${aurora.tenantId})`
    await sql`select public.count_conversation_columns(${aurora.tenantId})`
    for (const column of ['new', 'in_progress', 'waiting_contact', 'finished'])
      await list(sql, 'all', { column })
  },
  'conversation: the newest page': (sql, { threads }) => page(sql, { ...anyOf(threads), at: null, id: null }),
  'conversation: a page far back': (sql, { threads }) => page(sql, anyOf(threads)),
}

const database = await startBenchDatabase({ settings: ['shared_buffers=2GB'] })
try {
  await database.copy('ten_times')
  const small = await open('postgres', messages)
  const large = await open('ten_times', messages * times)
  for (const [name, ask] of Object.entries(screens)) await measure(name, ask, small, large)
  for (const text of searches) {
    await measure(
      `search: ${text}`,
      (sql) => sql`select * from public.search_messages(${aurora.tenantId}, ${text})`,
      small,
      large,
    )
  }
  await small.sql.end()
  await large.sql.end()
} finally {
  await database.stop()
}

async function open(name: string, count: number): Promise<Place> {
  const superuser = postgres(databaseUrl(database.superuserUrl, name), { max: 1, onnotice: () => {} })
  await fillClinics(superuser, count)
  const [tag] = await superuser<{ id: string }[]>`
    select id from public.conversation_tags where tenant_id = ${aurora.tenantId} and system_key = 'urgent'`
  const threads = await superuser<Place['threads']>`
    select t.thread_key as key, m.occurred_at::text as at, m.id
    from (
      select c.thread_id from public.conversation_messages c where c.tenant_id = ${aurora.tenantId}
      group by c.thread_id having count(*) >= 200 limit 300) b
    join public.conversation_threads t on t.tenant_id = ${aurora.tenantId} and t.id = b.thread_id
    cross join lateral (
      select n.* from public.conversation_messages n
      where n.tenant_id = ${aurora.tenantId} and n.thread_id = b.thread_id
      order by n.occurred_at desc, n.id desc offset 150 limit 1) m`
  await superuser.end()
  const sql = database.connect(1, name)
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const cpu = { milliseconds: 0, statements: 0 }
  return { sql, pid: backend?.pid ?? 0, cpu, messages: count, tag: tag?.id ?? '', threads }
}

async function measure(name: string, ask: Ask, small: Place, large: Place): Promise<void> {
  const [ratio] = await compare([contender(ask, small), contender(ask, large)], {
    milliseconds,
    warmUp: milliseconds / 2,
  })
  if (!ratio) return
  const latency = (rate: number, place: Place) =>
    `${(1000 / rate).toFixed(2)} ms (${takeCpu(place)}) at ${place.messages.toLocaleString('en')}`
  console.log(
    `${name.padEnd(44)} latency × ${(1 / ratio.median).toFixed(2)} (${(1 / ratio.max).toFixed(2)}–${(1 / ratio.min).toFixed(2)})  ` +
      `${latency(ratio.limit, small)}, ${latency(ratio.value, large)}`,
  )
}

function contender(ask: Ask, place: Place) {
  return {
    name: String(place.messages),
    run: (duration: number) =>
      asMember(place.sql, receptionist, async (transaction) => {
        const before = cpuOf(place.pid)
        const rate = await lanes(1, duration, async () => {
          await ask(transaction, place)
          place.cpu.statements += 1
          return 1
        })
        place.cpu.milliseconds += cpuOf(place.pid) - before
        return rate
      }),
  }
}

/** What the server itself did for one of them: a busy machine makes everybody wait, but does not add to this. */
function takeCpu({ cpu }: Place): string {
  const text = Number.isNaN(cpu.milliseconds)
    ? 'cpu –'
    : `cpu ${(cpu.milliseconds / cpu.statements).toFixed(2)}`
  Object.assign(cpu, { milliseconds: 0, statements: 0 })
  return text
}

/** Milliseconds of processor time of a process so far, in steps of ten; only Linux tells. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}
