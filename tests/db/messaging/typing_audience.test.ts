import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { address, evolutionEvent, joao, mariana, receive, type Address } from '../support/events.ts'
import { fingerprint } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { openConversation } from '../support/outbox.ts'
import { change } from '../support/workspace.ts'

const db = await createDatabase()

async function audience(session: Session, who: Address, auth = evolutionEvent([]).auth): Promise<unknown> {
  const [row] = await session.asService(
    (sql) =>
      sql`select app.typing_audience('evolution', ${sql.json(auth)}, ${sql.json(address(who))}) as found`,
  )
  return row!.found
}

const theirs = async (session: Session) => ({
  tenant_id: aurora.id,
  thread_id: only(await threadsOf(session)).id,
})
const nobody = { tenant_id: aurora.id, thread_id: null }

describe('typing_audience', () => {
  it('is the clinic of the channel, and its conversation with the person, under either address', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana, lid: '123456789' } })
      expect(await audience(session, { phone: mariana })).toEqual(await theirs(session))
      expect(await audience(session, { lid: '123456789' })).toEqual(await theirs(session))
      // without the ninth digit
      expect(await audience(session, { phone: '+551187650001' })).toEqual(await theirs(session))
    }))

  it('is no conversation where the clinic has none, or blocked the person', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      expect(await audience(session, { phone: joao })).toEqual(nobody)
      await change(session, 'block_conversation', { p_blocked: true })
      expect(await audience(session, { phone: mariana })).toEqual(nobody)
    }))

  it('is nobody for credentials that are not the channel’s, and another clinic never hears of it', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const wrong = { external_id: 'aurora', api_key_sha256: 'f'.repeat(64), secret_sha256: null }
      expect(await audience(session, { phone: mariana }, wrong)).toBeNull()
      const other = evolutionEvent([], { clinic: 'horizonte' }).auth
      expect(await audience(session, { phone: mariana }, other)).not.toMatchObject({ tenant_id: aurora.id })
    }))

  it('leaves nothing behind', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const before = await fingerprint(session)
      await audience(session, { phone: mariana })
      expect(await fingerprint(session)).toBe(before)
    }))
})
