import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import type { Session } from '../support/database.ts'
import { createSegment, rule, segmentId } from '../support/segments.ts'
import { addField, itIsForSellers, saveContact } from '../support/sales.ts'

const db = await createDatabase()

describe('list_contacts', () => {
  const names = async (session: Session, args = {}) =>
    (await ask<{ full_name: string }[]>(session, 'list_contacts', args)).map((row) => row.full_name)

  it('pages by name, filters and searches', () =>
    db.rolledBack(async (session) => {
      const field = await addField(session, { entity: 'contact', label: 'Convênio', type: 'text' })
      for (const [n, full_name] of ['Ana Reis', 'Bia Reis', 'Caio Melo'].entries())
        await saveContact(
          session,
          { full_name, stage: n ? 'customer' : 'lead', custom: n === 2 ? { [field]: 'X' } : {} },
          { id: randomUUID() },
        )
      expect(await names(session)).toEqual(['Ana Reis', 'Bia Reis', 'Caio Melo'])
      const [first] = await ask<object[]>(session, 'list_contacts', { limit: 1 })
      expect(await names(session, { after: first })).toEqual(['Bia Reis', 'Caio Melo'])
      expect(await names(session, { search: 'reis', where: { stage: 'customer' } })).toEqual(['Bia Reis'])
      expect(await names(session, { where: { custom: { [field]: 'X' } } })).toEqual(['Caio Melo'])
      await createSegment(session, { entity: 'contacts', query: rule('name', 'ends', 'melo') })
      expect(await names(session, { where: { segment: segmentId } })).toEqual(['Caio Melo'])
      const [newest] = await ask<object[]>(session, 'list_contacts', { sort: 'newest', limit: 1 })
      expect(await names(session, { sort: 'newest', after: newest })).toEqual(['Bia Reis', 'Ana Reis'])
      await expectRefusal(() => names(session, { sort: 'tamanho' }), 'PT400', 'invalid_filter')
    }))

  itIsForSellers(db, (sql) => sql`select public.list_contacts(${aurora.id})`)
})
