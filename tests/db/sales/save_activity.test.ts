import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import type { Email } from '../support/cast.ts'
import type { Session } from '../support/database.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { contactId, dealId, leadId, saveContact, saveDeal } from '../support/sales.ts'

const db = await createDatabase()

describe('save_activity', () => {
  const save = (session: Session, activity: object, as?: Email) =>
    ask<Record<string, unknown>>(
      session,
      'save_activity',
      { id: leadId, activity: { title: 'Ligar', ...activity } },
      as,
    )

  it('plans a call for a deal and its person, and notes what is over at once', () =>
    db.rolledBack(async (session) => {
      await saveContact(session)
      await saveDeal(session, { contact_id: contactId })
      const call = await save(session, { kind: 'call', deal_id: dealId, starts_at: '2030-01-07T15:00' })
      expect(call).toMatchObject({
        kind: 'call',
        due_on: '2030-01-07',
        starts_local: '2030-01-07T15:00',
        contact_name: 'Nina Prado',
        done_at: null,
      })
      const note = await ask<{ done_at: string | null }>(session, 'save_activity', {
        id: randomUUID(),
        activity: { kind: 'note', title: 'Prefere à tarde', deal_id: dealId },
      })
      expect(note.done_at).not.toBeNull()
    }))

  it('lets a therapist plan for a patient, and not for sales', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await saveDeal(session)
      expect(await save(session, { patient_id: patientId }, 'terapeuta@aurora.test')).toMatchObject({
        patient_name: 'Mariana Souza',
      })
      await expectRefusal(
        () => save(session, { deal_id: dealId }, 'terapeuta@aurora.test'),
        'PT403',
        'forbidden',
      )
    }))

  it.each([
    [{ title: '' }, 'PT400', 'invalid_sale'],
    [{ kind: 'nap' }, 'PT400', 'invalid_sale'],
    [{ due_on: '2026-02-31' }, 'PT400', 'invalid_date'],
    [{ starts_at: 'amanhã' }, 'PT400', 'invalid_moment'],
    [{ assignee_id: leadId }, 'PT404', 'member_not_found'],
    [{ thread_key: 'whatsapp:+5511900000000' }, 'PT404', 'conversation_not_found'],
    [{ deal_id: leadId }, 'PT404', 'deal_not_found'],
    [{ contact_id: leadId }, 'PT404', 'contact_not_found'],
    [{ company_id: leadId }, 'PT404', 'company_not_found'],
    [{ lead_id: leadId }, 'PT404', 'lead_not_found'],
    [{ patient_id: leadId }, 'PT404', 'patient_not_found'],
  ])('refuses %o', (activity, state, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, activity), state, code)),
  )

  itIsForMembers(
    db,
    (sql) => sql`select public.save_activity(${aurora.id}, gen_random_uuid(), '{"title": "Ligar"}')`,
  )
})
