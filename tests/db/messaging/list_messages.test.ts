import { beforeAll, describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { at, joao, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

interface Page {
  before?: { occurred_at: string; id: string } | null
  limit?: number | null
}

const list = ({ before = null, limit = 50 }: Page = {}, email: Email = 'recepcao@aurora.test') =>
  db.asUser(
    email,
    (sql) => sql<{ id: string; body: string; occurred_at: string }[]>`
      select id, body, occurred_at::text from public.list_messages(${aurora.id}, ${key}, ${before?.occurred_at ?? null},
        ${before?.id ?? null}, ${limit})`,
  )

beforeAll(async () => {
  // several of one moment: the id decides their order
  for (let n = 0; n < 12; n += 1)
    await receive(db, { provider_message_id: `A${n}`, body: `m${n}`, occurred_at: at(Math.floor(n / 4)) })
  await receive(db, { provider_message_id: 'B1', body: 'other', address: { phone: joao } })
})

describe('list_messages', () => {
  it('shows the messages of one conversation, newest first', async () => {
    const rows = await list()
    expect(rows).toHaveLength(12)
    const order = [...rows].sort((a, b) => (a.occurred_at + a.id < b.occurred_at + b.id ? 1 : -1))
    expect(rows).toEqual(order)
  })

  it('pages without gap or repetition, also among messages of one moment', async () => {
    const seen: string[] = []
    let page = await list({ limit: 5 })
    while (page.length > 0) {
      seen.push(...page.map((row) => row.body))
      page = await list({ before: page.at(-1)!, limit: 5 })
    }
    expect(seen).toHaveLength(12)
    expect(new Set(seen).size).toBe(12)
  })

  it('keeps the limit within reason', async () => {
    expect(await list({ limit: 0 })).toHaveLength(1)
    expect(await list({ limit: null })).toHaveLength(12)
  })

  it('reads its page alone, however far back and whatever the plan was made for', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`
          insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, direction, origin, kind, body, status, occurred_at)
          select ${aurora.id}, t.id, ${aurora.evolution}, 'evolution', 'inbound', 'contact', 'text', 'm', 'received', ${at(100)}::timestamptz + make_interval(mins => n)
          from public.conversation_threads t cross join generate_series(1, 400) n where t.tenant_id = ${aurora.id} and t.thread_key = ${key}`
        await sql`set local plan_cache_mode = force_generic_plan`
        await sql`set local enable_bitmapscan = off`
        await sql`set local enable_seqscan = off`
      })
      const read = async () => {
        const [row] = await session.asPostgres(
          (sql) => sql<{ rows: number }[]>`
            select pg_stat_get_xact_tuples_fetched('public.conversation_messages_timeline'::regclass)::int as rows`,
        )
        return row!.rows
      }
      const before = await read()
      const page = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select id from public.list_messages(${aurora.id}, ${key}, ${at(3)}, null, 5)`,
      )
      expect(page).toHaveLength(5)
      expect((await read()) - before).toBeLessThan(20)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_messages(${aurora.id}, ${key})`)
})
