import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answered, invite, submit } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()
const nobody = '0a000000-0000-4000-8000-00000000dead'
const cancel = (session: Session, id: string) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.cancel_intake_invite(${aurora.id}, ${id})`,
  )

describe('cancel_intake_invite', () => {
  it('ends a link, once', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id, token } = await invite(session)
      await cancel(session, id)
      await cancel(session, id)
      expect(await submit(session, token)).toEqual({ state: 'cancelled' })
      const told = await session.asPostgres(
        (sql) => sql`select payload from realtime.messages where event = 'intake'`,
      )
      expect(told).toHaveLength(2)
    }))

  it('refuses what was answered, and what is not there', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await answered(session)
      await expectRefusal(() => cancel(session, id), 'PT409', 'intake_already_answered')
      await expectRefusal(() => cancel(session, nobody), 'PT404', 'intake_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.cancel_intake_invite(${aurora.id}, ${nobody})`)
})
