import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { race } from '../support/sales.ts'
import {
  cancelSlot,
  holdSeats,
  releaseSeats,
  returnSeats,
  seatsOf,
  takeSeats,
  workshop,
} from '../support/shop.ts'
import { refusalOf, releaseExpired, stockFaults } from '../support/stock.ts'

const db = await createDatabase()

describe('hold_seats', () => {
  it('keeps seats for an owner, who takes them and gives some back', () =>
    db.rolledBack(async (session) => {
      const { slot } = await workshop(session)
      const owner = randomUUID()
      await holdSeats(session, slot, 3, owner)
      await holdSeats(session, slot, 2, owner)
      expect(await seatsOf(session, slot)).toEqual({ capacity: 12, reserved: 2, sold: 0 })
      await takeSeats(session, owner)
      await takeSeats(session, owner)
      expect(await seatsOf(session, slot)).toEqual({ capacity: 12, reserved: 0, sold: 2 })
      await returnSeats(session, owner, slot, 1)
      await expectRefusal(() => returnSeats(session, owner, slot, 2), 'PT409', 'not_taken')
      expect(await seatsOf(session, slot)).toEqual({ capacity: 12, reserved: 0, sold: 1 })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('holds again beside what was taken before', () =>
    db.rolledBack(async (session) => {
      const { slot } = await workshop(session)
      const owner = randomUUID()
      await holdSeats(session, slot, 2, owner)
      await takeSeats(session, owner)
      await holdSeats(session, slot, 1, owner)
      await releaseSeats(session, owner)
      expect(await seatsOf(session, slot)).toEqual({ capacity: 12, reserved: 0, sold: 2 })
    }))

  it('gives no seat that is not free, and says how many are', () =>
    db.rolledBack(async (session) => {
      const { slot } = await workshop(session, 2)
      await holdSeats(session, slot, 1)
      expect(await session.asPostgres(() => refusalOf(holdSeats(session, slot, 2)))).toMatchObject({
        code: 'no_seats_left',
        detail: [{ slot_id: slot, wanted: 2, available: 1 }],
      })
    }))

  it.each([
    ['was cancelled', (session: Parameters<typeof workshop>[0]) => workshop(session), true],
    [
      'has begun',
      (session: Parameters<typeof workshop>[0]) => workshop(session, 12, '2020-01-04T14:00'),
      false,
    ],
  ])('gives no seat of a date that %s', (_, scene, cancels) =>
    db.rolledBack(async (session) => {
      const { slot } = await scene(session)
      if (cancels) await cancelSlot(session, slot)
      await expectRefusal(() => holdSeats(session, slot, 1), 'PT409', 'no_seats_left')
    }),
  )

  it.each([0, -1, 5001])('takes %s for no number of seats', (quantity) =>
    db.rolledBack(async (session) => {
      const { slot } = await workshop(session)
      await expectRefusal(() => holdSeats(session, slot, quantity), 'PT400', 'invalid_quantity')
      await expectRefusal(() => holdSeats(session, randomUUID(), 1), 'PT404', 'slot_not_found')
    }),
  )

  it('lets go when the time is over, and not before', () =>
    db.rolledBack(async (session) => {
      const { slot } = await workshop(session)
      const owner = randomUUID()
      await holdSeats(session, slot, 2, owner)
      expect(await releaseExpired(session, owner, '2029-12-31T23:59:59Z')).toBe(0)
      expect(await releaseExpired(session, owner, '2030-01-01T00:00:00Z')).toBe(2)
      expect(await seatsOf(session, slot)).toMatchObject({ reserved: 0 })
    }))
})

describe('at once', () => {
  it('one of 64 buyers gets the last seat', async () => {
    const { slot } = await workshop(db, 1)
    const { done, refused } = await race(Array.from({ length: 64 }, () => holdSeats(db, slot, 1)))
    expect([done.length, new Set(refused)]).toEqual([1, new Set(['no_seats_left'])])
    expect(await seatsOf(db, slot)).toMatchObject({ reserved: 1 })
  })

  it('what is taken while it expires is either sold or free', async () => {
    const { slot } = await workshop(db, 20)
    const owners = Array.from({ length: 20 }, () => randomUUID())
    for (const owner of owners) await holdSeats(db, slot, 1, owner)
    await race(
      owners.flatMap((owner) => [
        releaseExpired(db, owner, '2030-01-01T00:00:00Z') as Promise<unknown>,
        takeSeats(db, owner),
        releaseSeats(db, owner),
      ]),
    )
    expect(await seatsOf(db, slot)).toMatchObject({ reserved: 0 })
    expect(await stockFaults(db)).toEqual([])
  })
})
