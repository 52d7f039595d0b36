// (c) Inbox pages under RLS against the flat keyset query in the same role and transaction frame.
import type { Sql, TransactionSql } from 'postgres'
import { receptionist } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { asMember, asService } from './support/frame.ts'
import { compare, lanes, printRatio, type Contender } from './support/measure.ts'

const threads = 10_000
const messages = 1_000_000
const big = process.argv.includes('--big')

const database = await startBenchDatabase()
try {
  const sql = database.connect(4)
  const owner = database.connect(1)
  await fill(owner, messages)
  await measure(sql, owner, '10k threads / 1M messages')
  if (big) {
    const before = await pageLatency(sql)
    await fill(owner, messages * 9)
    await measure(sql, owner, '10k threads / 10M messages')
    const after = await pageLatency(sql)
    console.log(`latency of a page, 10 × the messages: ${(after / before).toFixed(2)} × (goal ≤ 1.1)`)
  }
  await sql.end()
  await owner.end()
} finally {
  await database.stop()
}

async function fill(owner: Sql, count: number): Promise<void> {
  await owner`
    select count(app.resolve_thread(${aurora.tenantId}::uuid, jsonb_build_object('phone', '+55119' || (10000000 + i)), 'Pessoa ' || i))
    from generate_series(1, ${threads}) i`
  await owner`
    insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, provider_message_id, direction, origin,
      kind, body, status, occurred_at)
    select t.tenant_id, t.id, ${aurora.channelId}, 'evolution', gen_random_uuid()::text, 'inbound', 'contact', 'text',
      'Mensagem ' || i, 'received', now() - make_interval(secs => (random() * 8000000)::int)
    from (select t.*, row_number() over () as place from public.conversation_threads t where t.tenant_id = ${aurora.tenantId}) t
    join generate_series(1, ${count}) i on i % ${threads} + 1 = t.place`
  await owner`
    select count(app.refresh_thread_summary(t.tenant_id, t.id)) from public.conversation_threads t
    where t.tenant_id = ${aurora.tenantId}`
  await owner`
    update public.conversation_threads set unread_count = (random() * 3)::int,
      tag_ids = array(select g.id from public.conversation_tags g where g.tenant_id = ${aurora.tenantId} limit 2),
      assigned_to = case when random() < 0.3 then ${receptionist}::uuid end
    where tenant_id = ${aurora.tenantId}`
  await owner`vacuum analyze public.conversation_threads, public.conversation_messages`
}

interface Cursor {
  at: string | null
  id: string | null
}

async function cursorAt(owner: Sql, place: number): Promise<Cursor> {
  const [row] = await owner<{ at: string; id: string }[]>`
    select last_message_at::text as at, id from public.conversation_threads
    where tenant_id = ${aurora.tenantId} and status = 'open' order by last_message_at desc, id desc offset ${place} limit 1`
  return row ?? { at: null, id: null }
}

async function measure(sql: Sql, owner: Sql, cell: string): Promise<void> {
  await owner`grant select on public.conversation_threads to service_role`
  for (const [name, place] of [
    ['first page', 0],
    ['next page', 2000],
  ] as const) {
    const cursor = place === 0 ? { at: null, id: null } : await cursorAt(owner, place)
    const page = (transaction: TransactionSql) => transaction`
      select * from public.conversation_threads t
      where t.tenant_id = ${aurora.tenantId} and t.status = 'open'
        and (t.last_message_at, t.id) < (${cursor.at ?? 'infinity'}::text::timestamptz, ${cursor.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
      order by t.last_message_at desc, t.id desc limit 40`
    const flat = async () => {
      await asService(sql, receptionist, page)
      return 1
    }
    const flatUnderPolicy = async () => {
      await asMember(sql, receptionist, page)
      return 1
    }
    const inbox = async () => {
      await asMember(
        sql,
        receptionist,
        (transaction) => transaction`
          select * from public.list_conversations(${aurora.tenantId}, p_before_at => ${cursor.at}::text::timestamptz, p_before_id => ${cursor.id}::uuid)`,
      )
      return 1
    }
    const [policy, ratio] = await compare([
      contender('flat', flat),
      contender('flat under its policy', flatUnderPolicy),
      contender('inbox', inbox),
    ])
    if (policy) printRatio(`policy alone, ${name}, ${cell}`, policy, '≥ 0.9')
    if (ratio) printRatio(`inbox ${name}, ${cell}`, ratio, '≥ 0.7')
  }
}

async function pageLatency(sql: Sql): Promise<number> {
  const rate = await lanes(1, 2000, async () => {
    await asMember(
      sql,
      receptionist,
      (transaction) => transaction`select * from public.list_conversations(${aurora.tenantId})`,
    )
    return 1
  })
  return 1000 / rate
}

function contender(name: string, work: () => Promise<number>): Contender {
  return { name, run: (milliseconds) => lanes(4, milliseconds, work) }
}
