import { describe, expect, it } from 'vitest'
import { ask, book, helena, openAgenda, rooms, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { saveBooking } from '../support/online-booking.ts'

const db = await createDatabase()
/** A Monday. */
const monday = '2027-03-08'
const now = '2027-03-05T12:00:00Z'

interface Slot {
  therapist_id: string
  starts_at: Date
  starts_local: string
  room_id: string | null
}

interface Question {
  from?: string
  at?: string
  type?: string
  who?: string[]
  moved?: string | null
}

async function slots(
  session: Session,
  { from = monday, at = now, type = types.single, who = [helena], moved = null }: Question = {},
): Promise<Slot[]> {
  return session.asPostgres(
    (sql) => sql<Slot[]>`
      select * from app.online_slots(${aurora.id}, ${who}::uuid[], ${type}, ${from}, ${from}, ${at}, ${moved})`,
  )
}
const times = async (...args: Parameters<typeof slots>) =>
  (await slots(...args)).map(({ starts_local }) => starts_local.slice(11))

/** Helena works on Mondays from nine to twelve, in the clinic's grid of 30 minutes. */
async function open(session: Session, settings: object = {}, rule: object = {}): Promise<void> {
  await openAgenda(session)
  await work(session, rule)
  await saveBooking(session, { is_open: true, notice_hours: 0, horizon_weeks: 26, ...settings })
}
const work = (session: Session, rule: object = {}, therapist: string = helena) =>
  ask(session, 'save_working_hours', {
    therapist_id: therapist,
    hours: [{ weekday: 'mon', from_time: '09:00', until_time: '12:00', ...rule }],
  })
const zone = (session: Session, name: string) =>
  session.asPostgres((sql) => sql`update public.tenants set time_zone = ${name} where id = ${aurora.id}`)

describe('online_slots', () => {
  it('offers the grid of the working hours, as long as the session ends within them', () =>
    db.rolledBack(async (session) => {
      await open(session)
      expect(await times(session)).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00'])
      expect(await times(session, { from: '2027-03-09' })).toEqual([])
    }))

  it('leaves the buffers free on both sides of what is booked', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: `${monday}T10:00` })
      expect(await times(session)).toEqual(['09:00', '11:00'])
      await saveBooking(session, { buffer_before: 15 })
      expect(await times(session)).toEqual(['09:00'])
      await saveBooking(session, { buffer_before: 10, buffer_after: 15 })
      expect(await times(session)).toEqual(['11:00'])
    }))

  it('keeps notice and horizon', () =>
    db.rolledBack(async (session) => {
      await open(session, { notice_hours: 24, horizon_weeks: 1 })
      expect(await times(session, { at: '2027-03-07T13:10:00Z' })).toEqual(['10:30', '11:00'])
      expect(await times(session, { at: '2027-02-28T13:00:00Z' })).toEqual([])
      expect(await times(session, { at: '2027-03-01T13:00:00Z' })).toHaveLength(5)
    }))

  it('knows absence, recess and holidays, and a day that is full', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const id = '0e000000-0000-4000-8000-0000000000f1'
      await ask(session, 'save_agenda_exception', {
        id,
        exception: {
          kind: 'absence',
          therapist_id: helena,
          from_local: `${monday}T09:00`,
          until_local: `${monday}T10:00`,
          title: 'Curso',
        },
      })
      expect(await times(session)).toEqual(['10:00', '10:30', '11:00'])
      await ask(session, 'save_clinic_holiday', {
        id: '0e000000-0000-4000-8000-0000000000f2',
        day: monday,
        name: 'Festa da cidade',
      })
      expect(await times(session)).toEqual([])
    }))

  it('counts what came by the link against the limit of the day', () =>
    db.rolledBack(async (session) => {
      await open(session, { daily_limit: 1 })
      const { id } = await book(session, { start_local: `${monday}T09:00` })
      expect(await times(session)).toEqual(['10:00', '10:30', '11:00'])
      await session.asPostgres(
        (sql) => sql`
          insert into public.online_bookings (tenant_id, session_id, patient_id, status, is_new, is_first_visit, full_name, phone)
          select tenant_id, session_id, patient_id, 'booked', false, false, 'Ana Prado', '+5511988776655'
          from public.session_patients where session_id = ${id}`,
      )
      expect(await times(session)).toEqual([])
      expect(await times(session, { moved: id })).toHaveLength(5)
    }))

  it('gives the room of the hours, and no time when somebody else has it', () =>
    db.rolledBack(async (session) => {
      await open(session, {}, { room_id: rooms.blue })
      await work(session, {}, sueli)
      await book(session, { therapist_id: sueli, room_id: rooms.blue, start_local: `${monday}T09:00` })
      const free = await slots(session)
      expect(free.map(({ starts_local }) => starts_local.slice(11))).toEqual(['10:00', '10:30', '11:00'])
      expect(free[0]?.room_id).toBe(rooms.blue)
      expect(await times(session, { who: [helena, sueli] })).toHaveLength(6)
    }))

  it('follows the clock of a zone that changes it', () =>
    db.rolledBack(async (session) => {
      await open(session, {}, { weekday: 'sun', from_time: '01:00', until_time: '05:00' })
      await zone(session, 'America/New_York')
      // on 14 March 2027 the clock goes from two to three
      const spring = await slots(session, { from: '2027-03-14' })
      expect(spring.map(({ starts_at }) => starts_at.toISOString().slice(11, 16))).toEqual([
        '06:00',
        '06:30',
        '07:00',
        '07:30',
        '08:00',
      ])
      expect(spring.map(({ starts_local }) => starts_local.slice(11))).toEqual([
        '01:00',
        '01:30',
        '03:00',
        '03:30',
        '04:00',
      ])
      await saveBooking(session, { horizon_weeks: 26 })
      // on 7 November it goes back from two to one: the hour comes twice
      const autumn = await slots(session, { from: '2027-11-07', at: '2027-10-20T12:00:00Z' })
      expect(autumn).toHaveLength(9)
      expect(new Set(autumn.map(({ starts_at }) => starts_at.getTime())).size).toBe(9)
    }))

  it('offers the same local times all year where the clock stays', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const far = await slots(session, { from: '2027-08-16', at: '2027-08-10T12:00:00Z' })
      expect(far[0]?.starts_at.toISOString()).toBe('2027-08-16T12:00:00.000Z')
      await zone(session, 'America/Manaus')
      expect((await slots(session))[0]?.starts_at.toISOString()).toBe('2027-03-08T13:00:00.000Z')
    }))

  it('gives nothing of a therapist or a type that is no more', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await ask(session, 'archive_session_type', { id: types.single, archived: true })
      expect(await times(session)).toEqual([])
      expect(await times(session, { type: types.couple })).not.toEqual([])
      await session.asPostgres(
        (sql) => sql`update public.therapists set is_active = false where user_id = ${helena}`,
      )
      expect(await times(session, { type: types.couple })).toEqual([])
    }))
})
