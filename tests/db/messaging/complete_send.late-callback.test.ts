import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { ingest, message, status, twilioEvent } from '../support/events.ts'
import { messagesOf } from '../support/inbox.ts'
import { completeSend, createBeside, createOutbound } from '../support/outbox.ts'

const db = await createDatabase()

it('the id of an attempt that failed is not given to another message with the same words', () =>
  db.rolledBack(async (session) => {
    const now = new Date().toISOString()
    await ingest(session, twilioEvent([message({ provider_message_id: 'in', occurred_at: now })]))
    const request = { as: 'recepcao@horizonte.test', tenant: horizonte.id } as const
    const send = (clientId: string) => createOutbound(session, { ...request, clientId })
    const first = randomUUID()
    const { lease } = await send(first)
    await completeSend(session, lease!, 'sent', { id: 'SM1' })
    await ingest(session, twilioEvent([status('SM1', 'failed', { at: now })]))
    const again = await send(first)
    const other = await createBeside(session, request)
    // late, and about the attempt before
    await ingest(
      session,
      twilioEvent([status('SM1', 'delivered', { at: now, message_id: again.lease!.message_id })]),
    )
    await completeSend(session, again.lease!, 'sent', { id: 'SM2' })
    const ids = (await messagesOf(session, horizonte.id)).map((row) => [row.id, row.provider_message_id])
    expect(Object.fromEntries(ids)).toMatchObject({
      [again.lease!.message_id]: 'SM2',
      [other.lease!.message_id]: null,
    })
  }))
