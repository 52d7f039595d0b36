import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenPage } from '../../../supabase/functions/_shared/clinic/booking-service.ts'
import { ask, book, helena, patients, rooms } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import {
  booked,
  bookOnline,
  firstSlots,
  look,
  newToken,
  openBooking,
  openLink,
  saveBooking,
  storedBookings,
} from '../support/online-booking.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()

const givePhone = async (session: Session, phone: string) => {
  const { patient } = await getPatient(session, patients.ana)
  await savePatient(session, {
    id: patients.ana,
    version: patient.version,
    patient: { full_name: 'Ana Lúcia Prado', social_name: 'Aninha Prado' },
    phones: [{ phone }],
  })
}

describe('the public page', () => {
  it('names the clinic, whom and what, and nothing of accounts', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { welcome_text: 'Bem-vinda!\nQue bom.' })
      const page = (await look(session, slug)) as OpenPage
      expect(page).toMatchObject({
        state: 'open',
        clinic_name: 'Clínica Aurora',
        welcome_text: 'Bem-vinda!\nQue bom.',
        offers: [
          { therapist: 'Helena Terapeuta', type: 'Individual', minutes: 50, note: 'Primeira conversa' },
        ],
      })
      expect(JSON.stringify(page)).not.toContain(helena)
    }))

  it('is closed, unknown, or gone after a new address', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await saveBooking(session, { is_open: false })
      expect(await look(session, slug)).toMatchObject({ state: 'closed', clinic_name: 'Clínica Aurora' })
      await saveBooking(session, { is_open: true })
      const { slug: next } = await ask<{ slug: string }>(
        session,
        'rotate_booking_link',
        { slug },
        'dona@aurora.test',
      )
      expect(await look(session, slug)).toEqual({ state: 'unknown' })
      expect(await look(session, next)).toMatchObject({ state: 'open' })
      expect(await look(session, 'aurora')).toEqual({ state: 'unknown' })
    }))

  it('shows six days and where it goes on', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { offerId, days } = await firstSlots(session, slug)
      expect(days).toHaveLength(6)
      const { next } = (await look(session, slug, offerId)) as OpenPage
      const later = (await look(session, slug, offerId, next)) as OpenPage
      expect(later.days?.[0]?.day).toBe(next)
    }))

  it('is limited for who asks without end', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await look(session, slug)
      await session.asPostgres(
        (sql) => sql`update app.rate_counts set count = 300 where key like 'booking:open:%'`,
      )
      expect(await look(session, slug)).toEqual({ state: 'limited' })
    }))
})

describe('book_online', () => {
  it('takes the time and writes down somebody new, whom the desk is told of', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { outcome, slot, link } = await booked(session, slug, {
        social_name: 'Bru Carvalho',
        message: 'Venho da rua ao lado',
      })
      expect(outcome).toEqual({ state: 'booked' })
      expect(await storedBookings(session)).toMatchObject([
        {
          status: 'booked',
          is_new: true,
          session_status: 'scheduled',
          patient: 'Bru Carvalho',
          note: expect.stringContaining('agendamento online') as string,
        },
      ])
      const { sessions } = await ask<{ sessions: { online_booking: object; patients: object[] }[] }>(
        session,
        'list_agenda',
        { from: slot.day, to: slot.day },
      )
      expect(sessions).toMatchObject([
        {
          online_booking: { status: 'booked', is_new: true, message: 'Venho da rua ao lado' },
          patients: [{ name: 'Bru Carvalho' }],
        },
      ])
      const told = await session.asPostgres(
        (sql) =>
          sql<{ user_id: string }[]>`select user_id from public.notifications where kind = 'online_booked'`,
      )
      expect(told.map(({ user_id }) => user_id)).toContain(people['recepcao@aurora.test'].id)
      expect(told.map(({ user_id }) => user_id)).toContain(helena)
      expect(await openLink(session, link)).toMatchObject({ state: 'booked', name: 'Bru Carvalho' })
      const { slots } = await firstSlots(session, slug)
      expect(slots.map(({ at }) => at)).not.toContain(slot.at)
    }))

  it.each([
    ['the whole name', { full_name: 'ana lucia prado' }, true],
    ['first and last name', { full_name: 'Ana Prado' }, true],
    ['the social name', { full_name: 'Aninha Prado' }, true],
    ['another name', { full_name: 'Bento Prado' }, false],
    ['a first name alone', { full_name: 'Ana' }, false],
  ])('knows a patient by number and %s', (_, form, isKnown) =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await givePhone(session, '+5511988776655')
      const { outcome, link } = await booked(session, slug, form)
      expect(outcome).toEqual({ state: 'booked' })
      const [row] = await storedBookings(session)
      expect(row).toMatchObject({ is_new: !isKnown })
      expect(row?.patient_id === patients.ana).toBe(isKnown)
      // what the link shows is what was typed
      expect((await openLink(session, link)).name).toBe(form.full_name)
      if (!isKnown) {
        const pairs = await session.asUser(
          'admin@aurora.test',
          (sql) =>
            sql<{ reasons: string[] }[]>`select reasons from public.list_merge_candidates(${aurora.id})`,
        )
        expect(pairs[0]?.reasons).toContain('phone')
      }
    }),
  )

  it('answers the same for a number that it knows', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { privacy_text: 'Usamos os dados para agendar.' })
      await givePhone(session, '+5511988776655')
      const { slots } = await firstSlots(session, slug)
      const known = await booked(session, slug, { full_name: 'Ana Prado' })
      const unknown = await booked(session, slug, { full_name: 'Ana Prado', phone: '21 97777-6666' })
      expect(known.outcome).toEqual(unknown.outcome)
      expect(slots.length).toBeGreaterThan(1)
      const shown = async (link: string) => Object.keys(await openLink(session, link)).sort()
      expect(await shown(known.link)).toEqual(await shown(unknown.link))
      expect((await openLink(session, known.link)).offers_intake).toBe(
        (await openLink(session, unknown.link)).offers_intake,
      )
    }))

  it('is one session when the form comes again, also later and without the old address', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { offerId, slots } = await firstSlots(session, slug)
      const token = newToken()
      const send = () =>
        bookOnline(session, slug, { offer_id: offerId, starts_at: slots[0]!.at }, { token, link: token })
      expect(await send()).toEqual({ state: 'booked' })
      await saveBooking(session, { is_open: false })
      expect(await send()).toEqual({ state: 'booked' })
      expect(await storedBookings(session)).toHaveLength(1)
    }))

  it('says what is wrong by field, and books nothing', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { privacy_text: 'Aviso' })
      const { outcome } = await booked(session, slug, {
        full_name: ' \u200b ',
        social_name: 'veja http://evil.test',
        phone: '0800 123 456',
        accepted: false,
      })
      expect(outcome).toEqual({
        state: 'invalid',
        problems: { full_name: 'required', social_name: 'invalid', phone: 'invalid', accepted: 'required' },
      })
      expect(await storedBookings(session)).toEqual([])
    }))

  it('keeps the accepted notice with the booking', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { privacy_text: 'Aviso de hoje' })
      await booked(session, slug)
      await saveBooking(session, { privacy_text: 'Aviso de amanhã' })
      const [row] = await session.asPostgres((sql) => sql`select accepted_text from public.online_bookings`)
      expect(row?.accepted_text).toBe('Aviso de hoje')
    }))

  it.each(['2026-13-40T99:99Z', '', 'amanhã', "2026-12-01T10:00Z'; drop table x", '2099-01-01T10:00Z'])(
    'takes no time that was not offered: %j',
    (starts_at) =>
      db.rolledBack(async (session) => {
        const slug = await openBooking(session)
        expect((await booked(session, slug, { starts_at })).outcome).toEqual({ state: 'taken' })
        expect((await booked(session, slug, { offer_id: randomUUID() })).outcome).toEqual({ state: 'taken' })
        expect(await storedBookings(session)).toEqual([])
      }),
  )

  it('keeps its limits for an address, a number and a clinic', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await booked(session, slug)
      for (const [key, most] of [
        ['phone', 6],
        ['clinic', 120],
      ] as const) {
        await session.asPostgres(
          (sql) => sql`update app.rate_counts set count = ${most} where key like ${`booking:${key}:%`}`,
        )
        expect((await booked(session, slug)).outcome).toEqual({ state: 'limited' })
        await session.asPostgres((sql) => sql`update app.rate_counts set count = 1`)
      }
      const { offerId, slots } = await firstSlots(session, slug)
      const form = { offer_id: offerId, starts_at: slots[0]!.at }
      await session.asPostgres(
        (sql) => sql`insert into app.rate_counts (key, count) values ('booking:book:one', 30)`,
      )
      expect(await bookOnline(session, slug, form, { ip: 'one' })).toEqual({ state: 'limited' })
      expect(await bookOnline(session, slug, form, { ip: 'other' })).toEqual({ state: 'booked' })
    }))

  it('tells the person at once, with the address of the booking', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      const { link } = await booked(session, slug, { phone: mariana })
      const [row] = await storedBookings(session)
      const sent = await session.asService(
        (sql) => sql<{ sent: object }[]>`
          select app.send_session_notice(${aurora.id}, ${row!.patient_id}, ${randomUUID()}) as sent`,
      )
      expect(sent[0]?.sent).toMatchObject({ message: { origin: 'automation' } })
      const [notice] = await session.asPostgres(
        (sql) => sql<{ body: string }[]>`select body from public.session_notices`,
      )
      expect(notice?.body).toContain(`Ver, remarcar ou desmarcar: https://app.zelo.test/agendar/s/${link}`)
      // the address is kept nowhere else
      expect(await session.asPostgres((sql) => sql`select from app.session_notice_wishes`)).toHaveLength(0)
    }))

  it('posts its money as the desk would', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await booked(session, slug)
      const [charge] = await session.asPostgres(
        (sql) => sql<{ n: number }[]>`select count(*)::int as n from public.money_charges`,
      )
      expect(charge?.n).toBe(1)
    }))
})

describe('two at once', () => {
  it('who want the same time: exactly one gets it, the other sees that it is taken', async () => {
    const slug = await openBooking(db, { notice_hours: 1 })
    const { offerId, slots } = await firstSlots(db, slug)
    const form = (phone: string) => ({ offer_id: offerId, starts_at: slots[0]!.at, phone })
    const outcomes = await Promise.all(
      ['11 91111-1111', '11 92222-2222', '11 93333-3333'].map((phone) => bookOnline(db, slug, form(phone))),
    )
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['booked', 'taken', 'taken'])
    expect(await storedBookings(db)).toHaveLength(1)
    // who lost is nobody's patient
    const left = await db.asPostgres(
      (sql) => sql`select from public.patients where note like '%agendamento online%'`,
    )
    expect(left).toHaveLength(1)

    // the stranger against the desk
    const second = slots[2]!
    const [day, time] = [second.day, second.time]
    const desk = book(db, {
      id: '0e000000-0000-4000-8000-0000000000d1',
      start_local: `${day}T${time}`,
      room_id: rooms.green,
    }).then(
      () => 'booked',
      () => 'taken',
    )
    const stranger = bookOnline(db, slug, { ...form('11 94444-4444'), starts_at: second.at })
    expect([await desk, (await stranger).state].sort()).toEqual(['booked', 'taken'])
    const [held] = await db.asPostgres(
      (sql) => sql<{ n: number }[]>`
        select count(*)::int as n from public.sessions where therapist_id = ${helena} and starts_at = ${second.at}`,
    )
    expect(held?.n).toBe(1)

    // one form, sent twice at once
    const token = newToken()
    const twice = { ...form('11 95555-5555'), starts_at: slots[4]!.at }
    const both = await Promise.all([1, 2].map(() => bookOnline(db, slug, twice, { token, link: token })))
    expect(both).toEqual([{ state: 'booked' }, { state: 'booked' }])
  })
})
