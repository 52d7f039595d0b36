import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { advance, entries, free, later, offered, openWaitingList, wait } from '../support/waiting-list.ts'

const db = await createDatabase()

describe('remove_waiting_entry', () => {
  it('takes somebody off the list and back, where they were', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const first = await wait(session, 'ana')
      await wait(session, 'bia')
      const remove = (removed?: boolean) => ask(session, 'remove_waiting_entry', { id: first.id, removed })
      expect(await remove()).toMatchObject({ status: 'removed' })
      expect((await entries(session)).map(({ patient_name }) => patient_name)).toEqual(['Bia Reis'])
      expect(await remove()).toMatchObject({ status: 'removed' })
      expect(await remove(false)).toMatchObject({ status: 'waiting' })
      expect((await entries(session)).map(({ patient_name }) => patient_name)).toEqual([
        'Ana Prado',
        'Bia Reis',
      ])
    }))

  it('lets what was offered go on to the next', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const { id: bia } = await wait(session, 'bia')
      await wait(session, 'caio')
      const { id } = await free(session)
      await advance(session, id!)
      await ask(session, 'remove_waiting_entry', { id: bia })
      await advance(session, id!, later(1))
      expect(await offered(session)).toEqual(['Bia Reis withdrawn', 'Caio Souza open'])
    }))

  it('is for a therapist the own list, and knows whom it is about', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const { id } = await wait(session, 'bia', { therapist_id: sueli })
      const remove = (entry: string) => () =>
        ask(session, 'remove_waiting_entry', { id: entry }, 'terapeuta@aurora.test')
      await expectRefusal(remove(id), 'PT403', 'forbidden')
      await expectRefusal(remove(randomUUID()), 'PT404', 'waiting_entry_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.remove_waiting_entry(${aurora.id}, ${randomUUID()})`)
})
