import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answered, everythingAccepted } from '../support/intakes.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const revoke = (session: Session, id: string) =>
  session.asUser('recepcao@aurora.test', (sql) => sql`select public.revoke_consent(${aurora.id}, ${id})`)

async function consentTo(session: Session, purpose: string): Promise<string> {
  await savePatient(session)
  await session.asUser(
    'dona@aurora.test',
    (sql) => sql`select public.save_intake_text(${aurora.id}, 'image', 1, 'Imagem', 'Sim.', true)`,
  )
  await answered(session, {}, { accepted: { ...everythingAccepted, image: true } })
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`select id from public.consents where purpose = ${purpose}`,
  )
  return row!.id
}

describe('revoke_consent', () => {
  it('notes that a consent was withdrawn, by whom and when, once', () =>
    db.rolledBack(async (session) => {
      const id = await consentTo(session, 'image')
      await revoke(session, id)
      const read = () =>
        session.asPostgres((sql) => sql`select revoked_at, revoked_by from public.consents where id = ${id}`)
      const [first] = await read()
      expect(first).toEqual({
        revoked_at: expect.any(Date) as Date,
        revoked_by: people['recepcao@aurora.test'].id,
      })
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.revoke_consent(${aurora.id}, ${id})`,
      )
      expect(await read()).toEqual([first])
    }))

  it('does not take back what is no consent, nor what is not there', () =>
    db.rolledBack(async (session) => {
      const contract = await consentTo(session, 'care_contract')
      await expectRefusal(() => revoke(session, contract), 'PT409', 'not_revocable')
      await expectRefusal(() => revoke(session, patientId), 'PT404', 'consent_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.revoke_consent(${aurora.id}, ${patientId})`)
})
