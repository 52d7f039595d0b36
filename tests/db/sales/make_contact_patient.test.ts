import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { getPatient, patientId, savePatient } from '../support/patients.ts'
import { contactId, getContact, itIsForSellers, saveContact } from '../support/sales.ts'

const db = await createDatabase()

describe('make_contact_patient', () => {
  it('makes a patient with the own id of the contact, whose phones are the very same rows', () =>
    db.rolledBack(async (session) => {
      await saveContact(
        session,
        {},
        { phones: [{ phone: '11 97777-0001' }], emails: [{ email: 'nina@exemplo.test' }] },
      )
      const rows = () =>
        session.asPostgres(
          (sql) => sql`
            select id from public.contact_phones where tenant_id = ${aurora.id} union all
            select id from public.contact_emails where tenant_id = ${aurora.id} order by 1`,
        )
      const before = await rows()
      for (let times = 0; times < 2; times += 1)
        expect(await ask(session, 'make_contact_patient', { id: contactId })).toEqual({
          patient_id: contactId,
        })
      expect(await rows()).toEqual(before)
      expect(await getPatient(session, contactId)).toMatchObject({
        patient: { full_name: 'Nina Prado' },
        phones: [{ phone: '+5511977770001', is_primary: true }],
        emails: [{ email: 'nina@exemplo.test' }],
      })
      // the patient is renamed, and so is the contact
      await savePatient(session, { id: contactId, version: 1, patient: { full_name: 'Nina Prado Lima' } })
      expect((await getContact(session)).contact.full_name).toBe('Nina Prado Lima')
    }))

  it('joins a patient who is there, and no patient twice', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { phones: [{ phone: '11 97777-0001' }] })
      await saveContact(
        session,
        {},
        { phones: [{ phone: '11 97777-0001' }, { phone: '11 97777-0002' }], seen: [patientId] },
      )
      await ask(session, 'make_contact_patient', { id: contactId, patient_id: patientId })
      expect((await getPatient(session)).phones.map((one) => one.phone)).toEqual([
        '+5511977770001',
        '+5511977770002',
      ])
      const other = randomUUID()
      await saveContact(session, { full_name: 'Outra Pessoa' }, { id: other })
      await expectRefusal(
        () => ask(session, 'make_contact_patient', { id: other, patient_id: patientId }),
        'PT409',
        'contact_exists',
      )
      await expectRefusal(
        () => ask(session, 'make_contact_patient', { id: other, patient_id: randomUUID() }),
        'PT404',
        'patient_not_found',
      )
    }))

  itIsForSellers(db, (sql) => sql`select public.make_contact_patient(${aurora.id}, gen_random_uuid())`)
})
