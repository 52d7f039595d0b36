import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { book, openAgenda, patients } from '../support/agenda.ts'
import type { Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import {
  contactId,
  dealId,
  itIsForSellers,
  leadId,
  saveContact,
  saveDeal,
  type TimelineRow,
} from '../support/sales.ts'

const db = await createDatabase()

describe('list_timeline', () => {
  const line = (session: Session, of: string, id: string, args = {}) =>
    ask<TimelineRow[]>(session, 'list_timeline', { of, id, ...args })

  it('shows messages, deals, activities and sessions of a person, page after page', () =>
    db.rolledBack(async (session) => {
      await receive(session, {
        provider_message_id: 'T1',
        address: { phone: mariana },
        body: 'Quero saber o valor',
      })
      await saveContact(session, { full_name: 'Mariana Souza' }, { phones: [{ phone: mariana }] })
      await saveDeal(session, { contact_id: contactId })
      await ask(session, 'save_activity', {
        id: leadId,
        activity: { kind: 'note', title: 'Pediu proposta', deal_id: dealId },
      })
      const rows = await line(session, 'person', contactId)
      expect(rows.map((one) => one.kind).sort()).toEqual(['activity', 'event', 'event', 'message'])
      expect(rows.find((one) => one.kind === 'message')!.data).toMatchObject({ body: 'Quero saber o valor' })
      const first = await line(session, 'person', contactId, { limit: 2 })
      const rest = await line(session, 'person', contactId, { limit: 9, after: first[1] })
      expect([...first, ...rest]).toEqual(rows)
      expect(await line(session, 'person', contactId, { kinds: ['message'] })).toHaveLength(1)
      expect((await line(session, 'deal', dealId)).map((one) => one.kind).sort()).toEqual([
        'activity',
        'event',
      ])
    }))

  it('shows the sessions of whoever is a patient', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      const rows = await line(session, 'person', patients.ana)
      expect(rows).toMatchObject([{ kind: 'session', data: { status: 'scheduled' } }])
    }))

  it('says what is not there', () =>
    db.rolledBack(async (session) => {
      for (const [of, code] of [
        ['person', 'contact_not_found'],
        ['company', 'company_not_found'],
        ['deal', 'deal_not_found'],
        ['lead', 'lead_not_found'],
      ])
        await expectRefusal(() => line(session, of!, randomUUID()), 'PT404', code)
      await expectRefusal(() => line(session, 'moon', randomUUID()), 'PT400', 'invalid_filter')
    }))

  itIsForSellers(db, (sql) => sql`select public.list_timeline(${aurora.id}, 'deal', gen_random_uuid())`)
})
