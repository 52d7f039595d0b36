import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { evolutionEvent, ingest, message, status } from '../support/events.ts'
import { messagesOf, only, wrongSummaries } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createBeside,
  createOutbound,
  makeDue,
  openConversation,
} from '../support/outbox.ts'

const db = await createDatabase()

it('hands the id that an echo had given to a message on to its waiting twin', () =>
  db.rolledBack(async (session) => {
    await openConversation(session)
    const first = await createOutbound(session, { body: 'ok' })
    const second = await createBeside(session, { body: 'ok' })
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

it.each([
  ['nobody knows yet', false],
  ['looked like one from the phone', true],
])('hands on what was told of such an id as well, where its own %s', (_, isFromPhone) =>
  db.rolledBack(async (session) => {
    await openConversation(session)
    const echo = (id: string) =>
      ingest(
        session,
        evolutionEvent([message({ provider_message_id: id, from_me: true, sent_via_api: true, body: 'ok' })]),
      )
    if (isFromPhone) await echo('P1')
    const first = await createOutbound(session, { body: 'ok' })
    const second = await createBeside(session, { body: 'ok' })
    await echo('P2')
    await ingest(session, evolutionEvent([status('P2', 'read')]))
    await completeSend(session, first.lease!, 'sent', { id: 'P1' })
    const rows = await messagesOf(session)
    expect(rows.find((row) => row.id === second.message.id)).toMatchObject({
      provider_message_id: 'P2',
      status: 'read',
    })
    expect(rows.filter((row) => row.origin === 'phone')).toEqual([])
    expect(await wrongSummaries(session)).toEqual([])
  }),
)

describe('an earlier attempt that was found by its words', () => {
  it('counts while nobody knows better', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message: created } = await createOutbound(session, { body: 'ok' })
      // its own answer comes after all, before somebody who looks for it has found the message of another send
      await makeDue(session)
      const again = only(await claimJobs(session)).send!
      await completeSend(session, lease!, 'sent', { id: 'P1' })
      expect(await completeSend(session, again, 'found', { id: 'P2' })).toMatchObject({ state: 'lost' })
      expect((await messagesOf(session)).find((row) => row.id === created.id)).toMatchObject({
        provider_message_id: 'P1',
      })
    }))

  it('stays with the message that got its id meanwhile', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await createOutbound(session, { body: 'ok' })
      await makeDue(session)
      const again = only(await claimJobs(session)).send!
      const second = await createBeside(session, { body: 'ok' })
      // who sent the second one goes on with the first one, whose sender is not heard of any more
      const { next } = await completeSend(session, second.lease!, 'sent', { id: 'P2' })
      expect(next).toMatchObject({ message_id: again.message_id, uncertain: true })
      expect(await completeSend(session, next!, 'found', { id: 'P2' })).toMatchObject({ state: 'retry' })
      expect((await messagesOf(session)).find((row) => row.id === second.message.id)).toMatchObject({
        provider_message_id: 'P2',
      })
      await makeDue(session)
      const last = only(await claimJobs(session)).send!
      expect(last.uncertain).toBe(true)
      expect(await completeSend(session, last, 'found', { id: 'P1' })).toMatchObject({ state: 'sent' })
    }))
})
