import { describe, expect, it } from 'vitest'
import { aurora, evolutionInstances, horizonte } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { at, deletion, edit, evolutionEvent, ingest, message, receive } from '../../support/events.ts'
import { messagesOf, only } from '../../support/inbox.ts'
import { completeSend, createOutbound, openConversation } from '../../support/outbox.ts'

const db = await createDatabase()

describe('an instance that two clinics hold the key of', () => {
  const shared = (session: Session, active: boolean) =>
    session.asPostgres(async (sql) => {
      await sql`update public.evolution_instances set external_id = 'aurora', api_key_hash = ${evolutionInstances.aurora.apiKeyHash}
        where tenant_id = ${horizonte.id}`
      await sql`update public.notification_channels set is_active = ${active} where id = ${horizonte.evolution}`
    })

  it.each(['aurora', 'horizonte'] as const)(
    'speaks for the one whose secret the webhook carries: %s',
    (clinic) =>
      db.rolledBack(async (session) => {
        await session.asPostgres(
          (sql) =>
            sql`update public.notification_channels set is_active = false where tenant_id = ${horizonte.id}`,
        )
        await shared(session, true)
        const auth = {
          external_id: 'aurora',
          api_key_sha256: evolutionInstances.aurora.apiKeyHash,
          secret_sha256: evolutionInstances[clinic].secretHash,
        }
        const [result] = await ingest(
          session,
          evolutionEvent([message({ provider_message_id: 'A1' })], { auth }),
        )
        expect(result).toMatchObject({
          outcome: 'applied',
          tenant_id: clinic === 'aurora' ? aurora.id : horizonte.id,
        })
      }),
  )
})

describe('a patient with a changed WhatsApp', () => {
  it('can neither edit nor delete what the clinic wrote', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease } = await createOutbound(session, { body: 'São R$ 200,00' })
      await completeSend(session, lease!, 'sent', { id: 'P1' })
      await ingest(session, evolutionEvent([{ ...edit('P1', 'É de graça'), by: 'contact' }]))
      await ingest(session, evolutionEvent([{ ...deletion('P1'), by: 'contact' }]))
      const ours = (await messagesOf(session)).filter((row) => row.direction === 'outbound')
      expect(only(ours)).toMatchObject({ body: 'São R$ 200,00', edited_at: null, deleted_at: null })
    }))

  it('can do both with what the patient wrote, also when the change comes first', () =>
    db.rolledBack(async (session) => {
      await ingest(session, evolutionEvent([{ ...edit('A1', 'às 11h'), by: 'contact' }]))
      await receive(session, { provider_message_id: 'A1', body: 'às 10h', occurred_at: at(1) })
      await ingest(session, evolutionEvent([{ ...deletion('A1'), by: 'contact' }]))
      const row = only(await messagesOf(session))
      expect(row.body).toBe('às 11h')
      expect(row.deleted_at).not.toBeNull()
    }))
})

describe('an event that no index can hold', () => {
  it('is stored for administrators and takes no other event down', () =>
    db.rolledBack(async (session) => {
      // random, because Postgres compresses what repeats
      const id = Array.from({ length: 9000 }, () => String.fromCharCode(0x4e00 + Math.random() * 20000)).join(
        '',
      )
      const results = await ingest(
        session,
        evolutionEvent([message({ provider_message_id: 'A1' })]),
        evolutionEvent([message({ provider_message_id: id })]),
        evolutionEvent([message({ provider_message_id: 'A2' })]),
      )
      expect(results.map((result) => result.outcome)).toEqual(['applied', 'error', 'applied'])
      expect(await messagesOf(session)).toHaveLength(2)
    }))
})

describe('ids that a lost attempt may have', () => {
  const known = (session: Session, ids: string[]) =>
    session.asService(async (sql) => {
      const [row] = await sql`
        select app.known_provider_ids(${aurora.id}, ${aurora.evolution}, ${sql.json(ids)}) as ids`
      return row!.ids as string[]
    })

  it('include the one of a message that seems to come from the phone, so that nothing is sent twice', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message: row } = await createOutbound(session)
      await completeSend(session, lease!, 'unknown')
      await ingest(
        session,
        evolutionEvent([
          message({ provider_message_id: 'P1', from_me: true, body: 'Bom dia!', occurred_at: at(1) }),
        ]),
      )
      expect(await known(session, ['P1'])).toEqual([])
      expect(await completeSend(session, lease!, 'sent', { id: 'P1' })).toMatchObject({
        state: 'sent',
        message: { id: row.id, provider_message_id: 'P1' },
      })
      const ours = (await messagesOf(session)).filter((one) => one.direction === 'outbound')
      expect(ours).toHaveLength(1)
    }))
})
