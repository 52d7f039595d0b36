import { beforeAll, describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, evolutionEvent, ingest, message } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const names = ['Ana Lúcia', 'Érica Souza', 'João Pedro', 'Mariana Lopes', 'Zélia Prado']
const phoneOf = (n: number) => `+551198765000${n}`

interface Query {
  filter?: string
  status?: string
  search?: string | null
  before?: { last_message_at: Date; id: string } | null
  limit?: number | null
}

const list = (session: Session, query: Query = {}, email: Email = 'recepcao@aurora.test') => {
  const { filter = 'all', status = 'open', search = null, before = null, limit = 40 } = query
  return session.asUser(
    email,
    (sql) => sql`
      select id, contact_name, last_message_at from public.list_conversations(${aurora.id}, ${filter}, ${status}, ${search},
        ${before?.last_message_at ?? null}, ${before?.id ?? null}, ${limit})`,
  )
}

const shown = async (query: Query, email?: Email) =>
  (await list(db, query, email)).map((row) => row.contact_name as string)

beforeAll(async () => {
  await ingest(
    db,
    ...names.map((name, n) =>
      evolutionEvent([
        message({
          provider_message_id: `A${n}`,
          contact_name: name,
          address: { phone: phoneOf(n) },
          occurred_at: at(n),
        }),
      ]),
    ),
  )
  const key = (n: number) => `whatsapp:${phoneOf(n)}`
  await db.asUser('recepcao@aurora.test', async (sql) => {
    await sql`select public.assign_conversation(${aurora.id}, ${key(0)}, ${people['terapeuta@aurora.test'].id})`
    await sql`select public.set_conversation_status(${aurora.id}, ${key(2)}, 'finished')`
    await sql`select public.mark_conversation_read(${aurora.id}, ${key(1)})`
  })
})

describe('list_conversations', () => {
  it('shows open conversations, newest first', async () => {
    expect(await shown({})).toEqual(['Zélia Prado', 'Mariana Lopes', 'Érica Souza', 'Ana Lúcia'])
    expect(await shown({ status: 'finished' })).toEqual(['João Pedro'])
  })

  it('filters by unread, mine and unassigned', async () => {
    expect(await shown({ filter: 'unread' })).toEqual(['Zélia Prado', 'Mariana Lopes', 'Ana Lúcia'])
    expect(await shown({ filter: 'mine' }, 'terapeuta@aurora.test')).toEqual(['Ana Lúcia'])
    expect(await shown({ filter: 'mine' })).toEqual([])
    expect(await shown({ filter: 'unassigned' })).toEqual(['Zélia Prado', 'Mariana Lopes', 'Érica Souza'])
  })

  it('lists who waits for an answer, longest first, page by page', async () => {
    const waits = (before: { waiting_since: Date; id: string } | null, search: string | null = null) =>
      db.asUser(
        'recepcao@aurora.test',
        (sql) => sql<{ contact_name: string; waiting_since: Date; id: string }[]>`
          select contact_name, waiting_since, id from public.list_conversations(${aurora.id}, 'waiting', 'open', ${search},
            ${before?.waiting_since ?? null}, ${before?.id ?? null}, 3)`,
      )
    const first = await waits(null)
    expect(first.map((row) => row.contact_name)).toEqual(['Ana Lúcia', 'Érica Souza', 'Mariana Lopes'])
    expect((await waits(first.at(-1)!)).map((row) => row.contact_name)).toEqual(['Zélia Prado'])
    expect((await waits(null, 'l')).map((row) => row.contact_name)).toEqual(['Mariana Lopes', 'Ana Lúcia'])
  })

  it.each([
    ['erica', ['Érica Souza']],
    ['ZELIA', ['Zélia Prado']],
    ['  ana  lu', ['Ana Lúcia']],
    ['ana', ['Ana Lúcia']],
    ['lopes mar', ['Mariana Lopes']],
    ['souza da erica', ['Érica Souza']],
    ['da', []],
    ['lopes souza', []],
    ['mariana 0003', ['Mariana Lopes']],
    ['98765-0003', ['Mariana Lopes']],
    ['(11) 98765-0000', ['Ana Lúcia']],
    ['11 8765-0003', ['Mariana Lopes']],
    ['55 11 8765-0003', ['Mariana Lopes']],
    ['011 98765 0003', ['Mariana Lopes']],
    ['+55 (011) 8765', ['Zélia Prado', 'Mariana Lopes', 'Érica Souza', 'Ana Lúcia']],
    ['0003', ['Mariana Lopes']],
    ["o'brien_%", []],
    ['%', ['Zélia Prado', 'Mariana Lopes', 'Érica Souza', 'Ana Lúcia']],
    ['nobody', []],
  ])('finds %j by name or number, whatever its accents', async (search, expected) => {
    expect(await shown({ search })).toEqual(expected)
  })

  it('searches the clinic’s own words by their index', () =>
    db.rolledBack(async (session) => {
      const plan = await session.asPostgres(async (sql) => {
        await sql`
          insert into public.conversation_threads (tenant_id, thread_key, contact_name, phone)
          select ${aurora.id}, 'whatsapp:+55119' || n, 'Pessoa ' || md5(n::text), '+55119' || n
          from generate_series(10000000, 10010000) n`
        await sql`analyze app.search_entries`
        await sql`set local enable_seqscan = off`
        const [{ condition } = { condition: '' }] = await sql<{ condition: string }[]>`
          select app.search_condition('zelia 0004') as condition`
        return sql.unsafe(
          `explain select from app.search_entries s where s.tenant_id = '${aurora.id}' and ${condition}`,
        )
      })
      expect(JSON.stringify(plan)).toContain('search_entries_words')
    }))

  it('pages without gap or repetition', async () => {
    const seen: string[] = []
    let before: Query['before'] = null
    for (;;) {
      const page = await list(db, { before, limit: 3 })
      seen.push(...page.map((row) => row.contact_name as string))
      if (page.length < 3) break
      before = page.at(-1) as unknown as NonNullable<Query['before']>
    }
    expect(seen).toEqual(['Zélia Prado', 'Mariana Lopes', 'Érica Souza', 'Ana Lúcia'])
  })

  it.each([
    [0, 1],
    [-5, 1],
    [null, 4],
    [100_000, 4],
  ])('keeps a limit of %s within reason', async (limit, expected) => {
    expect(await shown({ limit })).toHaveLength(expected)
  })

  itIsForMembers(db, (sql) => sql`select public.list_conversations(${aurora.id})`)
})
