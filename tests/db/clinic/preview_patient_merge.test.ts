import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { mergedId, survivorId, twoPatients } from '../support/merges.ts'

const db = await createDatabase()
const preview = (session: Session, merged = mergedId) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.preview_patient_merge(${aurora.id}, ${survivorId}, ${merged})`,
  )

describe('preview_patient_merge', () => {
  it('counts what each has, in every table that refers to patients', () =>
    db.rolledBack(async (session) => {
      await twoPatients(
        session,
        { phones: [{ phone: mariana }, { phone: joao }] },
        { phones: [{ phone: joao }] },
      )
      const rows = await preview(session)
      expect(rows).toContainEqual({ kind: 'contact_phones', survivor_count: '2', merged_count: '1' })
      expect(rows.map(({ kind }) => kind as string)).toEqual(
        expect.arrayContaining(['care_team', 'patient_conversations', 'patient_relations', 'record_entries']),
      )
      expect(rows.map(({ kind }) => kind as string)).not.toContain('private_notes')
    }))

  it('refuses nobody, and who may not merge', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await expectRefusal(() => preview(session, randomUUID()), 'PT404', 'patient_not_found')
      await expectRefusal(
        () =>
          session.asUser(
            'terapeuta@aurora.test',
            (sql) => sql`select public.preview_patient_merge(${aurora.id}, ${survivorId}, ${mergedId})`,
          ),
        'PT403',
        'forbidden',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.preview_patient_merge(${aurora.id}, ${survivorId}, ${mergedId})`,
    twoPatients,
  )
})
