import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  giveCouncil,
  issue,
  issueReport,
  notTreating,
  templates,
  treatedPatient,
  treating,
  type IssueRequest,
} from '../support/patient-files.ts'
import { patientId } from '../support/patients.ts'

const db = await createDatabase()

describe('issue_patient_document', () => {
  itIsForMembers(
    db,
    (sql) => sql`
      select public.issue_patient_document(${aurora.id}, ${randomUUID()}, ${patientId}, ${templates.attendance}, 'Declaração', 'Esteve aqui.')`,
    treatedPatient,
  )

  it('numbers by clinic and year, and names its author with the council', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await giveCouncil(session)
      const first = await issue(session)
      const second = await issueReport(session)
      expect([first.number, second.number]).toEqual([1, 2])
      expect(second).toMatchObject({ author_name: 'Helena Terapeuta', author_council: 'CRP 06/123456' })
      expect(first).toMatchObject({ author_name: 'Rita Recepção', author_council: null, is_clinical: false })
    }))

  it('is one document however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const id = randomUUID()
      const once = await issue(session, { id })
      expect(await issue(session, { id, body: 'Outro texto.' })).toEqual(once)
      expect((await issue(session)).number).toBe(2)
      await expectError(issue(session, { id, as: treating }), 'PT409', 'client_id_in_use')
    }))

  it('numbers two that are issued at once one after the other', async () => {
    await treatedPatient(db)
    const issued = await Promise.all(Array.from({ length: 4 }, () => issue(db)))
    expect(issued.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4])
    await db.asPostgres((sql) => sql`delete from public.patients where tenant_id = ${aurora.id}`)
  })

  it('hashes every word of what it says', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const document = await issueReport(session, { purpose: 'Escola' })
      const [row] = await session.asPostgres(
        (sql) =>
          sql<
            { content: string }[]
          >`select app.document_content(d) as content from public.patient_documents d`,
      )
      expect(row?.content).toContain('Escola')
      expect(document.sha256).toBe(createHash('sha256').update(row!.content).digest('hex'))
    }))

  it.each(['body', 'title', 'number', 'author_name', 'sha256', 'issued_at'])(
    'never changes its %s',
    (column) =>
      db.rolledBack(async (session) => {
        await treatedPatient(session)
        await issue(session)
        const value = column === 'number' ? 9 : column === 'issued_at' ? '2020-01-01' : 'Outra'
        await expectError(
          session.asServiceRole((sql) => sql`update public.patient_documents set ${sql(column)} = ${value}`),
          'PT409',
          'document_issued',
        )
      }),
  )

  it.each(notTreating)('is issued by the treating team alone, not by %s', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await expectRefusal(() => issueReport(session, { as: email }), 'PT403', 'not_in_care_team')
      expect(await issue(session, { as: email })).toMatchObject({ kind: 'attendance_note' })
    }),
  )

  const certificate = {
    as: treating,
    template: templates.certificate,
    title: 'Atestado',
    body: 'Atesto.',
  } as const

  it.each<[string, IssueRequest, string, string]>([
    [
      'a variable that nobody filled in',
      { body: 'Das {{hora_inicio}} às 15h.' },
      'PT400',
      'document_not_filled_in',
    ],
    ['no text', { body: ' \n ' }, 'PT400', 'empty_body'],
    ['too much text', { body: 'x'.repeat(20_001) }, 'PT400', 'body_too_long'],
    ['no title', { title: ' ' }, 'PT400', 'invalid_name'],
    ['a template of nobody', { template: randomUUID() }, 'PT404', 'document_template_not_found'],
    ['a patient of nobody', { patient: randomUUID() }, 'PT404', 'patient_not_found'],
    ['a diagnosis in a declaration', { cid: 'F41.1', consented: true }, 'PT400', 'cid_not_allowed'],
    ['one that is typed into it', { body: 'Compareceu. CID F41.1' }, 'PT400', 'cid_not_allowed'],
    ['a diagnosis without consent', { ...certificate, cid: 'F41.1' }, 'PT400', 'cid_not_allowed'],
    ['what is no code', { ...certificate, cid: 'ansiedade', consented: true }, 'PT400', 'invalid_cid'],
  ])('refuses %s', (_what, request, state, code) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await expectRefusal(() => issue(session, request), state, code)
    }),
  )

  it('carries a diagnosis code that the patient agreed to', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      expect(await issue(session, { ...certificate, cid: 'f41.1', consented: true })).toMatchObject({
        cid: 'F41.1',
        cid_consented: true,
      })
    }))
})
