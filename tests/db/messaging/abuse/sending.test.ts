import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { evolutionEvent, ingest, joao, message, receive } from '../../support/events.ts'
import { expectError } from '../../support/expect-error.ts'
import { messagesOf, jobsOf, only } from '../../support/inbox.ts'
import { claimJobs, completeSend, createOutbound, makeDue, openConversation } from '../../support/outbox.ts'

const db = await createDatabase()

const outbound = async (session: Session) =>
  (await messagesOf(session)).filter((row) => row.direction === 'outbound')

const optOut = (session: Session) =>
  receive(session, {
    provider_message_id: 'stop',
    body: 'PARAR',
    occurred_at: new Date(Date.now() + 1000).toISOString(),
  })

describe('client_id', () => {
  it('of a failed message opens no way past the opt-out of its conversation', () =>
    db.rolledBack(async (session) => {
      const clientId = randomUUID()
      await openConversation(session)
      await openConversation(session, joao)
      const first = await createOutbound(session, { clientId })
      await completeSend(session, first.lease!, 'permanent', { code: 'rejected_by_provider' })
      await optOut(session)
      await expectError(
        createOutbound(session, { clientId, key: `whatsapp:${joao}` }),
        'PT409',
        'client_id_in_use',
      )
      expect(only(await outbound(session)).status).toBe('failed')
    }))

  it('of a message in another conversation is refused, not answered with that message', () =>
    db.rolledBack(async (session) => {
      const clientId = randomUUID()
      await openConversation(session)
      await openConversation(session, joao)
      await createOutbound(session, { clientId })
      await expectError(
        createOutbound(session, { clientId, key: `whatsapp:${joao}` }),
        'PT409',
        'client_id_in_use',
      )
    }))
})

describe('a message that waits for its next attempt', () => {
  it('is not sent once the person opted out', async () => {
    const phone = '+5511900000031'
    await openConversation(db, phone)
    const { lease, message: row } = await createOutbound(db, { key: `whatsapp:${phone}` })
    await completeSend(db, lease!, 'temporary')
    await receive(db, {
      provider_message_id: 'stop2',
      address: { phone },
      body: 'parar',
      occurred_at: new Date().toISOString(),
    })
    await makeDue(db)
    const claimed = await claimJobs(db)
    expect(claimed.map((job) => job.kind)).not.toContain('send_message')
    const after = (await messagesOf(db)).find((one) => one.id === row.id)
    expect(after).toMatchObject({ status: 'failed', error_code: 'opted_out' })
    const job = (await jobsOf(db)).find(
      (one) => one.payload && (one.payload as { message_id?: string }).message_id === row.id,
    )
    expect(job?.finished_at).not.toBeNull()
  })

  it('is not repeated once the person opted out, when the lost attempt did not arrive', async () => {
    const phone = '+5511900000032'
    await openConversation(db, phone)
    const { lease, message: row } = await createOutbound(db, { key: `whatsapp:${phone}` })
    await completeSend(db, lease!, 'unknown')
    await receive(db, {
      provider_message_id: 'stop3',
      address: { phone },
      body: 'parar',
      occurred_at: new Date().toISOString(),
    })
    await makeDue(db)
    const again = (await claimJobs(db)).find((job) => job.send?.message_id === row.id)
    expect(again?.send).toMatchObject({ uncertain: true })
    expect(await completeSend(db, again!, 'not_found')).toMatchObject({
      state: 'failed',
      message: { status: 'failed', error_code: 'opted_out' },
    })
  })

  it('is not sent through a channel that was switched off', async () => {
    const phone = '+5511900000033'
    await openConversation(db, phone)
    const { lease, message: row } = await createOutbound(db, { key: `whatsapp:${phone}` })
    await completeSend(db, lease!, 'temporary')
    await makeDue(db)
    const off = (is: boolean) =>
      db.asPostgres(
        (sql) =>
          sql`update public.notification_channels set is_active = ${is} where id = ${aurora.evolution}`,
      )
    await off(false)
    try {
      const claimed = await claimJobs(db)
      expect(claimed.find((job) => job.send?.message_id === row.id)).toBeUndefined()
      const after = (await messagesOf(db)).find((one) => one.id === row.id)
      expect(after).toMatchObject({ status: 'failed', error_code: 'no_active_channel' })
    } finally {
      await off(true)
    }
  })
})

describe('the answer of the provider', () => {
  it('that meets its own echo, taken for a message from the phone, gives one sent message', async () => {
    for (let round = 0; round < 12; round += 1) {
      const phone = `+55119000001${String(round).padStart(2, '0')}`
      await openConversation(db, phone)
      const { lease, message: row } = await createOutbound(db, { key: `whatsapp:${phone}` })
      const id = `race:${round}`
      const echo = ingest(
        db,
        evolutionEvent([
          message({
            provider_message_id: id,
            from_me: true,
            sent_via_api: false,
            body: 'Bom dia!',
            address: { phone },
            occurred_at: new Date().toISOString(),
          }),
        ]),
      )
      const [completed] = await Promise.all([completeSend(db, lease!, 'sent', { id }), echo])
      expect(completed).toMatchObject({ state: 'sent', message: { id: row.id, provider_message_id: id } })
      const sent = (await outbound(db)).filter((one) => one.thread_id === row.thread_id)
      expect(sent).toHaveLength(1)
    }
  })
})
