import type { Row } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, personas } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itNeedsSession } from '../support/guards.ts'

const db = await createDatabase()

const list = (session: Session, search: string | null = null, limit = 50, after?: Row) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`
      select * from public.saas_list_tenants(${search}, ${limit}, ${after?.name ?? null}, ${after?.id ?? null})`,
  )

describe('saas_list_tenants', () => {
  it('shows every clinic by name with its size', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect(await list(session)).toMatchObject([
        {
          slug: 'aurora',
          members: '5',
          conversations: '1',
          messages_30d: '1',
          channel: 'evolution',
          channel_state: 'open',
        },
        { slug: 'horizonte', members: '5', conversations: '0', messages_30d: '0', channel: 'twilio' },
      ])
    }))

  it.each([
    ['CLINICA HORI', ['horizonte']],
    ['aurora', ['aurora']],
    ['nada', []],
  ])('finds %s', (search, slugs) =>
    db.rolledBack(async (session) => {
      expect((await list(session, search)).map((row) => row.slug)).toEqual(slugs)
    }),
  )

  it('goes on after the last clinic of a page, also among clinics of one name', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.tenants (slug, name) select 'aurora-' || n, ${aurora.name} from generate_series(1, 3) n`,
      )
      const pages: Row[] = []
      for (;;) {
        const [next] = await list(session, null, 1, pages.at(-1))
        if (!next) break
        pages.push(next)
      }
      expect(pages.map((row) => row.slug).sort()).toEqual([
        'aurora',
        'aurora-1',
        'aurora-2',
        'aurora-3',
        'horizonte',
      ])
    }))

  it.each(personas.filter((persona) => persona !== 'saas@zelo.test' && persona !== 'anon'))(
    'refuses %s',
    (email) =>
      expectError(
        db.asUser(email, (sql) => sql`select * from public.saas_list_tenants()`),
        'PT403',
        'forbidden',
      ),
  )

  itNeedsSession(db, (sql) => sql`select * from public.saas_list_tenants()`)
})
