import { expect, describe, it } from 'vitest'
import {
  ask,
  book,
  form,
  openAgenda,
  patients,
  seriesId,
  sessionId,
  types,
  helena,
  sueli,
} from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { savePatient } from '../support/patients.ts'
import { balances, bill, bills, charges, day, expectBooksInOrder, receive } from '../support/money.ts'

const db = await createDatabase()

const scene = (test: (session: Session) => Promise<void>) => () =>
  db.rolledBack(async (session) => {
    await openAgenda(session)
    await test(session)
    await expectBooksInOrder(session)
  })

const status = (session: Session, value: string, id = sessionId) =>
  ask(session, 'set_session_status', { id, status: value })

describe('the charge', () => {
  it(
    'is born with the booking',
    scene(async (session) => {
      await book(session, { start_local: `${day(7)}T15:00` })
      const [charge] = await charges(session)
      expect(charge).toMatchObject({
        amount_cents: 18000,
        state: 'unpaid',
        origin: 'session',
        patient_name: 'Ana Prado',
      })
      expect(await balances(session)).toBe(18000)
    }),
  )

  it(
    'of a series is posted for each of its sessions',
    scene(async (session) => {
      const series = { ...form({ start_local: `${day(1)}T08:00` }), freq: 'weekly', count: 4 }
      const decisions = Object.fromEntries([1, 8, 15, 22].map((offset) => [day(offset), { action: 'keep' }]))
      await ask(session, 'book_series', { id: seriesId, series, decisions })
      expect(await charges(session)).toHaveLength(4)
      expect(await balances(session)).toBe(4 * 18000)
    }),
  )

  it(
    'is one for each participant of a group',
    scene(async (session) => {
      await book(session, {
        session_type_id: types.group,
        price_cents: 6000,
        patient_ids: [patients.ana, patients.bia],
      })
      await ask(session, 'join_session', { id: sessionId, patient_id: patients.caio })
      expect((await charges(session)).map(({ amount_cents }) => amount_cents)).toEqual([6000, 6000, 6000])
      await ask(session, 'leave_session', { id: sessionId, patient_id: patients.bia })
      expect((await charges(session)).map(({ patient_name }) => patient_name).sort()).toEqual([
        'Ana Prado',
        'Caio Souza',
      ])
    }),
  )

  it(
    'goes to who pays for the patient, and siblings share their mother',
    scene(async (session) => {
      const mother = { kinship: 'mother', full_name: 'Rosa Prado', cpf: '529.982.247-25', is_payer: true }
      for (const [id, full_name] of [
        [patients.ana, 'Ana Prado'],
        [patients.bia, 'Bia Reis'],
      ] as const) {
        await savePatient(session, { id, version: 1, patient: { full_name }, relations: [mother] })
      }
      await book(session, {
        session_type_id: types.group,
        price_cents: 5000,
        patient_ids: [patients.ana, patients.bia],
      })
      const rows = await charges(session)
      expect(rows.map(({ payer_name }) => payer_name)).toEqual(['Rosa Prado', 'Rosa Prado'])
      expect(new Set(rows.map(({ payer_id }) => payer_id)).size).toBe(1)
    }),
  )

  it(
    'is not there where nobody has said a price',
    scene(async (session) => {
      await book(session, { session_type_id: types.couple })
      expect(await charges(session)).toEqual([])
      expect(await bill(session, sessionId)).toMatchObject({ price_source: 'none', charge: null })
    }),
  )
})

describe('the price', () => {
  it(
    'is the patient’s, then the therapist’s, then the type’s',
    scene(async (session) => {
      const priced = async () => {
        const id = crypto.randomUUID()
        await book(session, { id, reason: 'encaixe' })
        return bill(session, id)
      }
      expect(await priced()).toMatchObject({ price_cents: 18000, price_source: 'type' })
      await ask(session, 'save_session_price', {
        id: crypto.randomUUID(),
        price: { therapist_id: helena, price_cents: 20000 },
      })
      expect(await priced()).toMatchObject({ price_cents: 20000, price_source: 'therapist' })
      await ask(session, 'save_session_price', {
        id: crypto.randomUUID(),
        price: { therapist_id: helena, session_type_id: types.single, price_cents: 21000 },
      })
      expect(await priced()).toMatchObject({ price_cents: 21000, price_source: 'therapist' })
      await ask(session, 'save_session_price', {
        id: crypto.randomUUID(),
        price: { patient_id: patients.ana, price_cents: 9000 },
      })
      expect(await priced()).toMatchObject({ price_cents: 9000, price_source: 'patient' })
    }),
  )

  it(
    'that somebody types into the session comes before all',
    scene(async (session) => {
      await ask(session, 'save_session_price', {
        id: crypto.randomUUID(),
        price: { patient_id: patients.ana, price_cents: 9000 },
      })
      await book(session, { price_cents: 5000 })
      expect(await bill(session, sessionId)).toMatchObject({ price_cents: 5000, price_source: 'session' })
    }),
  )

  it(
    'follows the session to another therapist',
    scene(async (session) => {
      await ask(session, 'save_session_price', {
        id: crypto.randomUUID(),
        price: { therapist_id: sueli, price_cents: 25000 },
      })
      const { version } = await book(session, { start_local: `${day(3)}T15:00` })
      await ask(session, 'move_session', {
        id: sessionId,
        version,
        start_local: `${day(4)}T15:00`,
        therapist_id: sueli,
      })
      const [charge] = await charges(session)
      expect(charge).toMatchObject({ amount_cents: 25000 })
      expect(await balances(session)).toBe(25000)
    }),
  )
})

describe('a session that changes', () => {
  it(
    'and is only moved moves no money',
    scene(async (session) => {
      const { version } = await book(session, { start_local: `${day(3)}T15:00` })
      const [before] = await charges(session)
      await ask(session, 'move_session', { id: sessionId, version, start_local: `${day(5)}T15:00` })
      const [after] = await charges(session)
      expect(after!.id).toBe(before!.id)
      expect(after!.due_on.toISOString().slice(0, 10)).toBe(day(5))
    }),
  )

  it(
    'and is cancelled takes its charge back; confirmed again it is charged again',
    scene(async (session) => {
      await book(session, { start_local: `${day(7)}T15:00` })
      await status(session, 'cancelled')
      expect(await charges(session)).toEqual([])
      expect(await balances(session)).toBe(0)
      await status(session, 'scheduled')
      expect(await balances(session)).toBe(18000)
    }),
  )

  it(
    'and was paid writes a reversal and a new charge, paid by the same payment',
    scene(async (session) => {
      const { version } = await book(session, { start_local: `${day(7)}T15:00` })
      await receive(session, await charges(session))
      expect(await charges(session)).toMatchObject([{ state: 'paid' }])
      await ask(session, 'change_session', { id: sessionId, version, changes: { price_cents: 15000 } })
      expect(await charges(session)).toMatchObject([
        { amount_cents: 15000, paid_cents: 15000, state: 'paid' },
      ])
      expect(await balances(session)).toBe(-3000)
      const kinds = await session.asPostgres(
        (sql) => sql<{ kind: string; amount_cents: number }[]>`
          select kind, amount_cents from public.money_entries order by number`,
      )
      expect(kinds.map(({ kind, amount_cents }) => [kind, amount_cents])).toEqual([
        ['charge', 18000],
        ['payment', -18000],
        ['reversal', -18000],
        ['charge', 15000],
      ])
    }),
  )

  it(
    'and was paid and is cancelled leaves the payer a credit, which pays the session once it is back',
    scene(async (session) => {
      await book(session, { start_local: `${day(7)}T15:00` })
      await receive(session, await charges(session))
      await status(session, 'cancelled')
      expect(await balances(session)).toBe(-18000)
      await status(session, 'scheduled')
      const [charge] = await charges(session)
      expect(charge).toMatchObject({ state: 'unpaid' })
      await ask(session, 'use_credit', { payer_id: charge!.payer_id, charge_ids: [charge!.id] })
      expect(await charges(session)).toMatchObject([{ state: 'paid' }])
      expect(await balances(session)).toBe(0)
    }),
  )

  it(
    'in nothing that costs leaves the ledger as it is',
    scene(async (session) => {
      const { version } = await book(session, { start_local: `${day(7)}T15:00` })
      await ask(session, 'change_session', { id: sessionId, version, changes: { note: 'Traz o laudo' } })
      await status(session, 'confirmed')
      await status(session, 'attended')
      const [row] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from public.money_entries`,
      )
      expect(row!['n']).toBe(1)
    }),
  )
})

describe('an absence', () => {
  it(
    'is charged as the clinic’s policy says',
    scene(async (session) => {
      await ask(session, 'save_absence_policy', {
        policy: { notice_hours: 48, missed_percent: 100, late_cancel_percent: 50, excused_percent: 0 },
      })
      await book(session, { start_local: `${day(1)}T15:00` })
      await status(session, 'missed')
      expect(await bill(session, sessionId)).toMatchObject({ share_percent: 100 })
      await status(session, 'excused')
      expect(await charges(session)).toEqual([])
      await status(session, 'scheduled')
      await status(session, 'cancelled')
      expect(await bill(session, sessionId)).toMatchObject({ share_percent: 50, is_late: true })
      expect(await charges(session)).toMatchObject([{ amount_cents: 9000 }])
    }),
  )

  it(
    'within the notice is free, and the therapist’s own policy comes before the clinic’s',
    scene(async (session) => {
      await ask(session, 'save_absence_policy', { policy: { notice_hours: 24, late_cancel_percent: 100 } })
      await ask(session, 'save_absence_policy', {
        policy: { therapist_id: helena, notice_hours: 240, late_cancel_percent: 30 },
      })
      await book(session, { start_local: `${day(4)}T15:00` })
      await status(session, 'cancelled')
      expect(await charges(session)).toMatchObject([{ amount_cents: 5400 }])
      await book(session, { id: patients.davi, therapist_id: sueli, start_local: `${day(4)}T15:00` })
      await status(session, 'cancelled', patients.davi)
      expect(await charges(session)).toHaveLength(1)
    }),
  )

  it(
    'keeps the share that was in force when it happened',
    scene(async (session) => {
      await book(session, { start_local: `${day(1)}T15:00` })
      await status(session, 'missed')
      await ask(session, 'save_absence_policy', { policy: { missed_percent: 10 } })
      await ask(session, 'change_session', {
        id: sessionId,
        version: null,
        changes: { note: 'Ligou depois' },
      })
      expect(await charges(session)).toMatchObject([{ amount_cents: 18000 }])
    }),
  )

  it(
    'of one person of a group is that person’s alone',
    scene(async (session) => {
      await ask(session, 'save_absence_policy', { policy: { missed_percent: 50 } })
      await book(session, {
        session_type_id: types.group,
        price_cents: 6000,
        patient_ids: [patients.ana, patients.bia],
      })
      await ask(session, 'set_attendance', { id: sessionId, patient_id: patients.bia, status: 'missed' })
      expect((await bills(session, sessionId)).map(({ charge }) => charge?.amount_cents)).toEqual([
        6000, 3000,
      ])
    }),
  )
})
