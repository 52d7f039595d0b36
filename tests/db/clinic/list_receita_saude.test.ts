import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, patients, sueli } from '../support/agenda.ts'
import type { Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { day } from '../support/money.ts'
import { documents, helenaAsPerson, paidSession } from '../support/receipts.ts'

const db = await createDatabase()
const asked = (session: Session, changes: object = {}, as?: Email) =>
  ask<{ problems: string[]; rows: object[]; refunded: object[] }>(
    session,
    'list_receita_saude',
    { therapist_id: helena, from: day(-30), to: day(0), ...changes },
    as,
  )

describe('list_receita_saude', () => {
  it('says what is missing before anything is exported', () =>
    db.rolledBack(async (session) => {
      await paidSession(session, { cpf: null })
      await helenaAsPerson(session, { document: '', occupation: '' })
      await ask(
        session,
        'save_therapist',
        { user_id: helena, therapist: { council: '', council_number: '' } },
        'dona@aurora.test',
      )
      expect(await asked(session)).toMatchObject({
        problems: ['document', 'occupation', 'council'],
        rows: [
          {
            amount_cents: 18000,
            payer_patient_id: patients.ana,
            problem: 'payer_document',
            exported_at: null,
          },
        ],
        refunded: [],
      })
    }))

  it('has one row a payment of the period, for who sees the money of the therapist', () =>
    db.rolledBack(async (session) => {
      await paidSession(session)
      await helenaAsPerson(session)
      for (const who of ['recepcao@aurora.test', 'supervisor@aurora.test', 'terapeuta@aurora.test'] as const)
        expect(await asked(session, {}, who)).toMatchObject({
          problems: [],
          rows: [{ payer_document: documents.ana, patient_document: documents.ana, problem: null }],
        })
      expect((await asked(session, { to: day(-1) })).rows).toEqual([])
    }))

  it('is for therapists who receive as persons, and a year at most', () =>
    db.rolledBack(async (session) => {
      await paidSession(session)
      await expectError(asked(session), 'PT404', 'therapist_not_found')
      await helenaAsPerson(session)
      await expectError(
        asked(session, { therapist_id: sueli }, 'terapeuta@aurora.test'),
        'PT403',
        'forbidden',
      )
      await expectError(asked(session, { from: day(1) }), 'PT400', 'invalid_date')
      await expectError(asked(session, { from: day(-400) }), 'PT400', 'invalid_date')
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_receita_saude', { therapist_id: helena, from: day(0), to: day(0) }),
)
