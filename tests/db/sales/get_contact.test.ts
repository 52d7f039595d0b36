import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { contactId, dealId, getContact, itIsForSellers, saveContact, saveDeal } from '../support/sales.ts'

const db = await createDatabase()

describe('get_contact', () => {
  it('answers the person with deals, and the phones of the patient they are', () =>
    db.rolledBack(async (session) => {
      await saveContact(session, {}, { phones: [{ phone: '11 97777-0001' }] })
      await saveDeal(session, { contact_id: contactId })
      expect(await getContact(session)).toMatchObject({
        contact: { stage: 'opportunity' },
        deals: [{ id: dealId }],
      })
      await ask(session, 'make_contact_patient', { id: contactId })
      expect((await getContact(session)).phones).toMatchObject([{ phone: '+5511977770001' }])
      await expectRefusal(() => getContact(session, randomUUID()), 'PT404', 'contact_not_found')
    }))

  itIsForSellers(db, (sql) => sql`select public.get_contact(${aurora.id}, gen_random_uuid())`)
})
