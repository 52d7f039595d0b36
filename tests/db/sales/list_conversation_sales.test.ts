import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { mariana, receive } from '../support/events.ts'
import {
  contactId,
  dealId,
  itIsForSellers,
  leadId,
  saveContact,
  saveDeal,
  saveLead,
} from '../support/sales.ts'

const db = await createDatabase()

describe('list_conversation_sales', () => {
  it('answers what sales know of a conversation', () =>
    db.rolledBack(async (session) => {
      const key = `whatsapp:${mariana}`
      await receive(session, { provider_message_id: 'S1', address: { phone: mariana } })
      const look = () => ask<Record<string, unknown>>(session, 'list_conversation_sales', { thread_key: key })
      expect(await look()).toEqual({ contact: null, deals: [], leads: [], activities: [] })
      await saveContact(session, {}, { phones: [{ phone: mariana }] })
      await saveDeal(session, { contact_id: contactId })
      await saveLead(session, { phone: mariana })
      await ask(session, 'save_activity', { id: leadId, activity: { title: 'Ligar', thread_key: key } })
      expect(await look()).toMatchObject({
        contact: { id: contactId },
        deals: [{ id: dealId }],
        leads: [{ id: leadId }],
        activities: [{ title: 'Ligar' }],
      })
      await expectRefusal(
        () => ask(session, 'list_conversation_sales', { thread_key: 'whatsapp:+5511900000000' }),
        'PT404',
        'conversation_not_found',
      )
    }))

  itIsForSellers(
    db,
    (sql) => sql`select public.list_conversation_sales(${aurora.id}, 'whatsapp:+5511900000000')`,
  )
})
