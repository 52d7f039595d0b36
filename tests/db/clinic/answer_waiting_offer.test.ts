import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  ask,
  book,
  helena,
  otherSessionId,
  patients,
  sessionId,
  sueli,
  types,
  type AgendaSession,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { retried } from '../support/retried.ts'
import {
  advance,
  answer,
  entries,
  free,
  freed,
  later,
  noon,
  noteFreed,
  offered,
  openWaitingList,
  sessionOf,
  slots,
  tokenOf,
  wait,
} from '../support/waiting-list.ts'

const db = await createDatabase()

/** A time that Ana gave up is offered to Bia; Caio is next. */
async function offerToBia(session: Session, settings: object = { is_on: true }): Promise<string> {
  await openWaitingList(session, settings as Record<string, unknown>)
  await wait(session, 'ana')
  await wait(session, 'bia')
  await wait(session, 'caio')
  const { id } = await free(session)
  await advance(session, id!)
  return id!
}
const offersOf = async (session: Session) => (await slots(session))[0]!.offers

/** What somebody with the link sees or says. */
async function follow(session: Session, token: string, yes: boolean | null, now = noon) {
  const [row] = await session.asService(
    (sql) => sql<{ answer: Record<string, string> }[]>`
      select app.follow_waiting_link(${token}, 'here', ${yes}, ${now}) as answer`,
  )
  return row!.answer
}

describe('a time that becomes free', () => {
  it('is offered to who waits, not to who gave it up, with a deadline', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      expect(await offered(session)).toEqual(['Bia Reis open'])
      const [offer] = await offersOf(session)
      expect(new Date(offer!.expires_at!).toISOString()).toBe(later(60))
      const [message] = await session.asPostgres(
        (sql) =>
          sql`select body, origin from public.conversation_messages where origin = 'automation' order by created_at desc limit 1`,
      )
      expect(message?.origin).toBe('automation')
      expect(message?.body).toMatch(
        /^Olá, Bia! Aqui é da Clínica Aurora\.\n\nAbriu um horário: \*terça, 8\/1\/2030, às 15h\*, com Helena Terapeuta\./,
      )
      expect(await entries(session)).toMatchObject([
        { offer: null },
        { offer: { state: 'open' } },
        { offer: null },
      ])
    }))

  it('waits for the grace period, and is not offered when it was taken back', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia')
      const { id } = await free(session)
      const [job] = await session.asPostgres(
        (sql) => sql`select run_at from app.jobs where kind = 'waiting_slot'`,
      )
      expect((job!.run_at as Date).toISOString()).toBe(later(3))
      const [cancelled] = await session.asPostgres((sql) => sql`select id from public.sessions`)
      await ask(session, 'set_session_status', { id: cancelled!.id as string, status: 'scheduled' })
      expect(await advance(session, id!, later(3))).toEqual([])
      expect(await slots(session)).toMatchObject([{ status: 'filled', offers: [] }])
    }))

  it.each([
    ['is off', { is_on: false }, noon, 'off'],
    ['begins too soon', { is_on: true, notice_hours: 48 }, noon, 'too_soon'],
    ['is over', { is_on: true, notice_hours: 0 }, '2030-01-08T19:00:00Z', 'too_soon'],
  ])('is not offered where it %s', (_, settings, now, skipped) =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, settings)
      expect(await free(session, now)).toEqual({ skipped })
    }),
  )

  it('is not offered when somebody has it already, and once when two events tell of it', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const { version } = await book(session, { start_local: freed })
      await ask(session, 'move_session', { id: sessionId, version, start_local: '2030-01-09T15:00' })
      expect(await noteFreed(session)).toMatchObject({ id: expect.any(String) as string })
      expect(await noteFreed(session)).toEqual({ skipped: 'on_offer' })
      await book(session, { id: otherSessionId, start_local: freed, patient_ids: [patients.davi] })
      expect(await noteFreed(session)).toEqual({ skipped: 'not_free' })
    }))

  it('goes to the next in turn when nobody can be told, and when the deadline passed', () =>
    db.rolledBack(async (session) => {
      const slot = await offerToBia(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_threads set blocked_at = now() where phone = '+5511987650003'`,
      )
      await wait(session, 'davi')
      await advance(session, slot, later(59))
      expect(await offered(session)).toEqual(['Bia Reis open'])
      await advance(session, slot, later(60))
      expect(await offered(session)).toEqual(['Bia Reis expired', 'Caio Souza unsent', 'Davi Lima open'])
      expect((await offersOf(session))[1]).toMatchObject({ skipped: 'conversation_blocked' })
    }))

  it('is offered to several at once where the clinic wants it', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session, { is_on: true, offers_at_once: 2 })
      expect(await offered(session)).toEqual(['Bia Reis open', 'Caio Souza open'])
    }))

  it('is over when it begins', () =>
    db.rolledBack(async (session) => {
      const slot = await offerToBia(session)
      await advance(session, slot, '2030-01-08T18:00:00Z')
      const [row] = await session.asPostgres((sql) => sql`select status from public.waiting_slots`)
      expect(row?.status).toBe('ended')
    }))
})

describe('answer_waiting_offer', () => {
  it('books an ordinary session with a yes, and says the same again', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      const [offer] = await offersOf(session)
      const said = await answer(session, offer!.id, true, later(10))
      expect(said.state).toBe('accepted')
      expect(await answer(session, offer!.id, true, later(500))).toEqual(said)
      expect(await answer(session, offer!.id, false, later(11))).toEqual(said)
      expect(await sessionOf(session, said.session_id!)).toMatchObject({
        therapist_id: helena,
        starts_local: freed,
        ends_local: '2030-01-08T15:50',
        session_type_id: types.single,
        price_cents: 18000,
        status: 'scheduled',
        patients: [{ patient_id: patients.bia }],
      } satisfies Partial<Record<keyof AgendaSession | 'session_type_id', unknown>>)
      expect((await entries(session)).map(({ patient_name }) => patient_name)).toEqual([
        'Ana Prado',
        'Caio Souza',
      ])
      // it is charged and told as any other
      const [bill] = await session.asPostgres(
        (sql) => sql`select amount_cents from public.money_charges where session_id = ${said.session_id!}`,
      )
      expect(bill?.amount_cents).toBe(18000)
      const wishes = await session.asPostgres(
        (sql) => sql`select patient_id from app.session_notice_wishes where session_id = ${said.session_id!}`,
      )
      expect(wishes).toEqual([{ patient_id: patients.bia }])
    }))

  it('asks the next after a no, who is still on the list', () =>
    db.rolledBack(async (session) => {
      const slot = await offerToBia(session)
      const [offer] = await offersOf(session)
      expect(await answer(session, offer!.id, false)).toEqual({ state: 'refused', session_id: null })
      await advance(session, slot, later(1))
      expect(await offered(session)).toEqual(['Bia Reis refused', 'Caio Souza open'])
      expect(await entries(session)).toHaveLength(3)
    }))

  it('hears a yes after the deadline as one that came too late', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      const [offer] = await offersOf(session)
      expect(await answer(session, offer!.id, true, later(60))).toMatchObject({ state: 'expired' })
    }))

  it('says politely that the desk has filled it, also where no event told of that', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      const [offer] = await offersOf(session)
      await session.asPostgres(
        (sql) => sql`
          insert into public.agenda_exceptions (tenant_id, id, kind, therapist_id, starts_at, ends_at)
          values (${aurora.id}, gen_random_uuid(), 'absence', ${helena}, '2030-01-08T12:00:00Z', '2030-01-08T22:00:00Z')`,
      )
      expect(await answer(session, offer!.id, true)).toEqual({ state: 'filled', session_id: null })
      expect(await slots(session)).toMatchObject([{ status: 'filled' }])
    }))

  it('is what the desk heard, of a therapist in the own agenda', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      const [offer] = await offersOf(session)
      const say = (as?: 'terapeuta@aurora.test') =>
        ask<{ state: string }>(session, 'answer_waiting_offer', { id: offer!.id, yes: true }, as)
      await session.asPostgres((sql) => sql`update public.waiting_slots set therapist_id = ${sueli}`)
      await expectRefusal(() => say('terapeuta@aurora.test'), 'PT403', 'forbidden')
      expect((await say()).state).toBe('accepted')
      await expectError(
        ask(session, 'answer_waiting_offer', { id: randomUUID(), yes: true }),
        'PT404',
        'waiting_offer_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.answer_waiting_offer(${aurora.id}, ${randomUUID()}, true)`)
})

describe('follow_waiting_link', () => {
  it('shows the offer and takes the answer of whoever holds the link, and knows nobody else', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      const [offer] = await offersOf(session)
      const token = await tokenOf(session, offer!.id)
      const seen = await follow(session, token, null)
      expect(seen).toEqual({
        state: 'open',
        clinic_name: 'Clínica Aurora',
        when: 'terça, 8/1/2030, às 15h',
        therapist_name: 'Helena Terapeuta',
        until: expect.stringContaining('às 13h') as string,
      })
      expect(await follow(session, token, null, later(61))).toMatchObject({ state: 'expired' })
      expect(await offered(session)).toEqual(['Bia Reis open'])
      expect(await follow(session, token, true)).toMatchObject({ state: 'accepted' })
      expect(await follow(session, token, true)).toMatchObject({ state: 'accepted' })
      for (const wrong of ['', 'x', `${token}x`, token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))])
        expect(await follow(session, wrong, true)).toEqual({ state: 'unknown' })
    }))

  it('keeps the secret of the link as a hash, which nobody reads', () =>
    db.rolledBack(async (session) => {
      await offerToBia(session)
      await expectError(
        session.asUser('dona@aurora.test', (sql) => sql`select token_hash from public.waiting_list_offers`),
        '42501',
      )
    }))

  it('is not tried without end', () =>
    db.rolledBack(async (session) => {
      const states = []
      for (let times = 0; times < 61; times += 1) states.push((await follow(session, 'x', null)).state)
      expect(states.at(59)).toBe('unknown')
      expect(states.at(60)).toBe('limited')
    }))
})

describe('races', () => {
  it('gives a time to one of two who say yes at once', async () => {
    const racing = db
    await offerToBia(racing, { is_on: true, offers_at_once: 2 })
    const offers = await offersOf(racing)
    expect(offers).toHaveLength(2)
    const states = await Promise.all(
      // both twice, as an impatient thumb does
      [...offers, ...offers].map(({ id }) => retried(() => answer(racing, id, true))),
    )
    expect(states.map(({ state }) => state).sort()).toEqual(['accepted', 'accepted', 'filled', 'filled'])
    expect(new Set(states.flatMap(({ session_id }) => session_id ?? [])).size).toBe(1)
    const booked = await racing.asPostgres(
      (sql) => sql`select id from public.sessions where blocks_time and starts_at = '2030-01-08T18:00:00Z'`,
    )
    expect(booked).toHaveLength(1)
  })

  it('gives it to the patient or to the desk, never to both', async () => {
    const racing = db
    await racing.asPostgres((sql) => sql`update public.sessions set status = 'cancelled'`)
    for (let round = 0; round < 6; round += 1) {
      const start = `2030-02-${String(round + 4).padStart(2, '0')}T15:00`
      const entry = await wait(racing, 'davi', { therapist_id: sueli })
      const { id } = await ask<{ id: string }>(racing, 'offer_waiting_slot', {
        slot: { therapist_id: sueli, start_local: start, minutes: 50 },
        entry_ids: [entry.id],
      })
      await advance(racing, id)
      const [offer] = (await slots(racing)).find((slot) => slot.id === id)!.offers
      const [said, desk] = await Promise.allSettled([
        retried(() => answer(racing, offer!.id, true)),
        retried(() =>
          book(racing, {
            id: randomUUID(),
            start_local: start,
            therapist_id: sueli,
            patient_ids: [patients.ana],
          }),
        ),
      ])
      const isTheirs = said.status === 'fulfilled' && said.value.state === 'accepted'
      expect(said.status).toBe('fulfilled')
      expect(desk.status).toBe(isTheirs ? 'rejected' : 'fulfilled')
    }
  })

  it('answers, takes back and advances in any order without a deadlock that nobody ends', async () => {
    const racing = db
    const bia = await wait(racing, 'bia', { therapist_id: sueli })
    const caio = await wait(racing, 'caio', { therapist_id: sueli })
    const { id } = await ask<{ id: string }>(racing, 'offer_waiting_slot', {
      slot: { therapist_id: sueli, start_local: '2030-03-05T15:00', minutes: 50 },
      entry_ids: [bia.id, caio.id],
    })
    await advance(racing, id)
    const [first, second] = (await slots(racing)).find((slot) => slot.id === id)!.offers
    await Promise.all([
      retried(() => answer(racing, first!.id, true)),
      retried(() => ask(racing, 'withdraw_waiting_offer', { id: second!.id })),
      retried(() => ask(racing, 'remove_waiting_entry', { id: caio.id })),
      retried(() => advance(racing, id)),
    ])
    const after = (await slots(racing)).find((slot) => slot.id === id)!
    expect(after.status).toBe('filled')
    expect(after.offers[0]).toMatchObject({ state: 'accepted' })
  })
})
