import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { addField, itIsForLeaders, leader, saveContact } from '../support/sales.ts'

const db = await createDatabase()

describe('save_custom_field', () => {
  it('adds a field whose values are checked by its type', () =>
    db.rolledBack(async (session) => {
      const size = await addField(session, { entity: 'contact', label: 'Filhos', type: 'number' })
      const plan = await addField(session, {
        entity: 'contact',
        label: 'Convênio',
        type: 'choice',
        options: ['A', 'B', 'A'],
      })
      const day = await addField(session, { entity: 'contact', label: 'Visita', type: 'date' })
      const saved = await saveContact(session, { custom: { [size]: 2, [plan]: 'B', [day]: '2026-12-01' } })
      expect(saved.contact['custom']).toEqual({ [size]: 2, [plan]: 'B', [day]: '2026-12-01' })
      const wrong = (custom: object, code: string) =>
        expectRefusal(() => saveContact(session, { custom }, { version: 1 }), 'PT400', code)
      await wrong({ [size]: 'dois' }, 'custom_field_invalid')
      await wrong({ [plan]: 'C' }, 'custom_field_invalid')
      await wrong({ [day]: '2026-02-31' }, 'invalid_date')
      await wrong({ [randomUUID()]: 1 }, 'custom_field_invalid')
    }))

  it('asks for what is required, and keeps values of what is asked no longer', () =>
    db.rolledBack(async (session) => {
      const id = await addField(session, {
        entity: 'contact',
        label: 'Convênio',
        type: 'text',
        is_required: true,
      })
      await expectRefusal(() => saveContact(session), 'PT400', 'custom_field_required')
      await saveContact(session, { custom: { [id]: 'Unimed' } })
      await ask(session, 'save_custom_field', { id, field: { label: 'Plano', archived: true } }, leader)
      const { contact } = await saveContact(session, { job: 'Médica' }, { version: 1 })
      expect(contact).toMatchObject({ job: 'Médica', custom: { [id]: 'Unimed' } })
    }))

  it('takes thirty fields of a kind', () =>
    db.rolledBack(async (session) => {
      const field = { entity: 'lead', label: 'Campo', type: 'text' }
      for (let n = 0; n < 30; n += 1) await addField(session, field)
      await expectRefusal(() => addField(session, field), 'PT409', 'too_many_custom_fields')
    }))

  itIsForLeaders(
    db,
    (sql) =>
      sql`select public.save_custom_field(${aurora.id}, gen_random_uuid(), '{"entity": "deal", "label": "Campo", "type": "text"}')`,
  )
})
