import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, helena, sueli } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  advance,
  answer,
  freed,
  later,
  offered,
  openWaitingList,
  slots,
  wait,
} from '../support/waiting-list.ts'

const db = await createDatabase()

const offer = (session: Session, entry_ids: string[], slot: object = {}, as?: Email) =>
  ask<{ id: string }>(
    session,
    'offer_waiting_slot',
    { slot: { therapist_id: helena, start_local: freed, minutes: 50, ...slot }, entry_ids },
    as,
  )

describe('offer_waiting_slot', () => {
  it('offers a time to whom the desk chose, all at once, also where nothing is offered by itself', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      const [bia, caio] = [await wait(session, 'bia'), await wait(session, 'caio')]
      await wait(session, 'davi')
      const { id } = await offer(session, [caio.id, bia.id])
      expect(await offered(session)).toEqual(['Caio Souza queued', 'Bia Reis queued'])
      expect(await advance(session, id)).toHaveLength(2)
      expect(await offered(session)).toEqual(['Caio Souza open', 'Bia Reis open'])
      // nobody is next: the desk chooses
      await advance(session, id, later(61))
      expect(await offered(session)).toEqual(['Caio Souza expired', 'Bia Reis expired'])
    }))

  it('is one time however often it is offered, and nobody is asked twice', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const [bia, caio] = [await wait(session, 'bia'), await wait(session, 'caio')]
      const { id } = await offer(session, [bia.id])
      expect(await offer(session, [bia.id, caio.id])).toEqual({ id })
      expect(await offer(session, [caio.id], { id })).toEqual({ id })
      expect(await offered(session)).toEqual(['Bia Reis queued', 'Caio Souza queued'])
    }))

  it('waits for the morning with what is offered in the night', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const { id } = await offer(session, [(await wait(session, 'bia')).id])
      expect(await advance(session, id, '2030-01-08T01:00:00Z')).toEqual([])
      expect(await offered(session)).toEqual(['Bia Reis queued'])
      const [job] = await session.asPostgres(
        (sql) => sql`select run_at from app.jobs where kind = 'waiting_slot' order by run_at desc limit 1`,
      )
      expect((job!.run_at as Date).toISOString()).toBe('2030-01-08T10:00:00.000Z')
      await advance(session, id, '2030-01-08T10:00:00Z')
      expect(await offered(session)).toEqual(['Bia Reis open'])
    }))

  it('refuses what is taken, over or not there', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const bia = await wait(session, 'bia')
      const { id } = await offer(session, [bia.id])
      const refuses = (call: () => Promise<unknown>, state: string, code: string) =>
        expectRefusal(call, state, code)
      await refuses(() => offer(session, [randomUUID()]), 'PT404', 'waiting_entry_not_found')
      await refuses(() => offer(session, []), 'PT404', 'waiting_entry_not_found')
      await refuses(() => offer(session, [bia.id], { id: randomUUID() }), 'PT404', 'waiting_slot_not_found')
      await refuses(() => offer(session, [bia.id], { minutes: 1 }), 'PT400', 'invalid_moment')
      await refuses(
        () => offer(session, [bia.id], { therapist_id: aurora.id }),
        'PT404',
        'therapist_not_found',
      )
      await refuses(
        () => offer(session, [bia.id], { therapist_id: sueli }, 'terapeuta@aurora.test'),
        'PT403',
        'forbidden',
      )
      await ask(session, 'end_waiting_slot', { id })
      await refuses(() => offer(session, [bia.id], { id }), 'PT409', 'waiting_slot_closed')
      await book(session, { start_local: freed })
      await refuses(() => offer(session, [bia.id]), 'PT409', 'time_taken')
    }))

  it('books for whoever says yes first', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const [bia, caio] = [await wait(session, 'bia'), await wait(session, 'caio')]
      const { id } = await offer(session, [bia.id, caio.id])
      await advance(session, id)
      const [slot] = await slots(session)
      const [first, second] = slot!.offers
      expect(await answer(session, second!.id, true)).toMatchObject({ state: 'accepted' })
      expect(await answer(session, first!.id, true)).toEqual({ state: 'filled', session_id: null })
    }))

  itIsForMembers(db, (sql) => sql`select public.offer_waiting_slot(${aurora.id}, '{}', '{}')`)
})
