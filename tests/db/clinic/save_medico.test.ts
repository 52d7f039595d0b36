import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { medicoId, saveMedico } from '../support/patients.ts'

const db = await createDatabase()

describe('save_medico', () => {
  it('keeps a doctor with the council, and finds them by its number', () =>
    db.rolledBack(async (session) => {
      const saved = await saveMedico(session, {
        patient: {
          specialty: ' Psiquiatria ',
          council: 'CRM',
          council_state: 'sp',
          council_number: '123 456',
        },
        phones: [{ phone: '11 3456-7890', type: 'work' }],
      })
      expect(saved.medico).toMatchObject({
        full_name: 'Paulo Reis',
        specialty: 'Psiquiatria',
        council: 'CRM',
        council_state: 'SP',
        council_number: '123456',
      })
      expect(saved.phones).toMatchObject([{ phone: '+551134567890', type: 'work', is_primary: true }])
      const found = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select kind, title from public.search_global(${aurora.id}, '123456')`,
      )
      expect(found).toEqual([{ kind: 'doctor', title: 'Paulo Reis' }])
    }))

  it('refuses a council without a number, and whoever saves an older form', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(
        () => saveMedico(session, { patient: { council: 'CRM' } }),
        'PT400',
        'invalid_council',
      )
      await saveMedico(session)
      await expectRefusal(() => saveMedico(session), 'PT409', 'changed_meanwhile')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_medico(${aurora.id}, ${medicoId}, null, '{"full_name": "Ana"}')`,
  )
})
