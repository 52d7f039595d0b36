import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { propertyRuns } from '../support/property-runs.ts'
import {
  addPlace,
  giveBack,
  hold,
  levelOf,
  putStock,
  refusalOf,
  release,
  releaseExpired,
  shelve,
  stockFaults,
  take,
} from '../support/stock.ts'

const db = await createDatabase()

const quantity = fc.integer({ min: 1, max: 4 })
const at = fc.integer({ min: 0, max: 1 })
const owner = fc.integer({ min: 0, max: 2 })
const act = fc.oneof(
  fc.record({
    act: fc.constant('hold'),
    owner,
    lines: fc.array(fc.tuple(at, quantity), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    act: fc.constantFrom('take', 'return'),
    owner,
    lines: fc.array(fc.tuple(at, quantity), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ act: fc.constantFrom('take_all', 'release', 'expire'), owner, lines: fc.constant([]) }),
  fc.record({ act: fc.constant('put'), owner, lines: fc.tuple(fc.tuple(at, quantity)) }),
)

/** A small model: what is there and what is held, by owner and variant. */
class Model {
  onHand = [3, 3]
  held = [0, 1, 2].map(() => [0, 0])
  taken = [0, 1, 2].map(() => [0, 0])
  reserved = (variant: number) => this.held.reduce((sum, each) => sum + each[variant]!, 0)
}
const summed = (lines: readonly (readonly [number, number])[]) =>
  [0, 1].map((variant) =>
    lines.filter(([each]) => each === variant).reduce((sum, [, units]) => sum + units, 0),
  )

it('whatever happens in whatever order: on hand is the sum of the moves, reserved that of the open holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), (story) =>
      db.rolledBack(async (session) => {
        const shelves = [await shelve(session, { quantity: 2 }), await shelve(session, { quantity: 3 })]
        const room = await addPlace(session, 'Sala 1')
        await putStock(session, shelves[0]!.variant, room, 1)
        const owners = [randomUUID(), randomUUID(), randomUUID()]
        const model = new Model()
        for (const { act, owner, lines } of story) {
          const sums = summed(lines)
          const id = owners[owner]!
          const asked = lines.map(([variant, units]) => ({
            variant_id: shelves[variant]!.variant,
            quantity: units,
          }))
          const held = model.held[owner]!
          const taken = model.taken[owner]!
          if (act === 'hold') {
            const fits = sums.every((units, n) => units <= model.onHand[n]! - model.reserved(n) + held[n]!)
            if (fits) {
              await hold(session, id, asked)
              model.held[owner] = sums
            } else expect((await refusalOf(hold(session, id, asked))).code).toBe('out_of_stock')
          } else if (act === 'take') {
            if (sums.every((units, n) => units <= held[n]!)) {
              await take(session, id, asked)
              sums.forEach((units, n) => {
                held[n]! -= units
                taken[n]! += units
                model.onHand[n]! -= units
              })
            } else expect((await refusalOf(take(session, id, asked))).code).toBe('stock_not_held')
          } else if (act === 'return') {
            if (sums.every((units, n) => units <= taken[n]!)) {
              await giveBack(session, id, asked)
              sums.forEach((units, n) => {
                taken[n]! -= units
                model.onHand[n]! += units
              })
            } else expect((await refusalOf(giveBack(session, id, asked))).code).toBe('not_taken')
          } else if (act === 'put') {
            const [[variant, units]] = lines as [readonly [number, number]]
            await putStock(session, shelves[variant]!.variant, shelves[variant]!.place, units, 333)
            model.onHand[variant]! += units
          } else {
            if (act === 'take_all') {
              await take(session, id)
              held.forEach((units, n) => {
                taken[n]! += units
                model.onHand[n]! -= units
              })
            } else if (act === 'release') await release(session, id)
            else await releaseExpired(session, id, '2031-01-01T00:00:00Z')
            model.held[owner] = [0, 0]
          }
        }
        for (const n of [0, 1])
          expect(await levelOf(session, shelves[n]!.variant)).toMatchObject({
            on_hand: model.onHand[n]!,
            reserved: model.reserved(n),
          })
        expect(await stockFaults(session)).toEqual([])
      }),
    ),
    { numRuns: propertyRuns(12) },
  )
})
