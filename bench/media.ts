// (j) Files that patients send, from the provider through the job into the bucket, against a bare loop that does the two
// requests alone; at a number of stored messages and at ten times as many.
import postgres from 'postgres'
import { gradientPng } from '../local/simulators/core/samples.ts'
import { demoEvolution } from '../local/demo.ts'
import { fillClinics } from './support/clinics.ts'
import { aurora } from './support/database.ts'
import { anyOf } from './support/events.ts'
import { median } from './support/measure.ts'
import { numberOption } from './support/options.ts'
import { startBenchStack } from './support/stack.ts'

const messages = numberOption('messages', 100_000)
const files = numberOption('files', 100)
const repetitions = numberOption('repetitions', 5)
/** As many as a worker has in memory at once. */
const filesAtOnce = 4
/** About what WhatsApp makes of a photo. */
const photo = Buffer.from(gradientPng(320)).toString('base64')

const bench = await startBenchStack({ conversations: 200, scheduler: false })
const { urls, keys } = bench.stack
const sql = postgres(urls.database, { max: 2, prepare: false, onnotice: () => {} })
const superuser = postgres(urls.superuser, { max: 1, onnotice: () => {} })
try {
  // what arrives waits until the measuring begins
  await sql.unsafe(`
    create function app.bench_wait() returns trigger language plpgsql as $$ begin new.run_at := now() + interval '1 day'; return new; end $$;
    create trigger bench_wait before insert on app.jobs for each row when (new.kind = 'fetch_media') execute function app.bench_wait()`)
  await fillClinics(superuser, messages)
  const before = await rates()
  await fillClinics(superuser, messages * 9)
  const after = await rates()
  print(`${messages} messages`, before)
  print(`${messages * 10} messages`, after)
  console.log(
    `files through the job, ten times the messages: × ${(median(after.job) / median(before.job)).toFixed(2)} (goal ≥ 0.83)`,
  )
} finally {
  await superuser.end()
  await sql.end()
  await bench.stop()
}

interface Rates {
  /** Files a second. */
  job: number[]
  bare: number[]
}

async function rates(): Promise<Rates> {
  const found: Rates = { job: [], bare: [] }
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    const ids = await receive()
    const bare = await perSecond(() => fetchBare(ids))
    const job = await perSecond(runJobs)
    // the first round warms up
    if (repetition === 0) continue
    found.bare.push(bare)
    found.job.push(job)
  }
  return found
}

/** Patients send photos; returns the provider's ids of their messages once all are stored. */
async function receive(): Promise<string[]> {
  const phones = Array.from({ length: files }, () => anyOf(bench.senders).phone.slice(1))
  await inTurns(phones, async (from) => {
    const response = await fetch(`${urls.simulators}/control/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        provider: 'evolution',
        from,
        type: 'image',
        media: { base64: photo, mimetype: 'image/png', fileName: 'foto.png' },
      }),
    })
    if (!response.ok) throw new Error(`The simulators answered ${response.status}: ${await response.text()}`)
  })
  for (;;) {
    const rows = await sql<{ id: string }[]>`
      select m.provider_message_id as id from app.jobs j
      join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
      where j.tenant_id = ${aurora.tenantId} and j.kind = 'fetch_media' and j.finished_at is null and j.dead_at is null`
    if (rows.length >= files) return rows.map(({ id }) => id)
  }
}

/** The worker, called until no file is left to be fetched. */
async function runJobs(): Promise<void> {
  await sql`update app.jobs set run_at = now() where tenant_id = ${aurora.tenantId} and kind = 'fetch_media' and finished_at is null`
  for (;;) {
    const response = await fetch(`${urls.functions}/process-jobs`, {
      method: 'POST',
      headers: { apikey: keys.secret, 'content-type': 'application/json' },
      body: '{}',
    })
    if (!response.ok) throw new Error(`The worker answered ${response.status}.`)
    await response.arrayBuffer()
    const [left] = await sql<{ count: number; dead: number }[]>`
      select count(*) filter (where dead_at is null)::int as count, count(dead_at)::int as dead from app.jobs
      where tenant_id = ${aurora.tenantId} and kind = 'fetch_media' and finished_at is null`
    if (left?.dead) throw new Error(`${left.dead} files could not be fetched.`)
    if (left?.count === 0) return
  }
}

/** The two requests that no way of doing it can save: the file from the provider, and into the bucket. */
function fetchBare(ids: string[]): Promise<void> {
  return inTurns(ids, async (id) => {
    const answer = await fetch(
      `${urls.simulators}/evolution/chat/getBase64FromMediaMessage/${demoEvolution.instance}`,
      {
        method: 'POST',
        headers: { apikey: demoEvolution.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ message: { key: { id } } }),
      },
    )
    const { base64 } = (await answer.json()) as { base64: string }
    const stored = await fetch(
      `${urls.gateway}/storage/v1/object/whatsapp-media/${aurora.tenantId}/bench/${id}.png`,
      {
        method: 'POST',
        headers: {
          apikey: keys.secret,
          authorization: `Bearer ${keys.secret}`,
          'content-type': 'image/png',
          'x-upsert': 'true',
        },
        body: Buffer.from(base64, 'base64'),
      },
    )
    if (!stored.ok) throw new Error(`The storage answered ${stored.status}: ${await stored.text()}`)
  })
}

async function inTurns<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: filesAtOnce }, async () => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item)
    }),
  )
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return (files * 1000) / (performance.now() - begun)
}

function print(cell: string, { job, bare }: Rates): void {
  const ratios = job.map((rate, index) => rate / (bare[index] ?? Number.NaN))
  console.log(
    `${cell.padEnd(24)} ${median(job).toFixed(1)} files/s through the job  ratio ${median(ratios).toFixed(2)} ` +
      `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})  limit ${median(bare).toFixed(1)}/s`,
  )
}
