import { describe, expect, it } from 'vitest'
import { book, otherSessionId, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { advance, free, freed, openWaitingList, slots, wait } from '../support/waiting-list.ts'

const db = await createDatabase()

describe('list_waiting_slots', () => {
  it('shows each time on offer with whom it was offered to, and who could still be asked', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia')
      await wait(session, 'caio')
      const { id } = await free(session)
      await advance(session, id!)
      const [slot] = await slots(session)
      expect(slot).toMatchObject({ id, status: 'open', starts_local: freed, is_automatic: true, matches: 1 })
      expect(slot?.offers).toMatchObject([
        { patient_name: 'Bia Reis', state: 'open', message_status: 'sending' },
      ])
    }))

  it('is filled as soon as the desk books it', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia')
      const { id } = await free(session)
      await advance(session, id!)
      await book(session, {
        id: otherSessionId,
        start_local: '2030-01-08T15:30',
        patient_ids: [patients.davi],
      })
      expect(await slots(session)).toMatchObject([{ status: 'filled', offers: [{ state: 'filled' }] }])
    }))

  it('shows a therapist the own', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await free(session)
      expect(await slots(session, 'terapeuta@aurora.test')).toHaveLength(1)
      await session.asPostgres(
        (sql) => sql`
          update public.waiting_slots set therapist_id = (
            select t.user_id from public.therapists t where t.tenant_id = ${aurora.id} and t.user_id <> therapist_id limit 1)`,
      )
      expect(await slots(session, 'terapeuta@aurora.test')).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_waiting_slots(${aurora.id})`)
})
