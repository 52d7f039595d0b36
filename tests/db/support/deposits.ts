import { randomUUID } from 'node:crypto'
import { ask, types } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import type { Order } from './orders.ts'

export interface Deposits {
  hold_minutes: number
  asks_online: boolean
  can_be_paid: boolean
  types: { session_type_id: string; name: string; amount_cents: number | null }[]
}

/** What Aurora asks for ahead of a single session, as its owner says it. */
export const saveDeposits = (
  session: Session,
  deposits: object[] = [{ session_type_id: types.single, amount_cents: 5000 }],
  more: object = {},
  as: Email = 'dona@aurora.test',
): Promise<Deposits> =>
  ask(session, 'save_session_deposits', { hold_minutes: 120, asks_online: true, deposits, ...more }, as)

/** The desk asks for the deposit of a session. */
export const askDeposit = (
  session: Session,
  sessionId: string,
  patientId: string,
  { id = randomUUID() as string, cents = null as number | null } = {},
): Promise<Order> =>
  ask(session, 'ask_session_deposit', {
    id,
    session_id: sessionId,
    patient_id: patientId,
    amount_cents: cents,
  })

/** What the job session_deposit does. */
export const follow = (session: Session, orderId: string): Promise<string> =>
  session.asService(async (sql) => {
    const [row] = await sql<{ did: string }[]>`select app.follow_deposit(${aurora.id}, ${orderId}) as did`
    return row!.did
  })
