import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  addPlace,
  giveBack,
  hold,
  levelOf,
  movesOf,
  putStock,
  refusalOf,
  release,
  releaseExpired,
  shelve,
  stockFaults,
  take,
} from '../support/stock.ts'

const db = await createDatabase()

describe('holding', () => {
  it('keeps units for an owner, and a repetition holds the same', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 3 }])
      await hold(session, owner, [{ variant_id: variant, quantity: 3 }])
      expect(await levelOf(session, variant)).toEqual({ on_hand: 10, reserved: 3, value_cents: 10000 })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('holds what is asked for now, and lets go of the rest', () =>
    db.rolledBack(async (session) => {
      const [one, two] = [await shelve(session), await shelve(session)]
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: one.variant, quantity: 8 }])
      await hold(session, owner, [
        { variant_id: one.variant, quantity: 9 },
        { variant_id: two.variant, quantity: 1 },
      ])
      expect(await levelOf(session, one.variant)).toMatchObject({ reserved: 9 })
      await hold(session, owner, [{ variant_id: two.variant, quantity: 2 }])
      expect(await levelOf(session, one.variant)).toMatchObject({ reserved: 0 })
      expect(await levelOf(session, two.variant)).toMatchObject({ reserved: 2 })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('sums the lines of one variant before it looks', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const lines = [
        { variant_id: variant, quantity: 6 },
        { variant_id: variant, quantity: 6 },
      ]
      await expectRefusal(() => hold(session, randomUUID(), lines), 'PT409', 'out_of_stock')
      const { detail } = await refusalOf(hold(session, randomUUID(), lines))
      expect(detail).toEqual([expect.objectContaining({ variant_id: variant, wanted: 12, available: 10 })])
    }))

  it('holds all or nothing, and says each line that is short', () =>
    db.rolledBack(async (session) => {
      const shelves = [
        await shelve(session),
        await shelve(session, { quantity: 1 }),
        await shelve(session, { quantity: 0 }),
      ]
      const lines = shelves.map(({ variant }) => ({ variant_id: variant, quantity: 2 }))
      const { code, detail } = await refusalOf(hold(session, randomUUID(), lines))
      expect(code).toBe('out_of_stock')
      expect(new Set((detail as { variant_id: string }[]).map((each) => each.variant_id))).toEqual(
        new Set([shelves[1]!.variant, shelves[2]!.variant]),
      )
      expect(await levelOf(session, shelves[0]!.variant)).toMatchObject({ reserved: 0 })
    }))

  it('takes the default place first, and the others for the rest', () =>
    db.rolledBack(async (session) => {
      const { variant, place } = await shelve(session, { quantity: 2 })
      const room = await addPlace(session, 'Sala 1')
      await putStock(session, variant, room, 5)
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 4 }])
      expect(await levelOf(session, variant, place)).toMatchObject({ reserved: 2 })
      expect(await levelOf(session, variant, room)).toMatchObject({ reserved: 2 })
      await expectRefusal(
        () => hold(session, randomUUID(), [{ variant_id: variant, quantity: 1, place_id: place }]),
        'PT409',
        'out_of_stock',
      )
      await hold(session, randomUUID(), [{ variant_id: variant, quantity: 3, place_id: room }])
    }))

  it('leaves out what has no stock', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { kind: 'service' })
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 3 }])
      await take(session, owner)
      expect(await movesOf(session, variant)).toEqual([])
    }))

  it.each([
    ['PT404', 'variant_not_found', { variant_id: randomUUID(), quantity: 1 }],
    ['PT400', 'invalid_quantity', { quantity: 0 }],
    ['PT400', 'invalid_quantity', { quantity: 1.5 }],
    ['PT404', 'place_not_found', { quantity: 1, place_id: randomUUID() }],
  ])('refuses with %s %s', (state, code, line) =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await expectRefusal(() => hold(session, randomUUID(), [{ variant_id: variant, ...line }]), state, code)
    }),
  )
})

describe('taking', () => {
  it('makes a sale of a hold once, in parts or whole', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 5 }])
      await take(session, owner, [{ variant_id: variant, quantity: 2 }])
      expect(await levelOf(session, variant)).toEqual({ on_hand: 8, reserved: 3, value_cents: 8000 })
      await take(session, owner)
      await take(session, owner)
      expect(await levelOf(session, variant)).toEqual({ on_hand: 5, reserved: 0, value_cents: 5000 })
      await expectRefusal(
        () => take(session, owner, [{ variant_id: variant, quantity: 1 }]),
        'PT409',
        'stock_not_held',
      )
      expect(await stockFaults(session)).toEqual([])
    }))

  it('takes first what expires first, and never what has expired', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, {
        lots: [
          { code: 'LATE', expires: '2999-12-31', quantity: 2 },
          { code: 'OVER', expires: '2020-01-01', quantity: 4 },
          { code: 'SOON', expires: '2999-01-31', quantity: 2 },
        ],
      })
      const owner = randomUUID()
      await expectRefusal(
        () => hold(session, owner, [{ variant_id: variant, quantity: 5 }]),
        'PT409',
        'out_of_stock',
      )
      await hold(session, owner, [{ variant_id: variant, quantity: 3 }])
      await take(session, owner)
      expect((await movesOf(session, variant)).filter((move) => move.kind === 'sale')).toEqual([
        { kind: 'sale', on_hand: -2, reserved: -2, value_cents: -2000, lot: 'SOON' },
        { kind: 'sale', on_hand: -1, reserved: -1, value_cents: -1000, lot: 'LATE' },
      ])
      await giveBack(session, owner, [{ variant_id: variant, quantity: 2 }])
      expect((await movesOf(session, variant)).slice(-2).map(({ lot, on_hand }) => [lot, on_hand])).toEqual([
        ['LATE', 1],
        ['SOON', 1],
      ])
      expect(await stockFaults(session)).toEqual([])
    }))
})

describe('letting go', () => {
  it('gives back what is held, once', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 5 }])
      await take(session, owner, [{ variant_id: variant, quantity: 2 }])
      await release(session, owner)
      await release(session, owner)
      expect(await levelOf(session, variant)).toMatchObject({ on_hand: 8, reserved: 0 })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('ends a hold at its moment, not before, and not when it was held for longer', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const owner = randomUUID()
      const lines = [{ variant_id: variant, quantity: 5 }]
      await hold(session, owner, lines, '2030-01-01T00:00:00Z')
      expect(await releaseExpired(session, owner, '2029-12-31T23:59:59Z')).toBe(0)
      await hold(session, owner, lines, '2030-01-01T00:10:00Z')
      expect(await releaseExpired(session, owner, '2030-01-01T00:00:00Z')).toBe(0)
      expect(await releaseExpired(session, owner, '2030-01-01T00:10:00Z')).toBe(5)
      expect(await releaseExpired(session, owner, '2030-01-01T00:10:00Z')).toBe(0)
      expect(await levelOf(session, variant)).toMatchObject({ on_hand: 10, reserved: 0 })
      const jobs = await session.asPostgres(
        (sql) => sql`
          select run_at, payload ->> 'owner_kind' as owner_kind from app.jobs where tenant_id = ${aurora.id} and kind = 'release_holds' order by run_at`,
      )
      expect(jobs.map((job) => [(job.run_at as Date).toISOString(), job.owner_kind])).toEqual([
        ['2030-01-01T00:00:00.000Z', 'order'],
        ['2030-01-01T00:10:00.000Z', 'order'],
      ])
      expect(await stockFaults(session)).toEqual([])
    }))

  it('holds again after it ended, for who pays late', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 1 })
      const owner = randomUUID()
      const lines = [{ variant_id: variant, quantity: 1 }]
      await hold(session, owner, lines, '2030-01-01T00:00:00Z')
      await releaseExpired(session, owner, '2030-01-01T00:00:00Z')
      await hold(session, owner, lines, null)
      await take(session, owner)
      expect(await levelOf(session, variant)).toEqual({ on_hand: 0, reserved: 0, value_cents: 0 })
    }))
})

describe('coming back', () => {
  it('is at most what was taken, at the cost at which it left', () =>
    db.rolledBack(async (session) => {
      const { variant, place } = await shelve(session, { quantity: 3, cents: 333 })
      await putStock(session, variant, place, 1, 1)
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 4 }])
      await take(session, owner, [{ variant_id: variant, quantity: 3 }])
      await take(session, owner)
      expect(await levelOf(session, variant)).toEqual({ on_hand: 0, reserved: 0, value_cents: 0 })
      for (let n = 0; n < 4; n++) await giveBack(session, owner, [{ variant_id: variant, quantity: 1 }])
      expect(await levelOf(session, variant)).toEqual({ on_hand: 4, reserved: 0, value_cents: 1000 })
      await expectRefusal(
        () => giveBack(session, owner, [{ variant_id: variant, quantity: 1 }]),
        'PT409',
        'not_taken',
      )
      expect(await stockFaults(session)).toEqual([])
    }))
})

describe('the ledger', () => {
  it('is never changed, and nothing of it goes while the clinic is there', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      for (const statement of [
        'update public.stock_moves set on_hand = 11',
        'delete from public.stock_moves',
      ])
        await expectRefusal(
          () => session.asPostgres((sql) => sql.unsafe(`${statement} where variant_id = '${variant}'`)),
          'PT409',
          'record_is_kept',
        )
    }))
})
