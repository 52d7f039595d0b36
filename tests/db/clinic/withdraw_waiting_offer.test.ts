import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  advance,
  answer,
  free,
  later,
  offered,
  openWaitingList,
  slots,
  wait,
} from '../support/waiting-list.ts'

const db = await createDatabase()

describe('withdraw_waiting_offer', () => {
  it('takes an offer back; the next in turn is asked, and a late yes hears it', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await wait(session, 'bia')
      await wait(session, 'caio')
      const { id } = await free(session)
      await advance(session, id!)
      const offer = (await slots(session))[0]!.offers[0]!
      for (let times = 0; times < 2; times += 1)
        await ask(session, 'withdraw_waiting_offer', { id: offer.id })
      await advance(session, id!, later(1))
      expect(await offered(session)).toEqual(['Bia Reis withdrawn', 'Caio Souza open'])
      expect(await answer(session, offer.id, true, later(2))).toMatchObject({ state: 'withdrawn' })
    }))

  it('knows which offer', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      const withdraw = () => ask(session, 'withdraw_waiting_offer', { id: randomUUID() })
      await expectRefusal(withdraw, 'PT404', 'waiting_offer_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.withdraw_waiting_offer(${aurora.id}, ${randomUUID()})`)
})
