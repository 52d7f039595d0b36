import { describe, expect, it } from 'vitest'
import { helena, patients, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { entries, openWaitingList, wait } from '../support/waiting-list.ts'

const db = await createDatabase()

describe('list_waiting_entries', () => {
  it('has who is in a hurry first, then whoever waits longest', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'ana')
      await wait(session, 'bia')
      await wait(session, 'caio', { is_priority: true })
      const names = (await entries(session)).map(({ patient_name }) => patient_name)
      expect(names).toEqual(['Caio Souza', 'Ana Prado', 'Bia Reis'])
      expect(await entries(session, { patient_id: patients.bia })).toHaveLength(1)
    }))

  it('shows a therapist who waits for them or for anybody', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'ana', { therapist_id: helena })
      await wait(session, 'bia', { therapist_id: sueli })
      await wait(session, 'caio')
      const names = (await entries(session, {}, 'terapeuta@aurora.test')).map(
        ({ patient_name }) => patient_name,
      )
      expect(names).toEqual(['Ana Prado', 'Caio Souza'])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_waiting_entries(${aurora.id})`)
})
