import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, joao, mariana, receive } from '../support/events.ts'
import { itNeedsSession } from '../support/guards.ts'

const db = await createDatabase()

interface Context {
  user: { id: string; email: string }
  is_saas_admin: boolean
  single_tenant: boolean
  channel_kinds: Record<string, Record<string, unknown>>
  left_clinic: string | null
  memberships: { tenant_id: string; role: string; unread_total: number; whatsapp: object | null }[]
}

const contextOf = async (session: Session, email: Email) => {
  const [row] = await session.asUser(
    email,
    (sql) => sql<{ context: Context }[]>`select public.my_context() as context`,
  )
  return row!.context
}

describe('my_context', () => {
  it('names the clinic that a person is in no more', () =>
    db.rolledBack(async (session) => {
      expect((await contextOf(session, 'desligado@aurora.test')).left_clinic).toBe(aurora.name)
      expect((await contextOf(session, 'fora@exemplo.test')).left_clinic).toBeNull()
      const { id } = people['recepcao@aurora.test']
      await session.asPostgres(
        (
          sql,
        ) => sql`insert into public.tenant_invitations (tenant_id, email, role, token_hash, accepted_at, accepted_by)
          values (${aurora.id}, 'recepcao@aurora.test', 'operator', 'hash', now(), ${id})`,
      )
      expect((await contextOf(session, 'recepcao@aurora.test')).left_clinic).toBeNull()
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${id})`,
      )
      expect((await contextOf(session, 'recepcao@aurora.test')).left_clinic).toBe(aurora.name)
    }))

  it('says who one is, where, as what, and how many conversations wait', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', occurred_at: at(1) })
      await receive(session, { provider_message_id: 'A3', address: { phone: '+5521900000000' } })
      expect(await contextOf(session, 'recepcao@aurora.test')).toEqual({
        user: {
          id: people['recepcao@aurora.test'].id,
          email: 'recepcao@aurora.test',
          full_name: 'Rita Recepção',
          locale: 'pt-BR',
        },
        is_saas_admin: false,
        saas_second_factor: null,
        single_tenant: false,
        channel_kinds: expect.any(Object) as object,
        left_clinic: null,
        memberships: [
          {
            tenant_id: aurora.id,
            slug: 'aurora',
            name: 'Clínica Aurora',
            role: 'operator',
            time_zone: 'America/Sao_Paulo',
            logo_path: null,
            second_factor: null,
            second_factor_from: null,
            deletion_on: null,
            modules: ['sales', 'products', 'knowledge'],
            whatsapp: { provider: 'evolution', state: 'open' },
            channels: [{ provider: 'evolution', family: 'whatsapp', state: 'open' }],
            unread_total: 2,
          },
        ],
      })
    }))

  it('counts a conversation that sleeps once it wakes, and one that is blocked never', () =>
    db.rolledBack(async (session) => {
      const unread = async () =>
        (await contextOf(session, 'recepcao@aurora.test')).memberships[0]?.unread_total
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
      await session.asUser('recepcao@aurora.test', async (sql) => {
        await sql`select public.snooze_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, now() + interval '1 hour')`
        await sql`select public.block_conversation(${aurora.id}, ${`whatsapp:${joao}`}, true)`
      })
      expect(await unread()).toBe(0)
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_threads set snoozed_until = now() where snoozed_until is not null`
        await sql`select app.wake_conversation(tenant_id, id) from public.conversation_threads`
      })
      expect(await unread()).toBe(1)
    }))

  it('says what each kind of channel can', () =>
    db.rolledBack(async (session) => {
      const { channel_kinds } = await contextOf(session, 'recepcao@aurora.test')
      expect(channel_kinds).toMatchObject({
        evolution: {
          family: 'whatsapp',
          costs_credits: false,
          max_text_length: 4096,
          window_hours: null,
          max_template_length: null,
          media: {
            image: { mime_types: ['image/jpeg', 'image/png'], max_bytes: 5_242_880, takes_caption: true },
          },
        },
        twilio: {
          family: 'whatsapp',
          costs_credits: true,
          max_text_length: 1600,
          window_hours: 24,
          max_template_length: 1024,
          media: { document: { max_bytes: 16_777_216, takes_caption: false } },
        },
      })
    }))

  it.each(['fora@exemplo.test', 'desligado@aurora.test'] as const)('shows %s no clinic', (email) =>
    db.rolledBack(async (session) => {
      expect(await contextOf(session, email)).toMatchObject({ memberships: [], is_saas_admin: false })
    }),
  )

  it('knows who runs the service', () =>
    db.rolledBack(async (session) => {
      expect(await contextOf(session, 'saas@zelo.test')).toMatchObject({
        is_saas_admin: true,
        memberships: [],
      })
    }))

  itNeedsSession(db, (sql) => sql`select public.my_context()`)
})
