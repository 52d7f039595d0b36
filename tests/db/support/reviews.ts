import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { fulfil, order, pay } from './orders.ts'
import { openShop, saveItem } from './shop.ts'
import { shelve } from './stock.ts'

export interface Review {
  id: string
  product: string
  stars: number
  body: string | null
  shown_name: string
  state: string
  reason: string | null
  reply: string | null
  created_at: string
  may_be_shown: boolean
}

const desk = 'recepcao@aurora.test' as Email

/** An oil of an open shop that somebody bought, paid and has. */
export async function bought(session: Session, { kind = 'physical', isOut = true } = {}) {
  await openShop(session)
  const shelf = await shelve(session, { kind })
  await saveItem(session, shelf.product, { is_published: true, slug: 'oleo' })
  const placed = await order(session, shelf.variant, {}, { quantity: 1 })
  const paid = await pay(session, placed.id, 4990)
  return { ...shelf, order: isOut ? await fulfil(session, placed.id) : paid }
}

/** A buyer opens the form with the link of the order. */
export const openReview = (session: Session, orderId: string, product: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: { state: string; name?: string; shown_name?: string } }[]>`
      select app.open_review(${aurora.id}, ${orderId}, ${product}) as value`
    return row!.value
  })
export const sendReview = (
  session: Session,
  orderId: string,
  product: string,
  { stars = 5 as number | null, body = 'Chegou rápido.' } = {},
) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: string }[]>`
      select app.send_review(${aurora.id}, ${orderId}, ${product}, ${stars}, ${body}) as value`
    return row!.value
  })
export const listReviews = (session: Session, args: object = {}) =>
  ask<Review[]>(session, 'list_reviews', { ...args }, 'supervisor@aurora.test')
export const decide = (session: Session, id: string, args: object, as = desk) =>
  ask<{ state: string; reply: string | null }>(session, 'decide_review', { id, ...args }, as)

/** A therapist of a council works at the clinic. */
export const therapistOf = (session: Session, council: string) =>
  session.asPostgres(
    (sql) =>
      sql`update public.therapists set council = ${council}, council_region = '06', council_number = '123456', is_active = true where tenant_id = ${aurora.id}`,
  )
