import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { addField } from '../support/sales.ts'

const db = await createDatabase()

interface Kit {
  may_save: boolean
  types: Record<string, string[]>
  entities: string[]
  fields: { entity: string; key: string; type: string; choices: string | null }[]
  custom: { entity: string; key: string; label: string; type: string; options: string[] | null }[]
  choices: Record<string, string[] | null>
}

describe('get_segment_kit', () => {
  it('offers what the role sees, with the words of the clinic', () =>
    db.rolledBack(async (session) => {
      const plan = await addField(session, {
        entity: 'contact',
        label: 'Convênio',
        type: 'choice',
        options: ['Vida', 'Sol'],
      })
      const kit = await ask<Kit>(session, 'get_segment_kit')
      expect(kit.entities).toEqual(['patients', 'contacts', 'companies', 'leads', 'deals', 'sessions'])
      expect(kit.custom.map((field) => [field.entity, field.key, field.type, field.options])).toEqual([
        ['patients', `custom.${plan}`, 'text', ['Vida', 'Sol']],
        ['contacts', `custom.${plan}`, 'text', ['Vida', 'Sol']],
      ])
      expect(kit.choices['tag']).not.toEqual([])
      const little = await ask<Kit>(session, 'get_segment_kit', {}, 'terapeuta@aurora.test')
      expect(little.entities).toEqual(['patients', 'sessions'])
      expect([little.may_save, little.custom, little.choices['seller']]).toEqual([false, [], null])
      expect(little.fields.map((field) => field.key)).not.toContain('balance_due_cents')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_segment_kit(${aurora.id})`)
})
