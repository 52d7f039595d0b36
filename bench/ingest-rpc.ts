// (a) The whole inbound transaction against a bare INSERT of the message row into the same table.
import type { Sql } from 'postgres'
import { startBenchDatabase } from './support/database.ts'
import { anyOf, createSenders, ingestEvent, messageRow, type Sender } from './support/events.ts'
import { compare, lanes, printRatio, type Contender } from './support/measure.ts'

const conversations = 10_000

const database = await startBenchDatabase()
try {
  const connection = database.connect(1)
  const senders = await createSenders(connection, conversations)
  await connection.end()
  for (const connections of [1, 4, 16, 64]) {
    const sql = database.connect(connections)
    const [single, batched] = await compare([
      contender('bare insert', connections, () => insertRow(sql, senders)),
      contender('one event', connections, () => ingest(sql, senders, 1)),
      contender('batch of 50', connections, () => ingest(sql, senders, 50)),
    ])
    if (single) printRatio(`inbound RPC @${connections}`, single, connections === 16 ? '≥ 0.5' : '–')
    if (batched) printRatio(`inbound RPC, batches of 50 @${connections}`, batched, '≥ 2')
    await sql.end()
  }
} finally {
  await database.stop()
}

function contender(name: string, connections: number, work: () => Promise<number>): Contender {
  return { name, run: (milliseconds) => lanes(connections, milliseconds, work) }
}

async function insertRow(sql: Sql, senders: Sender[]): Promise<number> {
  await sql`insert into public.conversation_messages ${sql(messageRow(anyOf(senders)))} returning id`
  return 1
}

async function ingest(sql: Sql, senders: Sender[], size: number): Promise<number> {
  const events = Array.from({ length: size }, () => ingestEvent(anyOf(senders)))
  const [row] =
    await sql`select app.ingest_whatsapp_events(${JSON.stringify(events)}::text::jsonb) as results`
  if (row?.results?.some((result: { outcome: string }) => result.outcome !== 'applied'))
    throw new Error(JSON.stringify(row))
  return size
}
