// (u) Retrieval over the knowledge of one clinic at 5,000 and 50,000 passages: p95 of app.search_knowledge, and how many of the
// ten nearest by exact cosine are among what the two stages (signs, then cosine) bring.
import type { Sql } from 'postgres'
import { ngramVector } from '../supabase/functions/_shared/ai/knowledge/embed.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { numberOption } from './support/options.ts'

const times = numberOption('times', 40)
const tenant = aurora.tenantId
const sizes = [numberOption('small', 5_000), numberOption('large', 50_000)]
const subjects =
  'convênio reembolso horário atendimento criança casal avaliação laudo recibo pagamento cancelamento remarcar'.split(
    ' ',
  )
const details =
  'segunda manhã noite Unimed Bradesco online presencial estacionamento escada documento responsável prazo valor desconto'.split(
    ' ',
  )
const verbs = 'aceita precisa recebe entrega confirma oferece exige permite avisa combina'.split(' ')
const pick = (list: string[], n: number) => list[n % list.length]!

/** A passage of about sixty words; no two are the same. */
function passage(n: number): string {
  const sentence = (m: number) =>
    `A clínica ${pick(verbs, m)} ${pick(subjects, m * 3 + n)} com ${pick(details, m * 5 + n)} e ${pick(details, m + n * 7)} na regra ${n * 31 + m}.`
  return [1, 2, 3, 4].map((m) => sentence(m + (n % 97))).join(' ')
}

const database = await startBenchDatabase({ port: 6940, settings: ['shared_buffers=1GB'] })
try {
  const sql = database.connect(1)
  let made = 0
  for (const size of sizes) {
    await fill(sql, made, size)
    made = size
    await measure(sql, size)
  }
  await sql.end()
} finally {
  await database.stop()
}

async function measure(sql: Sql, size: number): Promise<void> {
  const took: number[] = []
  let found = 0
  let wanted = 0
  for (let round = 0; round < times; round += 1) {
    const n = (round * 7919) % size
    const question = `a clínica ${pick(verbs, n)} ${pick(subjects, n)} com ${pick(details, n * 5)}?`
    const vector = ngramVector(question)
    const start = performance.now()
    await sql`select chunk_id from app.search_knowledge(${tenant}, ${question}, ${vector}::real[])`
    if (round > 1) took.push(performance.now() - start)
    const [row] = await sql<{ found: number; wanted: number }[]>`
      with exact as (
        select c.id from public.ai_chunks c where c.tenant_id = ${tenant} and c.is_live
        order by (select sum(u.a * u.b) from unnest(c.vector, ${vector}::real[]) u (a, b)) desc, c.id limit 10),
      near as (
        select c.id from public.ai_chunks c where c.tenant_id = ${tenant} and c.is_live
        order by bit_count(c.signs # app.sign_bits(${vector}::real[])), c.id limit 300)
      select count(n.id)::int as found, count(*)::int as wanted from exact e left join near n using (id)`
    found += row!.found
    wanted += row!.wanted
  }
  took.sort((a, b) => a - b)
  const at = (part: number) => (took[Math.floor(took.length * part)] ?? Number.NaN).toFixed(1)
  console.log(
    `${String(size).padStart(6)} passages  p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, recall of the first stage ${(found / wanted).toFixed(3)}`,
  )
}

async function fill(sql: Sql, from: number, to: number): Promise<void> {
  const perDocument = 50
  for (let first = from; first < to; first += 1000) {
    const rows = Array.from({ length: Math.min(1000, to - first) }, (_, index) => {
      const n = first + index
      const text = passage(n)
      return {
        document: Math.floor(n / perDocument),
        position: n % perDocument,
        text,
        vector: ngramVector(text),
      }
    })
    await sql`
      insert into public.ai_documents (tenant_id, id, kind, title, state)
      select distinct ${tenant}::uuid, md5(${tenant} || r.document)::uuid, 'text', 'Regras ' || r.document, 'ready'
      from jsonb_to_recordset(${sql.json(rows)}) as r (document integer) on conflict do nothing`
    await sql`
      insert into public.ai_chunks (tenant_id, document_id, version, position, text, size, model, vector, is_live)
      select ${tenant}::uuid, md5(${tenant} || r.document)::uuid, 1, r.position, r.text, 100, app.own_embedding_model(), r.vector, true
      from jsonb_to_recordset(${sql.json(rows)}) as r (document integer, position integer, text text, vector real[])`
  }
  await sql`analyze public.ai_chunks`
}
