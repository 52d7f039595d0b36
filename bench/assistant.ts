// (w) The assistant answers a hundred conversations that wrote at once: what a turn costs the database, and the p95 of a page
// of the inbox meanwhile against alone. The model answers at once: what it takes is its own.
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { receptionist } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { createSenders, ingestEvent, type Sender } from './support/events.ts'
import { asMember } from './support/frame.ts'
import { numberOption } from './support/options.ts'

const people = numberOption('people', 100)
const pages = numberOption('pages', 300)
const workers = numberOption('workers', 4)
const tenant = aurora.tenantId

const database = await startBenchDatabase({ port: 6950, settings: ['shared_buffers=512MB'] })
try {
  const sql = database.connect(workers + 1)
  const senders = await createSenders(sql, 2 * people)
  await switchOn(sql)
  const alone = p95(await readInbox(sql, () => false))
  await answerAll(sql, senders.slice(0, people))
  const running = { is: true }
  const started = performance.now()
  const answering = answerAll(sql, senders.slice(people, 2 * people)).finally(() => (running.is = false))
  const during = p95(await readInbox(sql, () => !running.is))
  const turns = await answering
  const milliseconds = (performance.now() - started) / turns
  console.log(
    `(w) a turn, ${workers} workers: ${milliseconds.toFixed(1)} ms from message to answer in the outbox`,
  )
  console.log(
    `(w) p95 of a page of the inbox: ${alone.toFixed(1)} ms alone, ${during.toFixed(1)} ms while ${people} are answered: ${(during / alone).toFixed(2)} ×`,
  )
  await sql.end()
} finally {
  await database.stop()
}

async function switchOn(sql: Sql): Promise<void> {
  await sql`
    insert into public.tenant_modules (tenant_id, module, is_on) values (${tenant}, 'assistant', true)
    on conflict (tenant_id, module) do update set is_on = true`
  await sql`
    insert into public.ai_settings (tenant_id, mode, hours, monthly_budget_cents, accepted_at, base_url, model, prompt_price_cents, completion_price_cents)
    values (${tenant}, 'all', 'always', 100000, now(), 'https://model.test/v1', 'small', 1, 1)
    on conflict (tenant_id) do update set mode = 'all', hours = 'always', monthly_budget_cents = 100000, accepted_at = now(),
      base_url = excluded.base_url, model = excluded.model, turns_per_day = 10000`
  await sql`
    insert into app_private.assistant_credentials (tenant_id, credentials) values (${tenant}, '{"v": 1, "kid": "a", "iv": "b", "ct": "c"}')
    on conflict (tenant_id) do nothing`
}

/** Everybody writes, and each is answered; how many were. */
async function answerAll(sql: Sql, senders: readonly Sender[]): Promise<number> {
  const events = senders.map((sender) => ingestEvent(sender))
  await sql`select app.ingest_whatsapp_events(${JSON.stringify(events)}::text::jsonb)`
  const waiting = await sql<{ id: string }[]>`
    select id from public.ai_turns where tenant_id = ${tenant} and state = 'waiting' order by created_at, id`
  // a turn waits whether the person goes on writing
  const at = new Date(Date.now() + 60_000).toISOString()
  const result = {
    outcome: 'answer',
    text: 'Atendemos das 8h às 18h.',
    prompt_tokens: 900,
    completion_tokens: 40,
  }
  let next = 0
  let answered = 0
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let turn = waiting[next++]; turn; turn = waiting[next++]) {
        const worker = randomUUID()
        await sql`select app.begin_turn(${tenant}, ${turn.id}, ${worker}, ${at})`
        const [done] = await sql<{ state: string }[]>`
          select app.finish_turn(${tenant}, ${turn.id}, ${worker}, ${sql.json(result)}, ${at}) ->> 'state' as state`
        if (done?.state === 'answered') answered += 1
      }
    }),
  )
  if (answered === 0) throw new Error('Nobody was answered.')
  return answered
}

/** How long pages of the inbox take, until there are enough of them or `isOver`. */
async function readInbox(sql: Sql, isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (times.length < pages && !isOver()) {
    const start = performance.now()
    await asMember(
      sql,
      receptionist,
      (transaction) => transaction`select * from public.list_conversations(${tenant})`,
    )
    times.push(performance.now() - start)
  }
  return times
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}
