import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { balanceOf, endOfTransaction, ledgerOf } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { ingest, mariana, message, receive } from '../support/events.ts'
import { completeSend, createOutbound, openConversation } from '../support/outbox.ts'
import { externalId, listed, templatesOf } from '../support/templates.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`
const HOUR = 3_600_000
const hoursAgo = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - hours * HOUR)

interface Kind {
  kind?: string
  family?: string
  max_text_length?: number
  window_hours?: number | null
  max_template_length?: number | null
  needs_pairing?: boolean
}

/** Adds a kind of channel that no rule has heard of. */
const addKind = (session: Session, kind: Kind = {}) =>
  session.asPostgres((sql) => {
    const row = {
      kind: 'carrier',
      family: 'whatsapp',
      label: 'Carrier',
      position: 30,
      is_official: false,
      needs_pairing: false,
      echoes_sends: false,
      max_text_length: 10,
      window_hours: null,
      max_template_length: null,
      ...kind,
    }
    return sql`insert into public.channel_kinds ${sql(row)}`
  })

/** Sets up a channel of that kind in Clínica Aurora and goes over to it. */
async function goOver(session: Session, kind = 'carrier', state = 'open'): Promise<string> {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql<{ id: string }[]>`select app.reserve_channel_id(${aurora.id}, ${kind}) as id`,
  )
  await session.asService(
    (sql) => sql`select app.activate_channel(${aurora.id}, ${row!.id}, null, null, ${state})`,
  )
  return row!.id
}

const activeKinds = async (session: Session) => {
  const rows = await session.asPostgres(
    (sql) => sql<{ provider: string }[]>`
      select provider from public.notification_channels where tenant_id = ${aurora.id} and is_active order by 1`,
  )
  return rows.map((row) => row.provider)
}

/** Mariana writes to the channel of that kind. */
const writes = (session: Session, channel: string, at: Date, kind = 'carrier') =>
  ingest(session, {
    provider: kind,
    auth: { tenant_id: aurora.id, channel_id: channel },
    event_key: randomUUID(),
    event_type: 'inbound',
    raw: {},
    actions: [message({ provider_message_id: randomUUID(), occurred_at: at.toISOString() })],
    unparsed: null,
  })

const windowOf = async (session: Session) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ until: Date | null }[]>`select public.get_service_window(${aurora.id}, ${key}) as until`,
  )
  return row!.until
}

const detailOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    ({ message, detail }: { message: string; detail: string }) => ({ message, detail }),
  )

const price = (session: Session, credits: number, category = 'any', from = '2001-01-01') =>
  session.asPostgres(
    (sql) => sql`insert into public.channel_prices (kind, category, valid_from, credits)
      values ('carrier', ${category}, ${from}, ${credits})`,
  )

const fill = (session: Session, credits: number) =>
  session.asService(
    (sql) => sql`select app.post_credits(${aurora.id}, 'adjustment', ${credits}, ${`fill:${randomUUID()}`})`,
  )

describe('the text limit', () => {
  it('is that of the kind, and the refusal carries it', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await addKind(session, { max_text_length: 10 })
      await goOver(session)
      expect((await createOutbound(session, { body: '0123456789' })).lease).toMatchObject({
        provider: 'carrier',
      })
    }))

  it.each([
    ['carrier', 10],
    ['evolution', 4096],
    ['twilio', 1600],
  ])('of %s is %i', (kind, limit) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await addKind(session)
      const channel = await goOver(session, kind)
      if (kind === 'twilio') await writes(session, channel, new Date(), kind)
      expect(await detailOf(createOutbound(session, { body: 'x'.repeat(limit + 1) }))).toEqual({
        message: 'body_too_long',
        detail: String(limit),
      })
    }),
  )
})

describe('the window', () => {
  it('is as long as the kind says, from what the person wrote to that channel', () =>
    db.rolledBack(async (session) => {
      await addKind(session, { window_hours: 2 })
      const channel = await goOver(session)
      const last = hoursAgo(3)
      await writes(session, channel, last)
      const refused = await detailOf(createOutbound(session, { body: 'oi' }))
      expect(refused?.message).toBe('outside_24h_window')
      expect(new Date(refused!.detail)).toEqual(new Date(last.getTime() + 2 * HOUR))
      expect(await windowOf(session)).toBeNull()

      await writes(session, channel, hoursAgo(1))
      expect(await windowOf(session)).toEqual(new Date(hoursAgo(1).getTime() + 2 * HOUR))
      expect((await createOutbound(session, { body: 'oi' })).lease).not.toBeNull()
    }))

  it('is not there where the kind has none', () =>
    db.rolledBack(async (session) => {
      await addKind(session)
      await writes(session, await goOver(session), hoursAgo(1000))
      expect(await windowOf(session)).toBeNull()
      expect((await createOutbound(session, { body: 'oi' })).lease).not.toBeNull()
    }))
})

/** A template of the channel of that kind. */
async function template(session: Session, channel: string, category: string | null): Promise<string> {
  const { body, name, language, variables } = listed(1)
  await session.asPostgres(
    (
      sql,
    ) => sql`insert into public.message_templates (tenant_id, channel_id, external_id, name, language, category, body, variables, status)
      values (${aurora.id}, ${channel}, ${externalId(1)}, ${name}, ${language}, ${category}, ${body}, ${sql.json(variables)}, 'approved')`,
  )
  return (await templatesOf(session, aurora.id))[0]!.id
}
const variables = { 1: 'Ana', 2: '10/09' }

describe('templates', () => {
  it.each([
    [null, { message: 'template_not_supported', detail: undefined }],
    [5, { message: 'template_too_long', detail: '5' }],
    [500, null],
  ])('of at most %s characters are taken as the kind says', (max_template_length, expected) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await addKind(session, { max_template_length })
      const id = await template(session, await goOver(session), 'UTILITY')
      expect(await detailOf(createOutbound(session, { template: { id, variables } }))).toEqual(expected)
    }),
  )
})

describe('credits', () => {
  const movements = async (session: Session) =>
    (await ledgerOf(session, aurora.id))
      .filter((row) => row.conversation_message_id !== null)
      .map((row) => `${row.kind} ${row.amount}`)

  it('are what the kind’s newest price says, and what was paid comes back whatever it costs by then', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await addKind(session)
      await goOver(session)
      await fill(session, 10)
      await price(session, 1)
      await price(session, 2, 'any', '2002-01-01')
      await price(session, 7, 'any', '2999-01-01')
      const before = (await balanceOf(session, aurora.id)).balance
      const { lease } = await createOutbound(session, { body: 'oi' })
      expect(await movements(session)).toEqual(['usage -2'])
      await price(session, 5, 'any', '2003-01-01')
      await completeSend(session, lease!, 'permanent', { code: 'number_not_on_whatsapp' })
      await endOfTransaction(session)
      expect(await movements(session)).toEqual(['usage -2', 'refund 2'])
      expect((await balanceOf(session, aurora.id)).balance).toBe(before)
    }))

  it('follow the category of the template, and free text has its own', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await addKind(session, { max_template_length: 500 })
      const id = await template(session, await goOver(session), 'MARKETING')
      await fill(session, 10)
      await price(session, 1)
      await price(session, 3, 'marketing')
      await price(session, 0, 'service')
      await createOutbound(session, { template: { id, variables } })
      await createOutbound(session, { body: 'oi' })
      expect(await movements(session)).toEqual(['usage -3'])
    }))

  it('are spent by a clinic whose channel costs some now', () =>
    db.rolledBack(async (session) => {
      const pays = async () => {
        const [row] = await session.asService(
          (sql) => sql<{ pays: boolean }[]>`select app.pays_with_credits(${aurora.id}) as pays`,
        )
        return row!.pays
      }
      await addKind(session)
      await goOver(session)
      expect(await pays()).toBe(false)
      await price(session, 1, 'any', '2999-01-01')
      expect(await pays()).toBe(false)
      await price(session, 1)
      expect(await pays()).toBe(true)
      await price(session, 0, 'any', '2002-01-01')
      expect(await pays()).toBe(false)
    }))
})

describe('families', () => {
  it('have one channel on at a time', () =>
    db.rolledBack(async (session) => {
      await addKind(session)
      await goOver(session)
      expect(await activeKinds(session)).toEqual(['carrier'])
    }))

  it('leave each other on, and a conversation stays with its own', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await addKind(session, { kind: 'pigeon', family: 'post' })
      await goOver(session, 'pigeon')
      expect(await activeKinds(session)).toEqual(['evolution', 'pigeon'])
      const { message: sent, lease } = await createOutbound(session, { body: 'x'.repeat(100) })
      expect(lease).toMatchObject({ provider: 'evolution' })
      const [row] = await session.asService(
        (sql) => sql<{ refusal: string | null }[]>`
          select app.late_refusal(m) as refusal from public.conversation_messages m
          where m.tenant_id = ${aurora.id} and m.id = ${sent.id}`,
      )
      expect(row!.refusal).toBeNull()
      const [health] = await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql<{ health: { provider: string } }[]>`select public.channel_health(${aurora.id}) as health`,
      )
      expect(health!.health.provider).toBe('evolution')
    }))

  it('are those of the kinds: a channel of a kind that nobody knows cannot be', () =>
    db.rolledBack(async (session) => {
      await expectError(goOver(session, 'carrier'), 'PT400', 'unknown_provider')
    }))
})

describe('the first authentic webhook', () => {
  it.each([
    [false, 'open'],
    [true, 'connecting'],
  ])('of a kind that needs pairing: %s leaves it %s', (needs_pairing, expected) =>
    db.rolledBack(async (session) => {
      await addKind(session, { needs_pairing })
      const channel = await goOver(session, 'carrier', 'connecting')
      await writes(session, channel, new Date())
      const [row] = await session.asPostgres(
        (sql) => sql<{ connection_state: string }[]>`
          select connection_state from public.notification_channels where id = ${channel}`,
      )
      expect(row!.connection_state).toBe(expected)
    }),
  )
})

describe('a channel without a family', () => {
  it('is one of WhatsApp, as all were before', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const rows = await session.asPostgres(
        (sql) => sql`select distinct family from public.notification_channels`,
      )
      expect(rows.map((row) => row.family as string)).toEqual(['whatsapp'])
    }))
})
