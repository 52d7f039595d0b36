import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import type { Session } from '../support/database.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { publish, task, tell, work, workflow } from '../support/workflows.ts'
import {
  dealId,
  getContact,
  getDeal,
  itIsForSellers,
  leadId,
  race,
  saveLead,
  stages,
  type Lead,
} from '../support/sales.ts'

const db = await createDatabase()

describe('convert_lead', () => {
  const convert = (session: Session, args = {}) =>
    ask<Lead>(session, 'convert_lead', { id: leadId, deal_id: dealId, ...args })

  it('makes a deal, a contact and a company of a lead, once', () =>
    db.rolledBack(async (session) => {
      await saveLead(session, { phone: '11 97777-0001', company: 'Padaria Sol', origin: 'referral' })
      const lead = await convert(session, { deal: { value_cents: 90000 } })
      expect(lead).toMatchObject({ status: 'converted', deal_id: dealId, patient_id: null })
      expect(await getDeal(session)).toMatchObject({
        title: 'Otto Reis',
        value_cents: 90000,
        company_name: 'Padaria Sol',
        contact_name: 'Otto Reis',
        lead_id: leadId,
      })
      expect((await getContact(session, lead.contact_id!)).phones).toMatchObject([
        { phone: '+5511977770001' },
      ])
      expect(await convert(session, { deal_id: randomUUID() })).toMatchObject({ deal_id: dealId })
      await expectRefusal(() => saveLead(session, {}, { version: 3 }), 'PT409', 'changed_meanwhile')
      await expectRefusal(() => saveLead(session, {}, { version: 2 }), 'PT409', 'lead_converted')
      await expectRefusal(() => convert(session, { id: randomUUID() }), 'PT404', 'lead_not_found')
    }))

  it('knows a patient again, and makes a patient where that is asked', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { phones: [{ phone: '11 97777-0001' }] })
      await saveLead(session, { full_name: 'Mariana Souza', phone: '11 97777-0001', email: null })
      expect(await convert(session)).toMatchObject({ patient_id: patientId, contact_id: patientId })
      const other = randomUUID()
      await saveLead(session, { full_name: 'Nova Pessoa', email: 'nova@exemplo.test' }, { id: other })
      const lead = await convert(session, { id: other, deal_id: randomUUID(), as_patient: true })
      expect(lead.patient_id).toBe(lead.contact_id)
    }))

  it('is one deal when two convert at once', async () => {
    const id = randomUUID()
    await saveLead(db, { email: 'corrida@exemplo.test' }, { id })
    const { done } = await race([0, 1, 2].map(() => convert(db, { id, deal_id: randomUUID() })))
    expect(new Set(done.map((lead) => lead.deal_id)).size).toBe(1)
    const [row] = await db.asPostgres(
      (sql) => sql`
        select (select count(*)::int from public.deals where tenant_id = ${aurora.id}) as deals,
          (select count(*)::int from public.contacts where tenant_id = ${aurora.id}) as contacts`,
    )
    expect([done.length, row]).toEqual([3, { deals: 1, contacts: 1 }])
  })

  it('starts the workflows that listen, and its deal can be moved by them', () =>
    db.rolledBack(async (session) => {
      const [, second] = await stages(session)
      await publish(
        session,
        workflow(
          [{ id: 'move', kind: 'move_deal', options: { stage_id: second!.id } }, task('call')],
          'lead.converted',
        ),
      )
      await publish(
        session,
        workflow([task('moved', 'Avançou: {{nome}}')], 'deal.moved', { stage_id: second!.id }),
      )
      await saveLead(session)
      await convert(session)
      const events = () =>
        session.asPostgres(
          (sql) => sql<{ payload: Record<string, unknown> }[]>`
            select payload from app.jobs where tenant_id = ${aurora.id} and kind = 'workflow_event' order by id`,
        )
      expect(await tell(session, (await events())[0]!.payload)).toBe(1)
      await work(session)
      expect(await getDeal(session)).toMatchObject({
        stage_id: second!.id,
        next_activity: { title: 'Ligar para Otto' },
      })
      expect(await tell(session, (await events())[1]!.payload)).toBe(1)
      await work(session)
      const tasks = await ask<{ title: string }[]>(session, 'list_tasks')
      expect(tasks.map((one) => one.title).sort()).toEqual(['Avançou: Otto', 'Ligar para Otto'])
    }))

  itIsForSellers(
    db,
    (sql) => sql`select public.convert_lead(${aurora.id}, gen_random_uuid(), gen_random_uuid())`,
  )
})
