import { beforeAll, describe, expect, it } from 'vitest'
import { aurora, horizonte, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { at, joao, mariana, message, evolutionEvent, ingest } from '../support/events.ts'

const db = await createDatabase()

interface Wanted {
  text: string
  thread?: string
  assigned?: string
  tag?: string
  direction?: string
  media?: boolean
  from?: string
  before?: string
  limit?: number
}

/** Reads the newest three, then the newest eight of what is left, then the index of words. */
const steps = '{3,8}'
/** Ids before and after all others: a page begins before a moment, or at the newest message. */
const nobody = '00000000-0000-0000-0000-000000000000'
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const found = (wanted: Wanted, reach: string) =>
  db.asPostgres(
    (sql) => sql<{ message_id: string }[]>`
      select message_id from app.find_messages(${aurora.id}, app.text_query(${wanted.text}), ${wanted.thread ?? null}, null,
        ${wanted.assigned ?? null}, ${wanted.direction ?? null}, ${wanted.media ?? false}, ${wanted.from ?? null},
        ${wanted.before ?? 'infinity'}::text::timestamptz, ${wanted.before ? nobody : last}, ${wanted.tag ?? null}, ${wanted.limit ?? 30}, ${reach}::int[])`,
  )

/** The same by its definition: every message is looked at. */
const expected = (wanted: Wanted) =>
  db.asPostgres(
    (sql) => sql<{ message_id: string }[]>`
      select m.id as message_id
      from public.conversation_messages m
      join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
      where m.tenant_id = ${aurora.id} and app.words_of_text(m.body) @@ app.text_query(${wanted.text})
        and m.thread_id = coalesce(${wanted.thread ?? null}::uuid, m.thread_id)
        and (${wanted.assigned ?? null}::uuid is null or t.assigned_to = ${wanted.assigned ?? null})
        and (${wanted.tag ?? null}::uuid is null or t.tag_ids @> array[${wanted.tag ?? null}::uuid])
        and m.direction = coalesce(${wanted.direction ?? null}, m.direction)
        and (not ${wanted.media ?? false} or m.media is not null)
        and m.occurred_at >= coalesce(${wanted.from ?? null}::timestamptz, '-infinity')
        and m.occurred_at < coalesce(${wanted.before ?? null}::timestamptz, 'infinity')
      order by m.occurred_at desc, m.id desc
      limit ${wanted.limit ?? 30}`,
  )

let thread: string
const tag = '00000000-0000-4000-8000-00000000fa00'

beforeAll(async () => {
  // "consulta" in every second message, "febre" in every seventh, "recibo" in two old ones, "hoje" only lately
  const body = (n: number) =>
    [
      'mensagem',
      n % 2 === 0 ? 'consulta' : 'sessão',
      n % 7 === 0 ? 'febre' : '',
      n === 3 || n === 5 ? 'recibo' : '',
      n > 55 ? 'hoje' : '',
    ].join(' ')
  const sent = Array.from({ length: 60 }, (_, n) =>
    message({
      provider_message_id: `F${n}`,
      body: body(n),
      // several of one moment: the id decides their order
      occurred_at: at(Math.floor(n / 3)),
      from_me: n % 5 === 0,
      address: { phone: n % 3 === 0 ? joao : mariana },
      ...(n % 4 === 0 ? { kind: 'image', media: { state: 'remote', mime_type: 'image/jpeg' } } : {}),
    }),
  )
  for (const one of sent) await ingest(db, evolutionEvent([one]))
  const elsewhere = message({ provider_message_id: 'H1', body: 'consulta febre recibo', occurred_at: at(99) })
  await ingest(db, evolutionEvent([elsewhere], { clinic: 'horizonte' }))
  const [row] = await db.asPostgres(
    (sql) => sql<{ id: string }[]>`
      update public.conversation_threads set assigned_to = ${people['recepcao@aurora.test'].id}, tag_ids = array[${tag}]::uuid[]
      where tenant_id = ${aurora.id} and phone = ${joao} returning id`,
  )
  thread = row!.id
})

describe('find_messages', () => {
  it.each<Wanted>([
    { text: 'consulta' },
    { text: 'consulta', limit: 2 },
    { text: 'consulta', limit: 7 },
    { text: 'febre' },
    { text: 'febre', limit: 4 },
    { text: 'recibo' },
    { text: 'hoje' },
    { text: 'hoje', limit: 1 },
    { text: 'consulta sessão' },
    { text: 'consulta febre', limit: 3 },
    { text: 'consulta', direction: 'outbound' },
    { text: 'mensagem', media: true, limit: 6 },
    { text: 'mensagem', from: at(4), before: at(9) },
    { text: 'mensagem', from: at(18) },
    { text: 'recibo', before: at(1) },
    { text: 'mensagem', assigned: people['recepcao@aurora.test'].id },
    { text: 'mensagem', before: at(0) },
    { text: 'mensagem', tag },
    { text: 'consulta', tag, limit: 4 },
  ])('answers $text ($limit) by whatever way it goes as by looking at every message: %j', async (wanted) => {
    const answer = await expected(wanted)
    for (const reach of [steps, '{1,2}', '{100,200}']) expect(await found(wanted, reach)).toEqual(answer)
  })

  it.each(['consulta', 'febre', 'recibo', 'hoje'])('answers %s in one conversation', async (text) => {
    for (const limit of [1, 30])
      expect(await found({ text, thread, limit }, steps)).toEqual(await expected({ text, thread, limit }))
  })

  it('goes on from every row without gap or repetition', async () => {
    const seen: string[] = []
    let [before_at, before_id] = ['infinity', last]
    for (;;) {
      const page = await db.asPostgres(
        (sql) => sql<{ message_id: string; at: string }[]>`
          select message_id, occurred_at::text as at from app.find_messages(${aurora.id}, app.text_query('consulta'), null, null, null,
            null, false, null, ${before_at!}::text::timestamptz, ${before_id!}, null, 4, ${steps}::int[])`,
      )
      if (page.length === 0) break
      seen.push(...page.map(({ message_id }) => message_id))
      ;[before_at, before_id] = [page.at(-1)!.at, page.at(-1)!.message_id]
    }
    expect(seen).toEqual((await expected({ text: 'consulta', limit: 100 })).map((row) => row.message_id))
  })

  it('finds nothing of another clinic', async () => {
    const [row] = await db.asPostgres(
      (sql) => sql<{ count: number }[]>`
        select count(*)::int from app.find_messages(${horizonte.id}, app.text_query('consulta'), null, null, null, null, false, null,
          'infinity', ${last}, null, 30, ${steps}::int[])`,
    )
    expect(row!.count).toBe(1)
  })
})
