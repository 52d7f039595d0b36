import { expect, it } from 'vitest'
import { createDatabase } from '../../support/database.ts'
import { evolutionEvent, ingest, message } from '../../support/events.ts'
import { messagesOf, wrongSummaries } from '../../support/inbox.ts'
import { completeSend, createOutbound, openConversation } from '../../support/outbox.ts'

const db = await createDatabase()

it('hands the id that an echo had given to a message on to its waiting twin', () =>
  db.rolledBack(async (session) => {
    await openConversation(session)
    const first = await createOutbound(session, { body: 'ok' })
    const second = await createOutbound(session, { body: 'ok' })
    // the echo of the second one arrives before any answer and is taken for the first one
    const echo = message({ provider_message_id: 'P2', from_me: true, sent_via_api: true, body: 'ok' })
    await ingest(session, evolutionEvent([echo]))
    expect(await completeSend(session, first.lease!, 'sent', { id: 'P1' })).toMatchObject({ state: 'sent' })
    const rows = await messagesOf(session)
    const idOf = (id: string) => rows.find((row) => row.id === id)?.provider_message_id
    expect([idOf(first.message.id), idOf(second.message.id)]).toEqual(['P1', 'P2'])
    expect(await completeSend(session, second.lease!, 'sent', { id: 'P2' })).toMatchObject({ state: 'sent' })
    expect(await wrongSummaries(session)).toEqual([])
  }))
