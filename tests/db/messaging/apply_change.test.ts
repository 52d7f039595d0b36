import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { at, deletion, edit, evolutionEvent, ingest, receive, type Action } from '../support/events.ts'
import { messagesOf, only } from '../support/inbox.ts'

const db = await createDatabase()

const from = (by: 'us' | 'contact' | undefined, action: Action): Action =>
  by === undefined ? action : { ...action, by }

describe('apply_change', () => {
  it.each([
    ['us', true, true],
    ['contact', false, true],
    ['us', false, false],
    ['contact', true, false],
    // a bare protocol message of Evolution does not name its author
    [undefined, true, true],
    [undefined, false, true],
  ] as const)('of %s, for a message with from_me %s: taken %s', (by, fromMe, taken) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', from_me: fromMe, body: 'quinta' })
      await ingest(session, evolutionEvent([from(by, edit('A1', 'sexta', at(2)))]))
      await ingest(session, evolutionEvent([from(by, deletion('A1', at(4)))]))
      expect(only(await messagesOf(session))).toMatchObject(
        taken ? { body: 'sexta', deleted_at: new Date(at(4)) } : { body: 'quinta', deleted_at: null },
      )
    }),
  )
})
