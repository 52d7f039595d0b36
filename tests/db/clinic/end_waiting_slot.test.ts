import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { advance, free, openWaitingList, slots, wait } from '../support/waiting-list.ts'

const db = await createDatabase()

describe('end_waiting_slot', () => {
  it('offers a time no more', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia')
      const { id } = await free(session)
      await advance(session, id!)
      for (let times = 0; times < 2; times += 1) await ask(session, 'end_waiting_slot', { id })
      expect(await slots(session)).toMatchObject([{ status: 'ended', offers: [{ state: 'withdrawn' }] }])
      expect(await advance(session, id!)).toEqual([])
    }))

  it('knows which time', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const end = () => ask(session, 'end_waiting_slot', { id: randomUUID() })
      await expectRefusal(end, 'PT404', 'waiting_slot_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.end_waiting_slot(${aurora.id}, ${randomUUID()})`)
})
