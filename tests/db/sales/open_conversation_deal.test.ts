import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import type { Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { dealId, getContact, itIsForSellers, leadId, race, saveLead, type Deal } from '../support/sales.ts'

const db = await createDatabase()

describe('open_conversation_deal', () => {
  const key = `whatsapp:${mariana}`
  const open = (session: Session, args = {}) =>
    ask<Deal>(session, 'open_conversation_deal', { thread_key: key, deal_id: dealId, ...args })

  it('is one click: a deal with its person, linked both ways, once', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'S1', address: { phone: mariana } })
      const deal = await open(session)
      expect(deal).toMatchObject({
        thread_key: key,
        status: 'open',
        owner_id: people['recepcao@aurora.test'].id,
      })
      expect((await getContact(session, deal.contact_id!)).phones).toMatchObject([{ phone: mariana }])
      expect(await open(session, { deal_id: randomUUID() })).toMatchObject({ id: dealId })
      expect(await ask(session, 'list_conversation_sales', { thread_key: key })).toMatchObject({
        deals: [{ id: dealId }],
      })
    }))

  it('knows the patient of the conversation, and converts its lead', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'S1', address: { phone: mariana } })
      await savePatient(session, { phones: [{ phone: mariana }] })
      await saveLead(session, { full_name: 'Mariana Souza', phone: mariana, thread_key: key })
      expect(await open(session)).toMatchObject({ lead_id: leadId, patient_id: patientId, thread_key: key })
    }))

  it('is one deal when two press at once', async () => {
    await receive(db, { provider_message_id: 'S1', address: { phone: mariana } })
    const { done } = await race([open(db), open(db, { deal_id: randomUUID() })])
    expect(new Set(done.map((deal) => deal.id)).size).toBe(1)
    expect(done.length).toBe(2)
  })

  itIsForSellers(
    db,
    (sql) =>
      sql`select public.open_conversation_deal(${aurora.id}, 'whatsapp:+5511900000000', gen_random_uuid())`,
  )
})
