import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

/** The account of Stripe that Aurora has connected. */
export const stripeAccount = '0a000000-0000-4000-8000-0000000000b1'
const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }

/** What connect-stripe does at last. */
export function connectStripe(
  session: Session,
  { as = 'admin@aurora.test' as Email, tenant = aurora.id as string, id = stripeAccount } = {},
): Promise<unknown> {
  return session.asUser(
    as,
    (sql) =>
      sql`select app.connect_stripe(${tenant}, ${id}, false, 'acct_1', 'Clínica Aurora', 'ora1', ${sql.json(sealed)})`,
  )
}
