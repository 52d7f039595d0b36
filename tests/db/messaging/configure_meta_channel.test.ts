import { describe, expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }
const number = {
  account_id: '104400000000501',
  parent_id: '204400000000601',
  name: 'Clínica',
  phone: '+55 11 90000-0100',
}

const configure = (
  session: Session,
  as: Email,
  tenant: string,
  kind = 'whatsapp_cloud',
  account: object = number,
) =>
  session.asUser(
    as,
    (sql) =>
      sql`select app.configure_meta_channel(${tenant}, ${kind}, ${sql.json(account as never)}, ${sql.json(sealed)})`,
  )

const activeOf = async (session: Session, tenant: string) => {
  const rows = await session.asPostgres(
    (sql) => sql<{ provider: string }[]>`
      select provider from public.notification_channels where tenant_id = ${tenant} and is_active order by 1`,
  )
  return rows.map((row) => row.provider)
}

describe('configure_meta_channel', () => {
  it('takes the place of the other WhatsApp, and stands beside what is none', () =>
    db.rolledBack(async (session) => {
      await configure(session, 'admin@aurora.test', aurora.id, 'messenger', {
        account_id: '1',
        parent_id: '1',
      })
      await configure(session, 'admin@aurora.test', aurora.id)
      expect(await activeOf(session, aurora.id)).toEqual(['messenger', 'whatsapp_cloud'])
    }))

  it('refuses a number, page or account that another clinic uses, until it gives it up', () =>
    db.rolledBack(async (session) => {
      await configure(session, 'admin@aurora.test', aurora.id)
      await expectError(configure(session, 'admin@horizonte.test', horizonte.id), 'PT409', 'sender_in_use')
      expect(await activeOf(session, horizonte.id)).toEqual(['twilio'])
      await session.asUser('admin@aurora.test', async (sql) => {
        const [row] = await sql`select id from public.notification_channels where provider = 'whatsapp_cloud'`
        await sql`select app.deactivate_channel(${aurora.id}, ${row!.id as string})`
      })
      await configure(session, 'admin@horizonte.test', horizonte.id)
      expect(await activeOf(session, horizonte.id)).toEqual(['whatsapp_cloud'])
    }))

  it('keeps one history: who wrote to the phone goes on in the same conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await configure(session, 'admin@aurora.test', aurora.id)
      await ingest(session, {
        provider: 'whatsapp_cloud',
        auth: { account_id: number.account_id },
        event_key: 'm:wamid.1',
        event_type: 'whatsapp_cloud.messages',
        raw: {},
        actions: [
          {
            type: 'message',
            provider_message_id: 'wamid.1',
            from_me: false,
            sent_via_api: false,
            // without the ninth digit, as WhatsApp may know it
            address: {
              phone: mariana.replace('+55119', '+5511'),
              user: 'BR.71',
              group: null,
              lid: null,
              raw: 'x',
            },
            contact_name: null,
            author_name: null,
            kind: 'text',
            body: 'Pelo número novo',
            content: {},
            media: null,
            reply_to_provider_id: null,
            occurred_at: new Date().toISOString(),
            status: 'received',
          },
        ],
        unparsed: null,
      })
      const rows = await session.asPostgres(
        (sql) => sql<{ provider: string; thread_key: string }[]>`
          select m.provider, t.thread_key from public.conversation_messages m
          join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
          where m.tenant_id = ${aurora.id} order by m.occurred_at`,
      )
      expect(rows.map(({ provider }) => provider)).toEqual(['evolution', 'whatsapp_cloud'])
      expect(new Set(rows.map(({ thread_key }) => thread_key))).toEqual(new Set([`whatsapp:${mariana}`]))
    }))

  it('forgets the templates of another business account', () =>
    db.rolledBack(async (session) => {
      await configure(session, 'admin@aurora.test', aurora.id)
      const count = async () => {
        const [row] = await session.asPostgres(
          (sql) => sql<{ n: number }[]>`
            select count(*)::int as n from public.message_templates where tenant_id = ${aurora.id} and external_id = '77'`,
        )
        return row!.n
      }
      await session.asPostgres(
        (
          sql,
        ) => sql`insert into public.message_templates (tenant_id, channel_id, external_id, name, language, body, status)
          select ${aurora.id}, id, '77', 'a', 'pt_BR', 'x', 'approved' from public.notification_channels
          where tenant_id = ${aurora.id} and provider = 'whatsapp_cloud'`,
      )
      await configure(session, 'admin@aurora.test', aurora.id)
      expect(await count()).toBe(1)
      await configure(session, 'admin@aurora.test', aurora.id, 'whatsapp_cloud', {
        ...number,
        parent_id: '9',
      })
      expect(await count()).toBe(0)
    }))

  it.each(['evolution', 'pigeon'])('refuses %s', (kind) =>
    db.rolledBack((session) =>
      expectError(configure(session, 'admin@aurora.test', aurora.id, kind), 'PT400', 'unknown_provider'),
    ),
  )

  it.each<[Email, string]>([
    ['recepcao@aurora.test', 'forbidden'],
    ['admin@horizonte.test', 'not_a_member'],
  ])('refuses %s', (email, code) =>
    db.rolledBack((session) => expectError(configure(session, email, aurora.id), 'PT403', code)),
  )
})
