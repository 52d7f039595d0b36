import { describe, expect, it } from 'vitest'
import { setAutoreply } from '../support/autoreply.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message, receive } from '../support/events.ts'

const db = await createDatabase()
const hears = (session: Session, id: string, body = 'Oi') =>
  receive(session, { provider_message_id: id, body, occurred_at: new Date().toISOString() })

describe('an event that is stored', () => {
  it('wakes nobody when nothing is due', () =>
    db.rolledBack(async (session) => {
      expect(await hears(session, 'W1')).not.toHaveProperty('wakes')
    }))

  it('wakes the worker for an answer of the clinic, and not again when it is repeated', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      const event = evolutionEvent([
        message({ provider_message_id: 'W2', body: 'Oi', occurred_at: new Date().toISOString() }),
      ])
      expect(await ingest(session, event)).toMatchObject([{ outcome: 'applied', wakes: true }])
      // every transaction has its own time
      await session.asPostgres((sql) => sql`update app.jobs set run_at = run_at - interval '1 second'`)
      const [again] = await ingest(session, event)
      expect(again).toMatchObject({ outcome: 'duplicate' })
      expect(again).not.toHaveProperty('wakes')
    }))

  it('wakes it for an opt-out, and for what is to be done later not', () =>
    db.rolledBack(async (session) => {
      expect(await hears(session, 'W3', 'SAIR')).toMatchObject({ wakes: true })
      await session.asPostgres(
        (sql) => sql`update app.jobs set run_at = now() + interval '1 hour' where tenant_id = ${aurora.id}`,
      )
      expect(await hears(session, 'W4', 'Bom dia')).not.toHaveProperty('wakes')
    }))
})
