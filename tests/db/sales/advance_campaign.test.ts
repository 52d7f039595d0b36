import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import {
  addPeople,
  change,
  later,
  look,
  openOfficial,
  openUnofficial,
  personId,
  phoneOf,
  recipients,
  run,
  save,
  sends,
  start,
  started,
  states,
  step,
  template,
  text,
  tuesday,
} from '../support/campaigns.ts'
import { balanceOf, expectBooksInOrder } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { claimJobs, completeSend, makeDue } from '../support/outbox.ts'

const db = await createDatabase()

const balance = async (session: Session) => (await balanceOf(session)).balance
/** Somebody wrote to the number before, a while ago. */
const talk = (session: Session, n: number, body = 'Oi') =>
  receive(session, { provider_message_id: `talk:${n}:${body}`, address: { phone: phoneOf(n) }, body })
const optOut = (session: Session, n: number, purpose = 'marketing') =>
  session.asPostgres(
    (sql) => sql`
      insert into public.conversation_optouts (tenant_id, thread_id, purpose)
      select ${aurora.id}, app.thread_of_phone(${aurora.id}, ${phoneOf(n)}), ${purpose}`,
  )

describe('a campaign', () => {
  it('is sent once to whoever may get it, and says of the others why not', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 7)
      await talk(session, 2)
      await optOut(session, 2)
      await talk(session, 3)
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_threads set blocked_at = now() where phone = ${phoneOf(3)}`
        await sql`update public.marketing_permissions set revoked_at = now() where patient_id = ${personId(4)}`
        await sql`delete from public.contact_phones where patient_id = ${personId(5)}`
        await sql`update public.contact_phones set phone = ${phoneOf(1)} where patient_id = ${personId(6)}`
      })
      const { id } = await started(session)
      const left = await run(session)
      expect(left.map(({ message }) => message.body)).toEqual([
        'Oi, Pessoa! Novidades da Clínica Aurora. Responda SAIR para não receber mais.',
        'Oi, Pessoa! Novidades da Clínica Aurora. Responda SAIR para não receber mais.',
      ])
      expect(await states(session, id)).toEqual([
        'Pessoa b Silva sent',
        'Pessoa c Silva skipped opted_out',
        'Pessoa d Silva skipped conversation_blocked',
        'Pessoa e Silva skipped no_permission',
        'Pessoa f Silva skipped no_phone',
        'Pessoa g Silva skipped duplicate_phone',
        'Pessoa h Silva sent',
      ])
      expect(await look(session, id)).toMatchObject({
        state: 'finished',
        counts: { total: 7, sent: 2, skipped: 5, queued: 0 },
      })
      expect(await run(session, later(60))).toEqual([])
    }))

  it('asks for opt-out, permission and block again when each message is written', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 5)
      for (const n of [3, 4]) await talk(session, n)
      const { id } = await started(session)
      await step(session)
      await step(session)
      expect((await step(session, tuesday, 1))?.sends).toHaveLength(1)
      await optOut(session, 3, 'all')
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_threads set blocked_at = now() where phone = ${phoneOf(4)}`
        await sql`update public.marketing_permissions set revoked_at = now() where patient_id = ${personId(5)}`
      })
      await run(session)
      expect((await states(session, id)).slice(1)).toEqual([
        'Pessoa c Silva sent',
        'Pessoa d Silva skipped opted_out',
        'Pessoa e Silva skipped conversation_blocked',
        'Pessoa f Silva skipped no_permission',
      ])
    }))

  it('says what was frozen when it started, to whoever is still there', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 3)
      const { id } = await started(session)
      await step(session)
      await session.asPostgres(async (sql) => {
        await sql`update public.patients set full_name = 'Outro Nome' where id = ${personId(1)}`
        await sql`delete from public.patients where id = ${personId(2)}`
      })
      const left = await run(session)
      expect(left.map(({ message }) => message.body?.slice(0, 11))).toEqual(['Oi, Pessoa!', 'Oi, Pessoa!'])
      expect((await look(session, id)).counts).toMatchObject({ total: 2, sent: 2 })
    }))

  it('writes to a new number in a conversation that is nobody’s work until the person answers', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 1)
      const { id } = await started(session)
      await run(session)
      const thread = async () =>
        (
          await session.asPostgres(
            (sql) =>
              sql`select status, unread_count from public.conversation_threads where phone = ${phoneOf(1)}`,
          )
        )[0]
      expect(await thread()).toMatchObject({ status: 'finished' })
      await session.asPostgres((sql) => sql`update public.campaign_recipients set taken_at = now()`)
      await receive(session, {
        provider_message_id: 'answer',
        address: { phone: phoneOf(1) },
        body: 'Quero saber mais',
        occurred_at: new Date().toISOString(),
      })
      expect(await thread()).toMatchObject({ status: 'open', unread_count: 1 })
      expect((await look(session, id)).counts).toMatchObject({ replied: 1 })
      expect(await recipients(session, id, { state: 'replied' })).toHaveLength(1)
    }))
})

describe('credits of a campaign', () => {
  it('are held before the first message, settled one by one, and the rest goes back', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 10)
      await addPeople(session, 4)
      await talk(session, 4)
      const { id } = await started(session, { variants: [template(approved)] })
      await step(session)
      await step(session)
      expect(await balance(session)).toBe(6)
      await optOut(session, 4)
      const answers = ['sent', 'permanent', 'sent'] as const
      let n = 0
      await run(session, tuesday, (created) =>
        completeSend(session, created.lease!, answers[n++]!, { id: `SM${n}`, code: 'not_on_whatsapp' }),
      )
      await session.asPostgres((sql) => sql`set constraints all immediate`)
      expect(await look(session, id)).toMatchObject({
        state: 'finished',
        counts: { sent: 2, failed: 1, skipped: 1 },
        credits: { held: 4, used: 2 },
      })
      expect(await balance(session)).toBe(8)
      await expectBooksInOrder(session)
    }))

  it('that come back after its end come back once', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 3)
      await addPeople(session, 2)
      await started(session, { variants: [template(approved)] })
      const [first] = await run(session)
      expect(await balance(session)).toBe(1)
      const fail = (status: string) =>
        session.asPostgres(async (sql) => {
          await sql`update public.conversation_messages set status = ${status}, error_code = 'undelivered' where id = ${first!.message.id}`
          await sql`set constraints all immediate`
          await sql`set constraints all deferred`
        })
      await fail('failed')
      expect(await balance(session)).toBe(2)
      await fail('delivered')
      expect(await balance(session)).toBe(1)
      await fail('failed')
      expect(await balance(session)).toBe(2)
      await expectBooksInOrder(session)
    }))

  it('that are missing when a planned one begins pause it, and it goes on from there', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 1)
      await addPeople(session, 2)
      const draft = await save(session, { variants: [template(approved)] })
      const { id } = await start(session, draft, {
        starts_at: later(86_400, new Date().toISOString()),
      })
      expect(await run(session)).toEqual([])
      expect(await look(session, id)).toMatchObject({
        state: 'paused',
        pause_reason: 'insufficient_credits',
        counts: { queued: 2 },
      })
      expect(await balance(session)).toBe(1)
      await session.asPostgres((sql) => sql`select app.post_credits(${aurora.id}, 'topup_manual', 5, 'gift')`)
      await change(session, id, 'resume')
      expect(await run(session)).toHaveLength(2)
      expect(await balance(session)).toBe(4)
      await expectBooksInOrder(session)
    }))
})

describe('pause, resume and stop', () => {
  it('leave nothing that is queued, and going on begins where it stood', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 10)
      await addPeople(session, 4)
      const { id } = await started(session, { variants: [template(approved)] })
      await step(session)
      await step(session)
      const first = (await step(session, tuesday, 2))!.sends
      await completeSend(session, first[0]!.lease!, 'sent', { id: 'SM1' })
      // the provider takes the second one later
      await completeSend(session, first[1]!.lease!, 'temporary', { code: 'rate_limited' })
      expect(await change(session, id, 'pause')).toMatchObject({ state: 'paused' })
      expect(await change(session, id, 'pause')).toMatchObject({ state: 'paused' })
      expect(await run(session)).toEqual([])
      await makeDue(session)
      expect((await claimJobs(session)).filter(({ send }) => send)).toEqual([])
      await session.asPostgres((sql) => sql`set constraints all immediate`)
      expect((await states(session, id)).map((line) => line.split(' ').slice(3).join(' '))).toEqual([
        'sent',
        'queued',
        'queued',
        'queued',
      ])
      expect(await look(session, id)).toMatchObject({ credits: { held: 4, used: 1 } })
      await change(session, id, 'resume')
      await change(session, id, 'resume')
      const rest = await run(session, later(120))
      expect(rest).toHaveLength(3)
      expect(rest[0]!.message.id).toBe(first[1]!.message.id)
      expect(await look(session, id)).toMatchObject({
        state: 'finished',
        counts: { sent: 4 },
        credits: { held: 4, used: 4 },
      })
      expect(await balance(session)).toBe(6)
      await expectBooksInOrder(session)
    }))

  it('a stopped one tells whom it left out, and gives their credits back', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 10)
      await addPeople(session, 4)
      const { id } = await started(session, { variants: [template(approved)] })
      await step(session)
      await step(session)
      const [first, second] = (await step(session, tuesday, 2))!.sends
      await completeSend(session, first!.lease!, 'sent', { id: 'SM1' })
      await completeSend(session, second!.lease!, 'temporary', { code: 'rate_limited' })
      expect(await change(session, id, 'stop')).toMatchObject({ state: 'stopped' })
      expect(await run(session)).toEqual([])
      await makeDue(session)
      await claimJobs(session)
      await session.asPostgres((sql) => sql`set constraints all immediate`)
      await run(session, later(60))
      expect(await look(session, id)).toMatchObject({
        state: 'stopped',
        counts: { sent: 1, skipped: 3, queued: 0, sending: 0 },
        reasons: [{ state: 'skipped', reason: 'stopped', count: 3 }],
      })
      expect(await balance(session)).toBe(9)
      await expectBooksInOrder(session)
    }))

  it('who failed gets it again, once, and nobody else', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 10)
      await addPeople(session, 3)
      const { id } = await started(session, { variants: [template(approved)] })
      let n = 0
      await run(session, tuesday, (created) =>
        completeSend(session, created.lease!, n++ === 0 ? 'sent' : 'permanent', {
          id: 'SM0',
          code: 'undelivered',
        }),
      )
      await session.asPostgres((sql) => sql`set constraints all immediate`)
      expect(await look(session, id)).toMatchObject({ state: 'finished', counts: { sent: 1, failed: 2 } })
      expect(await balance(session)).toBe(9)
      await change(session, id, 'retry')
      await change(session, id, 'retry')
      expect(await run(session, later(120))).toHaveLength(2)
      expect(await look(session, id)).toMatchObject({
        state: 'finished',
        counts: { sent: 3, failed: 0 },
        credits: { used: 3 },
      })
      expect(await balance(session)).toBe(7)
      await change(session, id, 'retry')
      expect(await run(session, later(180))).toEqual([])
      await expectBooksInOrder(session)
    }))
})

describe('the pace of a campaign', () => {
  it.each([
    ['before the hours of the day', '2030-01-08T11:00:00Z', '2030-01-08T12:00:00+00:00'],
    ['after them', '2030-01-08T23:00:01Z', '2030-01-09T12:00:00+00:00'],
    ['on a Saturday afternoon', '2030-01-12T18:00:00Z', '2030-01-14T12:00:00+00:00'],
    ['on a national holiday', '2030-04-19T14:00:00Z', '2030-04-20T12:00:00+00:00'],
  ])('waits %s', (_, now, until) =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 1)
      const { id } = await started(session)
      expect(await run(session, now)).toEqual([])
      expect(await look(session, id)).toMatchObject({
        state: 'running',
        waits_for: 'hours',
        waits_until: until,
      })
      expect(await run(session, until)).toHaveLength(1)
    }),
  )

  it('keeps the clinic’s own hours within the law’s, and its holidays', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 1)
      await session.asPostgres(
        (sql) =>
          sql`insert into public.clinic_holidays (tenant_id, day, name) values (${aurora.id}, '2030-01-08', 'Aniversário da cidade')`,
      )
      const { id } = await started(session, { hour_from: '13:30', hour_to: '22:00' })
      await run(session)
      expect(await look(session, id)).toMatchObject({ waits_until: '2030-01-09T16:30:00+00:00' })
    }))

  it('never sends more in a minute than it may', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 7)
      const { id } = await started(session, { per_minute: 3 })
      expect(await run(session)).toHaveLength(3)
      expect(await look(session, id)).toMatchObject({ waits_for: 'throttle' })
      expect(await run(session, later(59))).toHaveLength(0)
      expect(await run(session, later(60))).toHaveLength(3)
      expect(await run(session, later(121))).toHaveLength(1)
    }))

  it('writes to no more people a day than the number’s tier takes', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 4)
      await session.asPostgres(async (sql) => {
        await sql`insert into app.messaging_tiers (key, people) values ('TIER_TEST', 3)`
        await sql`
          insert into public.meta_accounts (tenant_id, channel_id, account_id, messaging_limit) values (${aurora.id}, ${aurora.evolution}, '1', 'TIER_TEST')`
      })
      const { id } = await started(session)
      expect(await run(session)).toHaveLength(3)
      expect(await look(session, id)).toMatchObject({ waits_for: 'tier' })
      expect(await run(session, later(86_401))).toHaveLength(1)
    }))

  it('heaps nothing up while the provider takes no messages', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 230)
      const { id } = await started(session)
      const left = await run(session, tuesday, async () => undefined)
      expect(left).toHaveLength(200)
      expect(await look(session, id)).toMatchObject({
        waits_for: 'provider',
        counts: { sending: 200, queued: 30 },
      })
    }))
})

describe('two texts', () => {
  it('are given by a fixed share, and compared honestly', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 60)
      const { id } = await started(session, {
        variants: [text('A {{nome}} sair'), text('B {{nome}} sair')],
        share_b: 30,
      })
      const left = await run(session, tuesday, sends(session), 60)
      const b = left.filter(({ message }) => message.body?.startsWith('B')).length
      expect(b).toBeGreaterThan(5)
      expect(b).toBeLessThan(35)
      const { result } = await look(session, id)
      expect(result).toMatchObject({ a: { sent: 60 - b, replied: 0 }, b: { sent: b }, verdict: 'too_few' })
    }))
})

it('pauses where going on would skip everybody, and says why', () =>
  db.rolledBack(async (session) => {
    await openUnofficial(session)
    await addPeople(session, 2)
    const { id } = await started(session)
    await step(session)
    await session.asPostgres(
      (sql) =>
        sql`update public.notification_channels set connection_state = 'close' where tenant_id = ${aurora.id}`,
    )
    expect(await run(session)).toEqual([])
    expect(await look(session, id)).toMatchObject({
      state: 'paused',
      pause_reason: 'channel_disconnected',
      counts: { queued: 2 },
    })
    expect(await ask(session, 'list_timeline', { of: 'person', id: personId(1) })).toEqual([])
  }))
