import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answered, invite, submit, type Invite } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()
const nobody = '0a000000-0000-4000-8000-00000000dead'

async function renew(session: Session, id: string, days = 7): Promise<Invite> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) =>
      sql<{ invite: Invite }[]>`select public.renew_intake_invite(${aurora.id}, ${id}, ${days}) as invite`,
  )
  return row!.invite
}

describe('renew_intake_invite', () => {
  it('opens what was cancelled or expired by another link, with the form and texts of today', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const old = await invite(session)
      await session.asUser('dona@aurora.test', async (sql) => {
        await sql`select public.cancel_intake_invite(${aurora.id}, ${old.id})`
        await sql`select public.save_intake_text(${aurora.id}, 'care_contract', 1, 'Contrato', 'Outro.', true)`
      })
      const { id, token } = await renew(session, old.id)
      expect(id).toBe(old.id)
      expect(await submit(session, old.token)).toEqual({ state: 'unknown' })
      expect(await submit(session, token)).toMatchObject({ state: 'received' })
      const [consent] = await session.asPostgres(
        (sql) => sql`select text_version from public.consents where purpose = 'care_contract'`,
      )
      expect(consent).toEqual({ text_version: 2 })
    }))

  it('refuses what was answered, what is not there and an expiry that is none', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await answered(session)
      await expectRefusal(() => renew(session, id), 'PT409', 'intake_already_answered')
      await expectRefusal(() => renew(session, id, 90), 'PT400', 'invalid_expiry')
      await expectRefusal(() => renew(session, nobody), 'PT404', 'intake_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.renew_intake_invite(${aurora.id}, ${nobody})`)
})
