import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sueli } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { charges, day, receive } from '../support/money.ts'
import { storedFile, treatedPatient } from '../support/patient-files.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Found {
  kind: string
  id: string | null
  title: string | null
  distance: number | null
  body: string | null
  patient_id: string | null
  detail: Record<string, unknown> | null
}

interface Options {
  as?: Email
  kinds?: string[] | null
  near?: string[]
  limit?: number
  milliseconds?: number
}

const search = (session: Session, text: string, options: Options = {}) =>
  session.asUser(options.as ?? 'recepcao@aurora.test', async (sql) => [
    ...(await sql<Found[]>`
      select * from public.search_global(${aurora.id}, ${text}, ${options.kinds ?? null}, ${options.limit ?? 20},
        ${options.near ?? []}::uuid[], ${options.milliseconds ?? 5000})`),
  ])

/** Ids of what is found of one kind. */
const ids = async (session: Session, text: string, kind: string, options: Options = {}) =>
  (await search(session, text, { kinds: [kind], ...options })).map(({ id }) => id)

/** Three sessions: Ana's and Bia's with different therapists, Ana's next week once more. */
async function week(session: Session): Promise<void> {
  await openAgenda(session)
  await book(session, { id: patients.ana, start_local: `${day(1)}T15:00` })
  await book(session, {
    id: patients.bia,
    patient_ids: [patients.bia],
    therapist_id: sueli,
    start_local: `${day(1)}T16:00`,
  })
  await book(session, { id: patients.caio, start_local: `${day(8)}T15:00` })
}

const written = (offset: number) => day(offset).split('-').reverse().slice(0, 2).join('/')

describe('search_global finds sessions', () => {
  it('by a person and a day', () =>
    db.rolledBack(async (session) => {
      await week(session)
      expect(await ids(session, 'ana amanhã', 'session')).toEqual([patients.ana])
      expect(await ids(session, 'AMANHA prado', 'session')).toEqual([patients.ana])
      expect(await ids(session, `ana ${written(8)}`, 'session')).toEqual([patients.caio])
      expect(await ids(session, `bia ${written(8)}`, 'session')).toEqual([])
      const [found] = await search(session, 'ana amanhã', { kinds: ['session'] })
      expect(found).toMatchObject({
        title: 'Ana Prado',
        body: 'Individual · Helena Terapeuta',
        patient_id: patients.ana,
        detail: { day: day(1), starts_local: `${day(1)}T15:00`, status: 'scheduled' },
      })
    }))

  it('by a day alone, a time, and the therapist', () =>
    db.rolledBack(async (session) => {
      await week(session)
      expect(await ids(session, 'amanhã', 'session')).toEqual([patients.ana, patients.bia])
      expect(await ids(session, written(1), 'session')).toEqual([patients.ana, patients.bia])
      expect(await ids(session, 'amanha 16h', 'session')).toEqual([patients.bia])
      expect(await ids(session, 'amanhã às 15:00', 'session')).toEqual([patients.ana])
      expect(await ids(session, 'sueli amanhã', 'session')).toEqual([patients.bia])
    }))

  it('by a person alone, the next one first', () =>
    db.rolledBack(async (session) => {
      await week(session)
      expect(await ids(session, 'ana prado', 'session')).toEqual([patients.ana, patients.caio])
    }))

  it('for a therapist the own ones only', () =>
    db.rolledBack(async (session) => {
      await week(session)
      expect(await ids(session, 'amanhã', 'session', { as: 'terapeuta@aurora.test' })).toEqual([patients.ana])
      expect(await ids(session, 'bia', 'session', { as: 'terapeuta@aurora.test' })).toEqual([])
    }))
})

describe('search_days', () => {
  // a Saturday
  const today = '2026-11-28'
  it.each([
    ['maria amanhã', '2026-11-29', '2026-11-29', null, 'maria'],
    ['depois de amanhã', '2026-11-30', '2026-11-30', null, null],
    ['ontem joão', '2026-11-27', '2026-11-27', null, 'joao'],
    ['12/11', '2026-11-12', '2026-11-12', null, null],
    ['3/1', '2027-01-03', '2027-01-03', null, null],
    ['03/01/26', '2026-01-03', '2026-01-03', null, null],
    ['31/02', null, null, null, '31/02'],
    ['12 de dezembro ana', '2026-12-12', '2026-12-12', null, 'ana'],
    ['terça-feira', '2026-12-01', '2026-12-01', null, null],
    ['sábado 9h30', '2026-11-28', '2026-11-28', '09:30:00', null],
    ['semana que vem', '2026-11-30', '2026-12-06', null, null],
    ['novembro', '2026-11-01', '2026-11-30', null, null],
    ['ana 15h', '2026-11-28', '2026-12-11', '15:00:00', 'ana'],
    ['maria clara', null, null, null, 'maria clara'],
    ['29/02', '2028-02-29', '2028-02-29', null, null],
  ])('reads %s', async (text, from, until, at, rest) => {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select from_day::text, until_day::text, at_time::text, rest from app.search_days(${text}, ${today})`,
    )
    if (text === '29/02') expect(row).toMatchObject({ from_day: null })
    else expect(row).toEqual({ from_day: from, until_day: until, at_time: at, rest })
  })
})

describe('search_amount', () => {
  it.each([
    ['180,00', 18000, null],
    ['R$ 180', 18000, null],
    ['r$ 1.250,50', 125050, null],
    ['maria 90,50', 9050, 'maria'],
    ['180', null, '180'],
    ['12/11', null, '12/11'],
    ['9.999.999.999,00', null, '9.999.999.999,00'],
  ])('reads %s', async (text, cents, rest) => {
    const [row] = await db.asPostgres((sql) => sql`select * from app.search_amount(${text})`)
    expect(row).toEqual({ cents, rest })
  })
})

describe('search_global finds money', () => {
  const paid = async (session: Session) => {
    await week(session)
    const own = await charges(session, { patient_id: patients.bia })
    await receive(session, own)
  }
  const titles = async (session: Session, text: string, kind: string, options: Options = {}) =>
    (await search(session, text, { kinds: [kind], ...options })).map(({ title }) => title).sort()

  it('by amount, by person, and by both', () =>
    db.rolledBack(async (session) => {
      await paid(session)
      expect(await titles(session, '180,00', 'charge')).toEqual(['Ana Prado', 'Ana Prado', 'Bia Reis'])
      expect(await titles(session, 'R$ 180', 'payment')).toEqual(['Bia Reis'])
      expect(await titles(session, '181,00', 'charge')).toEqual([])
      expect(await titles(session, 'bia', 'charge')).toEqual(['Bia Reis'])
      expect(await titles(session, 'ana 180,00', 'charge')).toEqual(['Ana Prado', 'Ana Prado'])
      expect(await titles(session, 'ana 180,00', 'payment')).toEqual([])
      const [charge] = await search(session, 'bia', { kinds: ['charge'] })
      expect(charge).toMatchObject({
        patient_id: patients.bia,
        detail: { amount_cents: 18000, state: 'paid', day: day(1), origin: 'session' },
      })
      const [payment] = await search(session, 'bia', { kinds: ['payment'] })
      expect(payment).toMatchObject({
        patient_id: patients.bia,
        detail: { amount_cents: 18000, method: 'pix' },
      })
      // an amount alone is nobody's number
      expect(await search(session, '180,00', { kinds: ['patient', 'conversation'] })).toEqual([])
    }))

  it('by a payer who is no patient', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await savePatient(session, {
        relations: [
          { kinship: 'mother', full_name: 'Iracema Pagadora', is_payer: true, phone: '+5511912345678' },
        ],
      })
      await book(session, { patient_ids: [patientId], start_local: `${day(1)}T15:00` })
      await receive(session, await charges(session, { patient_id: patientId }))
      expect(await titles(session, 'iracema', 'charge')).toEqual(['Mariana Souza'])
      expect(await search(session, 'pagadora', { kinds: ['payment'] })).toMatchObject([
        { title: 'Iracema Pagadora', patient_id: patientId },
      ])
      expect(await search(session, 'iracema', { kinds: ['patient', 'doctor', 'conversation'] })).toEqual([])
      expect(await titles(session, 'iracema', 'charge', { as: 'terapeuta@aurora.test' })).toEqual([])
    }))

  it('for a therapist of the own sessions, and no payments', () =>
    db.rolledBack(async (session) => {
      await paid(session)
      const as = 'terapeuta@aurora.test'
      expect(await titles(session, '180,00', 'charge', { as })).toEqual(['Ana Prado', 'Ana Prado'])
      expect(await titles(session, 'bia', 'charge', { as })).toEqual([])
      expect(await titles(session, 'bia', 'payment', { as })).toEqual([])
    }))
})

describe('search_global finds files', () => {
  it('by name, clinical ones for who treats the patient', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const clinical = await storedFile(session, { name: 'laudo-ressonância.pdf', clinical: true })
      const open = await storedFile(session, { name: 'contrato laudo.pdf' })
      const seen = async (as: Email) => (await ids(session, 'LAUDO', 'file', { as })).sort()
      expect(await seen('terapeuta@aurora.test')).toEqual([clinical.id, open.id].sort())
      for (const as of ['recepcao@aurora.test', 'dona@aurora.test', 'supervisor@aurora.test'] as const) {
        expect(await seen(as)).toEqual([open.id])
      }
      expect(await search(session, 'contrato', { kinds: ['file'] })).toMatchObject([
        { title: 'contrato laudo.pdf', body: 'Mariana Souza', patient_id: patientId },
      ])
      await ask(session, 'change_patient_file', { id: open.id, archived: true }).catch(() => null)
    }))
})

describe('search_global', () => {
  it('searches nothing of the record', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await session.asPostgres(
        (sql) => sql`
          insert into public.record_entries (tenant_id, id, patient_id, kind, occurred_on, content, author_id, author_name)
          values (${aurora.id}, gen_random_uuid(), ${patientId}, 'other', '2026-01-01', '{"type": "doc", "text": "enxaqueca"}', ${sueli}, 'x')`,
      )
      for (const as of ['terapeuta@aurora.test', 'dona@aurora.test'] as const) {
        expect(await search(session, 'enxaqueca', { as })).toEqual([])
      }
    }))

  it('puts who was open lately before others, and never before the exact name', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const people = ['Quitéria', 'Quitéria Alves', 'Quitéria Zanetti'].map((full_name) => ({
        id: crypto.randomUUID(),
        full_name,
      }))
      for (const { id, full_name } of people) await savePatient(session, { id, patient: { full_name } })
      const near = [people[2]!.id]
      const order = async (options: Options) =>
        (await search(session, 'quiteria', { kinds: ['patient'], ...options })).map(({ title }) => title)
      expect(await order({})).toEqual(['Quitéria', 'Quitéria Alves', 'Quitéria Zanetti'])
      expect(await order({ near })).toEqual(['Quitéria', 'Quitéria Zanetti', 'Quitéria Alves'])
      // without a search they are the answer, as long as they are there to be seen
      expect(await search(session, '', { near })).toMatchObject([{ kind: 'patient', id: near[0] }])
      expect(await search(session, ' ', {})).toEqual([])
    }))

  it('finds a social name, and both names with one letter wrong behind the right ones', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        patient: { full_name: 'Roberto Wanderlei', social_name: 'Roberta Wanderlei' },
      })
      const other = crypto.randomUUID()
      await savePatient(session, { id: other, patient: { full_name: 'Roberval Wanderley' } })
      expect(await ids(session, 'roberta', 'patient')).toEqual([patientId, other])
      expect((await ids(session, 'roberto wander', 'patient'))[0]).toBe(patientId)
      expect(await ids(session, 'wanderlei', 'patient')).toEqual([patientId, other])
      expect(await ids(session, 'wadnerl', 'patient')).toEqual([patientId, other])
    }))

  it.each([
    ['carlos@exemp', true],
    ['ZECARLOS@', true],
    ['@exemplo.te', true],
    ['carlos@outro', false],
    ['angelo', true],
    ['d angelo', true],
    ['paotrigo', true],
    ['pao trigo d’angelo', true],
    ['ngelx', false],
  ])('finds any part of an address, and words that were put together or apart: %s', (text, isThere) =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        patient: { full_name: 'José Pão-Trigo D’Ângelo' },
        emails: [{ email: 'zecarlos@exemplo.test' }],
      })
      expect(await ids(session, text, 'patient')).toEqual(isThere ? [patientId] : [])
    }),
  )

  it('finds a phone by its area and its last digits', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { phones: [{ phone: '+5585912347766' }] })
      expect(await ids(session, '85 7766', 'patient')).toEqual([patientId])
      expect(await ids(session, '(85) 7766', 'patient')).toEqual([patientId])
      expect(await ids(session, '11 7766', 'patient')).toEqual([])
      expect(await ids(session, '12347766', 'patient')).toEqual([patientId])
    }))

  it('says which kinds it did not begin in time', () =>
    db.rolledBack(async (session) => {
      await week(session)
      const found = await search(session, 'ana', { milliseconds: 1 })
      expect(found.filter(({ id }) => id === null).map(({ kind }) => kind)).toContain('message')
      expect(found.filter(({ kind }) => kind === 'patient')).not.toEqual([])
    }))

  it('limits each kind by itself, and reads what is asked however much else fits', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.patients (tenant_id, full_name)
          select ${aurora.id}, 'Zulmira ' || chr(65 + n / 26) || chr(65 + n % 26) || ' Prado' from generate_series(0, 99) n`,
      )
      await savePatient(session, { patient: { full_name: 'Zulmira Zz' } })
      const [row] = await session.asPostgres(
        (sql) => sql<{ ids: string[] }[]>`
          select array_agg(f.record_id) as ids from app.find_entries(${aurora.id}, 'zulmira zz', array['patient'], 5, '{}', 1) f`,
      )
      expect(row!.ids).toContain(patientId)
      expect(await search(session, 'zulmira', { limit: 5, kinds: ['patient'] })).toHaveLength(5)
    }))

  itIsForMembers(db, (sql) => sql`select public.search_global(${aurora.id}, 'ana')`)
})
