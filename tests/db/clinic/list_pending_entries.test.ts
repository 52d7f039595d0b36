import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { patientId } from '../support/patients.ts'
import {
  addToCare,
  endCare,
  entryId,
  helena,
  inCare,
  saveEntry,
  signEntry,
  sueli,
} from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()
const pending = (session: Parameters<typeof call>[0], as: Email = helena) =>
  call<{ what: string }>(session, 'list_pending_entries', {}, as)

/** One session that was, one to come, one that was missed. */
const sessions = (session: Parameters<typeof call>[0]) =>
  session.asPostgres(async (sql) => {
    const me = people[helena].id
    await sql`insert into public.therapists (tenant_id, user_id, name) values (${aurora.id}, ${me}, 'Helena')`
    await sql`
      insert into public.session_types (tenant_id, id, name, minutes) values (${aurora.id}, ${entryId}, 'Sessão', 50)`
    const made = await sql<{ id: string }[]>`
      insert into public.sessions (tenant_id, therapist_id, session_type_id, starts_at, ends_at, blocks_time)
      select ${aurora.id}, ${me}, ${entryId}, now() + h * interval '1 hour', now() + (h + 0.5) * interval '1 hour', true
      from unnest(array[-30.0, 2.0, -20.0]) h returning id`
    const ids = made.map(({ id }) => id)
    for (const [index, id] of ids.entries())
      await sql`
        insert into public.session_patients (tenant_id, session_id, patient_id, status)
        values (${aurora.id}, ${id}, ${patientId}, ${index === 2 ? 'missed' : 'scheduled'})`
    return ids
  })

describe('list_pending_entries', () => {
  it('names what the caller has not signed, while they treat the patient', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await saveEntry(session)
      expect(await pending(session)).toMatchObject([
        {
          what: 'draft',
          entry_id: entryId,
          patient_id: patientId,
          patient_name: 'Mariana Souza',
          kind: 'progress_note',
        },
      ])
      expect(JSON.stringify(await pending(session))).not.toContain('Chegou')
      for (const as of [sueli, 'dona@aurora.test', 'recepcao@aurora.test'] as const)
        expect(await pending(session, as)).toEqual([])
      await endCare(session, helena)
      expect(await pending(session)).toEqual([])
      await addToCare(session, helena)
      await signEntry(session)
      expect(await pending(session)).toEqual([])
    }))

  it('names sessions of which nothing was written, until something is', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const [past, coming, missed] = await sessions(session)
      const rows = await pending(session)
      expect(rows).toMatchObject([
        { what: 'session', session_id: past, entry_id: null, patient_id: patientId },
      ])
      expect(JSON.stringify(rows)).not.toContain(coming)
      expect(JSON.stringify(rows)).not.toContain(missed)
      await saveEntry(session, { entry: { session_id: past } })
      expect(await pending(session)).toMatchObject([{ what: 'draft', session_id: past }])
      await signEntry(session)
      expect(await pending(session)).toEqual([])
    }))

  it('takes no session of somebody else', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const [past] = await sessions(session)
      await session.asPostgres((sql) => sql`delete from public.session_patients`)
      await expectRefusal(
        () => saveEntry(session, { entry: { session_id: past } }),
        'PT404',
        'session_not_found',
      )
      await expectRefusal(
        () => saveEntry(session, { entry: { session_id: 'x' } }),
        'PT404',
        'session_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_pending_entries(${aurora.id})`)
})
