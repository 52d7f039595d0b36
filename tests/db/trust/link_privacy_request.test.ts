import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { answer, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()

describe('link_privacy_request', () => {
  itIsForAdmins(db, (sql) => sql`select public.link_privacy_request(${aurora.id}, ${oneId}, null)`)

  it('says of which patient a request is, of the own clinic alone', () =>
    db.rolledBack(async (on) => {
      await savePatient(on)
      const owner = 'dona@aurora.test'
      const request = { kind: 'access', person_name: 'Ana Prado' }
      await answer(on, 'save_privacy_request', { p_id: oneId, p_request: request }, owner)
      const link = (id: string, patient: string | null) =>
        answer<object>(on, 'link_privacy_request', { p_id: id, p_patient_id: patient }, owner)
      expect(await link(oneId, patientId)).toMatchObject({ patient_id: patientId, person_name: 'Ana Prado' })
      expect(await link(oneId, null)).toMatchObject({ patient_id: null })
      await expectRefusal(() => link(oneId, otherId), 'PT404', 'patient_not_found')
      await expectRefusal(() => link(otherId, patientId), 'PT404', 'privacy_request_not_found')
    }))
})
