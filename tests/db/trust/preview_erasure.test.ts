import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { plantPerson, tablesWith, token } from '../support/erasures.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('preview_erasure', () => {
  itIsForAdmins(
    db,
    (sql) => sql`select public.preview_erasure(${aurora.id}, ${patientId})`,
    (session) => savePatient(session),
  )

  it('says what would go and what would stay, and changes nothing', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      const preview = await answer<{
        plan: { table: string; erased: number; kept: number; rule?: string }[]
        future_sessions: number
      }>(session, 'preview_erasure', { p_patient_id: patientId }, 'dona@aurora.test')
      expect(preview.plan).toContainEqual(
        expect.objectContaining({ table: 'public.conversation_messages', erased: 1, kept: 0 }),
      )
      expect(preview.plan).toContainEqual(
        expect.objectContaining({ table: 'public.patient_files', erased: 1, kept: 1, rule: 'record' }),
      )
      expect(await tablesWith(session, token)).toHaveProperty(['public.conversation_messages'])
    }))
})
