import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Row {
  id: string
  body: string
  occurred_at: Date
}
const list = (
  session: Session,
  {
    direction = null,
    after = null,
    limit = 50,
    id = patientId,
  }: { direction?: string | null; after?: Row | null; limit?: number; id?: string } = {},
) =>
  session.asUser(
    'terapeuta@aurora.test',
    (sql) => sql<Row[]>`
      select * from public.list_patient_messages(${aurora.id}, ${id}, ${direction}, ${after?.occurred_at ?? null},
        ${after?.id ?? null}, ${limit})`,
  )
const bodies = (rows: Row[]) => rows.map(({ body }) => body)

/** Two conversations: one by number, one linked by hand. */
async function talk(session: Session) {
  const of = { address: { phone: mariana } }
  await receive(session, { provider_message_id: 'A1', body: 'um', occurred_at: at(1), ...of })
  await receive(session, {
    provider_message_id: 'A3',
    body: 'três',
    occurred_at: at(3),
    from_me: true,
    ...of,
  })
  await receive(session, {
    provider_message_id: 'B2',
    body: 'dois',
    occurred_at: at(2),
    address: { lid: '777' },
  })
  await receive(session, {
    provider_message_id: 'C4',
    body: 'alheia',
    occurred_at: at(4),
    address: { lid: '888' },
  })
  await savePatient(session, { phones: [{ phone: mariana }, { phone: '+5511987650099' }] })
  await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.link_conversation(${aurora.id}, 'whatsapp:lid:777', ${patientId})`,
  )
}

describe('list_patient_messages', () => {
  it('has all conversations of a patient, the newest first, and one side of them', () =>
    db.rolledBack(async (session) => {
      await talk(session)
      expect(bodies(await list(session))).toEqual(['três', 'dois', 'um'])
      expect(bodies(await list(session, { direction: 'inbound' }))).toEqual(['dois', 'um'])
      expect(bodies(await list(session, { direction: 'outbound' }))).toEqual(['três'])
    }))

  it('goes on where a page ended', () =>
    db.rolledBack(async (session) => {
      await talk(session)
      const seen: string[] = []
      let last: Row | undefined
      for (
        let page = await list(session, { limit: 1 });
        page[0];
        page = await list(session, { limit: 1, after: last! })
      ) {
        last = page[0]
        seen.push(last.body)
      }
      expect(seen).toEqual(['três', 'dois', 'um'])
    }))

  it('refuses nobody, and a direction that is none', () =>
    db.rolledBack(async (session) => {
      await talk(session)
      await expectRefusal(() => list(session, { id: randomUUID() }), 'PT404', 'patient_not_found')
      await expectRefusal(() => list(session, { direction: 'x' }), 'PT400', 'invalid_filter')
    }))

  itIsForMembers(db, (sql) => sql`select public.list_patient_messages(${aurora.id}, ${patientId})`, talk)
})
