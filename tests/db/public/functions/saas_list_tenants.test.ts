import { describe, expect, it } from 'vitest'
import { personas } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { receive } from '../../support/events.ts'
import { expectError } from '../../support/expect-error.ts'
import { itNeedsSession } from '../../support/guards.ts'

const db = await createDatabase()

const list = (session: Session, search: string | null = null, limit = 50, after: string | null = null) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`select * from public.saas_list_tenants(${search}, ${limit}, ${after})`,
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

  it('goes on after a name', () =>
    db.rolledBack(async (session) => {
      const [first] = await list(session, null, 1)
      expect((await list(session, null, 50, first!.name as string)).map((row) => row.slug)).toEqual([
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
