import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, receive, status } from '../support/events.ts'
import { createOutbound } from '../support/outbox.ts'
import { savePatient } from '../support/patients.ts'
import { endpointId, queued, saveEndpoint, tellWebhooks } from '../support/webhooks.ts'

const db = await createDatabase()
const send = (session: Session, event: string) =>
  session.asService((sql) => sql`select app.send_webhook_event(${aurora.id}, ${event}, '{"n": 1}')`)
const jobs = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) =>
      sql<
        { n: number }[]
      >`select count(*)::int as n from app.jobs where kind in ('tell_webhooks', 'deliver_webhook')`,
  )
  return row!.n
}

describe('send_webhook_event', () => {
  it('queues one delivery for each endpoint that listens and is on', () =>
    db.rolledBack(async (session) => {
      const other = '00000000-0000-4000-8000-00000000f002'
      const off = '00000000-0000-4000-8000-00000000f003'
      await saveEndpoint(session, { events: ['alert.raised'] })
      await saveEndpoint(session, { id: other, events: ['alert.raised', 'patient.created'] })
      await saveEndpoint(session, { id: off, events: ['alert.raised'] })
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.set_webhook_active(${aurora.id}, ${off}, false)`,
      )
      await send(session, 'alert.raised')
      await send(session, 'alert.resolved')
      expect((await queued(session)).map(({ event, data }) => [event, data])).toEqual([
        ['alert.raised', { n: 1 }],
        ['alert.raised', { n: 1 }],
      ])
    }))

  it('writes nothing for a clinic without endpoints, whatever happens', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'W1' })
      await savePatient(session, { id: patients.ana })
      await send(session, 'alert.raised')
      expect(await jobs(session)).toBe(0)
    }))

  it('writes nothing when nobody listens to what happened', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session, { events: ['payment.received'] })
      await receive(session, { provider_message_id: 'W1' })
      await savePatient(session, { id: patients.ana })
      expect(await jobs(session)).toBe(0)
    }))
})

describe('tell_webhooks', () => {
  it('tells of people, sessions and messages, each job once however often it is done', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session, {
        events: [
          'patient.created',
          'patient.updated',
          'session.created',
          'session.changed',
          'message.received',
        ],
      })
      await openAgenda(session)
      await receive(session, {
        provider_message_id: 'W1',
        body: 'Bom dia',
        occurred_at: new Date(Date.now() - 60_000).toISOString(),
      })
      const { version } = await book(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' })
      await ask(session, 'move_session', {
        id: sessionId,
        version: version + 1,
        start_local: '2026-12-02T15:00',
      })
      await ask(session, 'archive_patient', { id: patients.ana, archived: true })
      await ask(session, 'archive_patient', { id: patients.ana, archived: false })
      await tellWebhooks(session)
      await tellWebhooks(session)
      const told = await queued(session)
      const of = (event: string) => told.filter((one) => one.event === event).map(({ data }) => data)
      expect(of('message.received')).toMatchObject([{ body: 'Bom dia', direction: 'inbound' }])
      expect(of('session.created')).toMatchObject([{ id: sessionId, patients: [{ id: patients.ana }] }])
      expect(of('session.changed')).toHaveLength(2)
      expect(of('patient.created').map(({ id }) => id)).toContain(patients.ana)
      expect(of('patient.updated')).toMatchObject([{ id: patients.ana, archived_at: null }])
      expect(of('patient.archived')).toEqual([])
      expect(JSON.stringify(told)).not.toContain('cpf')
    }))

  it('tells each state that a message reaches', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'W1' })
      await saveEndpoint(session, { events: ['message.status'] })
      const { message } = await createOutbound(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set status = 'sent', provider_message_id = 'OUT' where id = ${message.id}`,
      )
      await ingest(session, evolutionEvent([status('OUT', 'delivered')]))
      expect((await queued(session)).map(({ event, data }) => [event, data['id'], data['status']])).toEqual(
        ['sending', 'sent', 'delivered'].map((state) => ['message.status', message.id, state]).slice(-2),
      )
    }))

  it('has nothing to tell of what is gone', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      const [row] = await session.asService(
        (sql) =>
          sql`select app.tell_webhooks(${aurora.id}, 'x', ${sql.json({ event: 'patient.created', at: '2026-01-01T00:00:00Z', patient_id: endpointId })}) as told`,
      )
      expect(row).toEqual({ told: 0 })
    }))
})
