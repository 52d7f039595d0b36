import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { race } from '../support/sales.ts'
import { hold, levelOf, release, releaseExpired, shelve, stockFaults, take } from '../support/stock.ts'

/** Real connections, and no call is repeated: a deadlock would be an error here. */
const db = await createDatabase()

describe('at once', () => {
  it('one of 64 buyers gets the last unit', async () => {
    const { variant } = await shelve(db, { quantity: 1 })
    const { done, refused } = await race(
      Array.from({ length: 64 }, () => hold(db, randomUUID(), [{ variant_id: variant, quantity: 1 }])),
    )
    expect(done).toHaveLength(1)
    expect(new Set(refused)).toEqual(new Set(['out_of_stock']))
    expect(await levelOf(db, variant)).toMatchObject({ on_hand: 1, reserved: 1 })
    expect(await stockFaults(db)).toEqual([])
  })

  it('carts with the same things in any order never wait in a circle', async () => {
    const shelves = [await shelve(db), await shelve(db), await shelve(db)]
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]
    const { done, refused } = await race(
      Array.from({ length: 32 }, (_, n) =>
        hold(
          db,
          randomUUID(),
          orders[n % 4]!.map((at) => ({ variant_id: shelves[at]!.variant, quantity: 1 })),
        ),
      ),
    )
    expect([done.length, new Set(refused)]).toEqual([10, new Set(['out_of_stock'])])
    expect(await stockFaults(db)).toEqual([])
  })

  it('an owner that holds twice holds once', async () => {
    const { variant } = await shelve(db)
    const owner = randomUUID()
    await race(Array.from({ length: 8 }, () => hold(db, owner, [{ variant_id: variant, quantity: 2 }])))
    expect(await levelOf(db, variant)).toMatchObject({ reserved: 2 })
  })

  it('what is taken while it expires is either sold or free, and never both', async () => {
    const { variant } = await shelve(db, { quantity: 20 })
    const owners = Array.from({ length: 20 }, () => randomUUID())
    for (const owner of owners) await hold(db, owner, [{ variant_id: variant, quantity: 1 }])
    await race(
      owners.flatMap((owner) => [
        releaseExpired(db, owner, '2030-01-01T00:00:00Z') as Promise<unknown>,
        take(db, owner),
        release(db, owner),
        take(db, owner),
      ]),
    )
    const { reserved } = await levelOf(db, variant)
    expect(reserved).toBe(0)
    expect(await stockFaults(db)).toEqual([])
  })
})
