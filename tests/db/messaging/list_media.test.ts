import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { deletion, evolutionEvent, ingest, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { receivePicture } from '../support/media.ts'
import type { Message } from '../support/inbox.ts'

const db = await createDatabase()

const list = (session: Session, before: Message | null = null, limit = 60) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<Message[]>`select * from public.list_media(${aurora.id}, ${`whatsapp:${mariana}`},
      ${before?.occurred_at ?? null}, ${before?.id ?? null}, ${limit})`,
  )

describe('list_media', () => {
  itIsForMembers(db, (sql) => sql`select public.list_media(${aurora.id}, 'whatsapp:+5511987650001')`)

  it('shows what has a file, newest first, page by page', () =>
    db.rolledBack(async (session) => {
      for (const id of ['PIC1', 'PIC2', 'PIC3', 'PIC4']) await receivePicture(session, id)
      await receive(session, { provider_message_id: 'T1' })
      await ingest(session, evolutionEvent([deletion('PIC2')]))
      const ids = (rows: readonly Message[]) => rows.map((row) => row.provider_message_id)
      const first = await list(session, null, 2)
      expect(ids(first)).toEqual(['PIC4', 'PIC3'])
      expect(ids(await list(session, first[1]!, 2))).toEqual(['PIC1'])
    }))
})
