import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  companyId,
  contactId,
  history,
  itIsForSellers,
  race,
  saveCompany,
  saveContact,
} from '../support/sales.ts'

const db = await createDatabase()

describe('save_contact', () => {
  const phone = [{ phone: '11 97777-0001' }]

  it('keeps a person with phones, tags and company, and finds them', () =>
    db.rolledBack(async (session) => {
      await saveCompany(session)
      const [tag] = await session.asPostgres(
        (sql) =>
          sql<
            { id: string }[]
          >`select id from public.conversation_tags where tenant_id = ${aurora.id} limit 1`,
      )
      const saved = await saveContact(
        session,
        { company_id: companyId, job: ' Gerente ' },
        { phones: phone, tags: [tag!.id] },
      )
      expect(saved).toMatchObject({
        contact: { full_name: 'Nina Prado', company_name: 'Padaria Sol', job: 'Gerente', stage: 'lead' },
        phones: [{ phone: '+5511977770001', is_primary: true }],
        tag_ids: [tag!.id],
      })
      const search = (as: 'recepcao@aurora.test' | 'terapeuta@aurora.test') =>
        session.asUser(
          as,
          (sql) => sql`select kind, title from public.search_global(${aurora.id}, 'nina prado')`,
        )
      expect(await search('recepcao@aurora.test')).toEqual([{ kind: 'contact', title: 'Nina Prado' }])
      expect(await search('terapeuta@aurora.test')).toEqual([])
    }))

  it('tells of somebody with the same number, and lets who saw them go on', () =>
    db.rolledBack(async (session) => {
      await saveContact(session, {}, { phones: phone })
      const other = { id: randomUUID(), phones: phone }
      const save = (args = {}) => saveContact(session, { full_name: 'Bia Prado' }, { ...other, ...args })
      await expectRefusal(save, 'PT409', 'contact_exists')
      expect((await save({ seen: [contactId] })).contact.full_name).toBe('Bia Prado')
    }))

  it('refuses an older form, and writes down what changed', () =>
    db.rolledBack(async (session) => {
      await saveContact(session)
      await saveContact(session, { job: 'Médica' }, { version: 1 })
      await expectRefusal(() => saveContact(session, {}, { version: 1 }), 'PT409', 'changed_meanwhile')
      expect((await history(session))[0]).toMatchObject({
        kind: 'changed',
        before: {},
        after: { job: 'Médica' },
      })
    }))

  it('makes one contact of two who write down one number at once', async () => {
    const own = [{ phone: '11 97777-0099' }]
    const save = () => saveContact(db, {}, { id: randomUUID(), phones: own })
    const { done, refused } = await race([save(), save()])
    expect([done.length, refused]).toEqual([1, ['contact_exists']])
  })

  itIsForSellers(
    db,
    (sql) =>
      sql`select public.save_contact(${aurora.id}, gen_random_uuid(), null, '{"full_name": "Ana Lima"}')`,
  )
})
