import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, openAgenda, patients, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { documents, helenaAsPerson } from '../support/receipts.ts'

const db = await createDatabase()

describe('save_therapist_fiscal', () => {
  it('keeps in whose name a therapist is paid, and therapists say it of themselves', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const fiscal = { receives_as: 'pj', legal_name: 'Prado Psicologia', document: documents.clinic }
      await ask(session, 'save_therapist_fiscal', { user_id: helena, fiscal }, 'terapeuta@aurora.test')
      expect(await ask(session, 'get_fiscal_settings', {}, 'terapeuta@aurora.test')).toMatchObject({
        therapists: [{ receives_as: 'pj', legal_name: 'Prado Psicologia', document: documents.clinic }],
      })
      await ask(
        session,
        'save_therapist_fiscal',
        { user_id: helena, fiscal: { receives_as: 'clinic' } },
        'dona@aurora.test',
      )
      expect(await ask(session, 'get_fiscal_settings', {}, 'terapeuta@aurora.test')).toMatchObject({
        therapists: [{ receives_as: 'clinic', document: null }],
      })
    }))

  it.each([
    [{ document: '529.982.247-26' }, 'invalid_cpf_cnpj'],
    [{ document: documents.clinic }, 'invalid_cpf_cnpj'],
    [{ occupation: '999' }, 'invalid_fiscal_settings'],
    [{ receives_as: 'both' }, 'invalid_fiscal_settings'],
    [{ legal_name: 'H' }, 'invalid_name'],
  ])('refuses %j', (changes, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(helenaAsPerson(session, changes), 'PT400', code)
    }),
  )

  it('is for owner, administrators and the therapist', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const args = (user_id: string) => ({ user_id, fiscal: { receives_as: 'clinic' } })
      for (const [who, user] of [
        ['recepcao@aurora.test', helena],
        ['supervisor@aurora.test', helena],
        ['terapeuta@aurora.test', sueli],
      ] as const)
        await expectRefusal(
          () => ask(session, 'save_therapist_fiscal', args(user), who),
          'PT403',
          'forbidden',
        )
      await expectError(
        ask(session, 'save_therapist_fiscal', args(patients.ana), 'dona@aurora.test'),
        'PT404',
        'therapist_not_found',
      )
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'save_therapist_fiscal', {
    user_id: helena,
    fiscal: { receives_as: 'clinic' },
  }),
)
