import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, helena, patients, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { mergePatients } from '../support/merges.ts'
import { getPatient } from '../support/patients.ts'
import { advance, entries, free, offered, openWaitingList, wait } from '../support/waiting-list.ts'

const db = await createDatabase()

describe('save_waiting_entry', () => {
  it('puts somebody on the list, and changes what they wait for', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const entry = await wait(session, 'ana', {
        therapist_id: helena,
        weekdays: ['wed', 'mon', 'mon'],
        turns: ['evening'],
        earliest_on: '2030-01-02',
        note: ' Só depois das 18h ',
        is_priority: true,
      })
      expect(entry).toMatchObject({
        patient_name: 'Ana Prado',
        therapist_name: 'Helena Terapeuta',
        type_name: 'Individual',
        minutes: 50,
        weekdays: ['mon', 'wed'],
        turns: ['evening'],
        earliest_on: '2030-01-02',
        note: 'Só depois das 18h',
        is_priority: true,
        status: 'waiting',
        offer: null,
      })
      const changed = await ask(session, 'save_waiting_entry', {
        id: entry.id,
        entry: { patient_id: patients.ana, session_type_id: types.couple },
      })
      expect(changed).toMatchObject({
        therapist_id: null,
        type_name: 'Casal',
        weekdays: [],
        is_priority: false,
      })
      expect(await entries(session)).toHaveLength(1)
    }))

  it('finds a time that waits for somebody', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const { id } = await free(session)
      expect(await advance(session, id!)).toEqual([])
      await session.asPostgres((sql) => sql`delete from app.jobs where kind = 'waiting_slot'`)
      await wait(session, 'caio', { turns: ['morning'] })
      const woken = () =>
        session.asPostgres((sql) => sql`select payload from app.jobs where kind = 'waiting_slot'`)
      expect(await woken()).toEqual([])
      await wait(session, 'bia', { turns: ['afternoon'] })
      expect(await woken()).toMatchObject([{ payload: { id } }])
      await advance(session, id!)
      expect(await offered(session)).toEqual(['Bia Reis open'])
    }))

  it('goes along when patients are merged', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia')
      const version = async (id: string) => (await getPatient(session, id)).patient.version
      await mergePatients(session, {
        survivor: patients.ana,
        survivorVersion: await version(patients.ana),
        merged: patients.bia,
        mergedVersion: await version(patients.bia),
      })
      expect(await entries(session)).toMatchObject([{ patient_id: patients.ana }])
    }))

  it('is for a therapist the own list', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const as = 'terapeuta@aurora.test'
      const own = await wait(session, 'ana', { therapist_id: helena }, as)
      const others = await wait(session, 'bia', { therapist_id: sueli })
      const save = (id: string, therapist_id: string | null) => () =>
        ask(
          session,
          'save_waiting_entry',
          { id, entry: { patient_id: patients.ana, session_type_id: types.single, therapist_id } },
          as,
        )
      await expectRefusal(save(randomUUID(), null), 'PT403', 'forbidden')
      await expectRefusal(save(randomUUID(), sueli), 'PT403', 'forbidden')
      await expectRefusal(save(others.id, helena), 'PT403', 'forbidden')
      await save(own.id, helena)()
    }))

  it('refuses what does not exist', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const save = (entry: object, id: string | null = randomUUID()) =>
        expectSave(() =>
          ask(session, 'save_waiting_entry', {
            id,
            entry: { patient_id: patients.ana, session_type_id: types.single, ...entry },
          }),
        )
      const expectSave =
        (call: () => Promise<unknown>) =>
        (state: string, code: string): Promise<void> =>
          expectRefusal(call, state, code)
      await save({}, null)('PT400', 'missing_client_id')
      await save({ weekdays: ['someday'] })('PT400', 'invalid_waiting_times')
      await save({ turns: ['night'] })('PT400', 'invalid_waiting_times')
      await save({ earliest_on: '2030-02-30' })('PT400', 'invalid_date')
      await save({ therapist_id: aurora.id })('PT404', 'therapist_not_found')
      await save({ session_type_id: aurora.id })('PT404', 'session_type_not_found')
      await save({ patient_id: aurora.id })('PT404', 'patient_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.save_waiting_entry(${aurora.id}, ${randomUUID()}, '{}')`)
})
