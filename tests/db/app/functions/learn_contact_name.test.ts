import { expect, it } from 'vitest'
import { createDatabase } from '../../support/database.ts'
import { address, evolutionEvent, ingest, mariana, receive } from '../../support/events.ts'
import { broadcastsOf, only, threadsOf } from '../../support/inbox.ts'

const db = await createDatabase()

const named = (name: string, phone = mariana) =>
  evolutionEvent([{ type: 'contact', address: address({ phone }), name }])

it('names a conversation that has no name, finds it by that name and tells the screens', () =>
  db.rolledBack(async (session) => {
    await receive(session, { provider_message_id: 'A1', contact_name: null })
    await ingest(session, named(' Mariana Lopes '))
    expect(only(await threadsOf(session))).toMatchObject({
      contact_name: 'Mariana Lopes',
      search_text: `mariana lopes ${mariana.slice(1)}`,
    })
    expect((await broadcastsOf(session)).at(-1)).toMatchObject({
      event: 'thread',
      payload: { thread: { contact_name: 'Mariana Lopes' } },
    })
  }))

it('keeps the name that a conversation has, and passes over blanks and strangers', () =>
  db.rolledBack(async (session) => {
    await receive(session, { provider_message_id: 'A1', contact_name: 'Mari' })
    const before = (await broadcastsOf(session)).length
    await ingest(session, named('Mariana Lopes'), named('  '), named('Outra', '+5511900000000'))
    expect(only(await threadsOf(session)).contact_name).toBe('Mari')
    expect(await broadcastsOf(session)).toHaveLength(before)
  }))
