import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { openAgenda } from '../support/agenda.ts'
import { bought, decide, listReviews, sendReview, therapistOf } from '../support/reviews.ts'
import { lookAtItem, saveShop, seller } from '../support/shop.ts'
import { itIsForStockKeepers } from '../support/stock.ts'

const db = await createDatabase()

describe('decide_review', () => {
  it('shows a review with a reply, takes it down with a reason, and shows it again', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session)
      await sendReview(session, order.id, product, { stars: 4 })
      const [review] = await listReviews(session)
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({
        item: { rating: null, reviews: [] },
      })
      await decide(session, review!.id, { state: 'published', reply: ' Obrigada! ' })
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({
        item: {
          rating: { count: 1, average: 4 },
          reviews: [{ stars: 4, body: 'Chegou rápido.', name: 'Cliente', reply: 'Obrigada!' }],
        },
      })
      await decide(session, review!.id, { state: 'rejected', reason: 'Fala da saúde de alguém' })
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({
        item: { rating: null, reviews: [] },
      })
      await decide(session, review!.id, { state: 'published' })
      await saveShop(session, { ...seller, takes_reviews: false })
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({
        item: { rating: null, reviews: [] },
      })
    }))

  it('refuses without a reason, in another state, and what is not there', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session)
      await sendReview(session, order.id, product)
      const [review] = await listReviews(session)
      await expectError(
        decide(session, review!.id, { state: 'rejected', reason: ' ' }),
        'PT400',
        'review_reason_required',
      )
      await expectError(decide(session, review!.id, { state: 'pending' }), 'PT400', 'invalid_review')
      await expectError(
        decide(session, review!.id, { state: 'published', reply: 'a'.repeat(1001) }),
        'PT400',
        'invalid_review',
      )
      await expectError(decide(session, randomUUID(), { state: 'published' }), 'PT404', 'review_not_found')
      expect((await listReviews(session))[0]).toMatchObject({ state: 'pending', reply: null })
    }))

  it('lets no review of what a psychologist does be seen; what is sold beside it may have some', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const care = await bought(session, { kind: 'service' })
      await sendReview(session, care.order.id, care.product)
      const [review] = await listReviews(session)
      await decide(session, review!.id, { state: 'published' })
      await therapistOf(session, 'CRP')
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({
        item: { rating: null, reviews: [] },
      })
      await expectError(decide(session, review!.id, { state: 'published' }), 'PT409', 'review_not_allowed')
      await therapistOf(session, 'CREFITO')
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({ item: { rating: { count: 1 } } })
    }))
})

itIsForStockKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'decide_review', { id: randomUUID(), state: 'published' }),
)
