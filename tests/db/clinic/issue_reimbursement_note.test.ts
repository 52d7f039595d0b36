import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, patients, sessionId } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { day } from '../support/money.ts'
import { helenaAsPerson, issue, paidSession } from '../support/receipts.ts'

const db = await createDatabase()

async function receipts(session: Session): Promise<string[]> {
  const { id } = await paidSession(session)
  await helenaAsPerson(session)
  return (await issue(session, id)).map((receipt) => receipt.id)
}
const note = (session: Session, receipt_ids: string[], cid: string | null = null, as?: Email) =>
  ask<{ body: string; kind: string; cid: string | null; number: number }>(
    session,
    'issue_reimbursement_note',
    { id: sessionId, receipt_ids, cid },
    as,
  )

describe('issue_reimbursement_note', () => {
  it('declares the sessions that were paid and attended, without a diagnosis', () =>
    db.rolledBack(async (session) => {
      const made = await note(session, await receipts(session))
      const [year, month, date] = day(0).split('-')
      expect(made).toMatchObject({ kind: 'attendance_note', cid: null })
      expect(made.body).toContain('Ana Prado, CPF 111.444.777-35,')
      expect(made.body).toContain(`${date}/${month}/${year}, das 08h00 às 08h50`)
    }))

  it('carries a code for who treats, with a recorded consent', () =>
    db.rolledBack(async (session) => {
      const ids = await receipts(session)
      const therapist = 'terapeuta@aurora.test'
      await session.asPostgres(
        (sql) => sql`select app.join_care_team(${aurora.id}, ${patients.ana}, ${helena})`,
      )
      await expectError(note(session, ids, 'F41.1', 'recepcao@aurora.test'), 'PT403', 'not_in_care_team')
      await expectError(note(session, ids, 'F41.1', therapist), 'PT409', 'cid_consent_required')
      await session.asPostgres(
        (sql) => sql`
        insert into public.consents (tenant_id, patient_id, purpose, text_version, text_fingerprint, signer_name, signer_kinship, channel)
        select tenant_id, ${patients.ana}, purpose, version, fingerprint, 'Ana Prado', 'self', 'intake_link'
        from public.intake_texts where tenant_id = ${aurora.id} and purpose = 'reimbursement_cid'`,
      )
      expect(await note(session, ids, 'F41.1', therapist)).toMatchObject({
        kind: 'reimbursement',
        cid: 'F41.1',
      })
      await session.asPostgres(
        (sql) => sql`update public.consents set revoked_at = now() where patient_id = ${patients.ana}`,
      )
      await session.asPostgres((sql) => sql`delete from public.patient_documents`)
      await expectError(note(session, ids, 'F41.1', therapist), 'PT409', 'cid_consent_required')
    }))

  it('needs sessions that somebody came to, and receipts that hold', () =>
    db.rolledBack(async (session) => {
      const ids = await receipts(session)
      await ask(session, 'set_attendance', { id: sessionId, patient_id: patients.ana, status: 'missed' })
      await expectError(note(session, ids), 'PT409', 'no_attended_sessions')
      await ask(session, 'cancel_receipt', { id: ids[0], reason: 'Errado' })
      await expectError(note(session, ids), 'PT404', 'receipt_not_found')
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'issue_reimbursement_note', { id: sessionId, receipt_ids: [sessionId] }),
)
