import { describe, expect, it } from 'vitest'
import { ask, helena, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { freed, openWaitingList, wait, type WaitingEntry } from '../support/waiting-list.ts'

const db = await createDatabase()

const matches = async (session: Session, args: Record<string, unknown> = {}) =>
  (
    await ask<WaitingEntry[]>(session, 'list_waiting_matches', {
      therapist_id: helena,
      start_local: freed,
      minutes: 50,
      ...args,
    })
  ).map(({ patient_name }) => patient_name)

describe('list_waiting_matches', () => {
  it.each([
    ['anybody', {}, true],
    ['her', { therapist_id: helena }, true],
    ['somebody else', { therapist_id: sueli }, false],
    ['a longer session', { session_type_id: types.couple }, false],
    ['that weekday', { weekdays: ['mon', 'tue'] }, true],
    ['another weekday', { weekdays: ['mon'] }, false],
    ['that turn', { turns: ['afternoon'] }, true],
    ['another turn', { turns: ['morning', 'evening'] }, false],
    ['a day before it', { earliest_on: '2030-01-08' }, true],
    ['a day after it', { earliest_on: '2030-01-09' }, false],
  ])('asks who waits for %s', (_, entry, isAsked) =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia', entry)
      expect(await matches(session)).toEqual(isAsked ? ['Bia Reis'] : [])
    }),
  )

  it('counts turns and days on the clock of the clinic', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia', { turns: ['morning'], weekdays: ['tue'] })
      expect(await matches(session, { start_local: '2030-01-08T11:59' })).toEqual(['Bia Reis'])
      expect(await matches(session, { start_local: '2030-01-08T12:00' })).toEqual([])
      await wait(session, 'caio', { turns: ['evening'], weekdays: ['tue'] })
      expect(await matches(session, { start_local: '2030-01-08T23:00' })).toEqual(['Caio Souza'])
    }))

  it('refuses a therapist another agenda, and a moment that is none', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const args = { therapist_id: sueli, start_local: freed, minutes: 50 }
      await expectRefusal(
        () => ask(session, 'list_waiting_matches', args, 'terapeuta@aurora.test'),
        'PT403',
        'forbidden',
      )
      await expectRefusal(
        () => ask(session, 'list_waiting_matches', { ...args, minutes: 0 }),
        'PT400',
        'invalid_moment',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.list_waiting_matches(${aurora.id}, ${helena}, ${freed}, 50)`)
})
