import { describe, expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { listed, replaceTemplates } from '../support/templates.ts'

const db = await createDatabase()

const target = async (session: Session, as: Email = 'recepcao@horizonte.test') => {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ target: object }[]>`select app.template_sync_target(${horizonte.id}) as target`,
  )
  return row!.target
}

/** Moves the last look into the past. */
const age = (session: Session, seconds: number) =>
  session.asPostgres(
    (sql) =>
      sql`update public.twilio_accounts set templates_synced_at = now() - make_interval(secs => ${seconds}) where true`,
  )

describe('template_sync_target', () => {
  it('names the official number to any member', () =>
    db.rolledBack(async (session) => {
      const never = { channel_id: horizonte.twilio, synced_at: null, is_fresh: false }
      expect(await target(session)).toEqual(never)
      expect(await target(session, 'terapeuta@horizonte.test')).toEqual(never)
    }))

  it('says whether the last look is less than fifteen seconds old, with templates or without', () =>
    db.rolledBack(async (session) => {
      for (const list of [[listed(1)], []]) {
        await replaceTemplates(session, list)
        expect(await target(session)).toMatchObject({ is_fresh: true })
      }
      await age(session, 14)
      expect(await target(session)).toMatchObject({ is_fresh: true })
      await age(session, 16)
      expect(await target(session)).toMatchObject({ is_fresh: false })
    }))

  it('refuses a clinic whose active channel has no templates', () =>
    db.rolledBack((session) =>
      expectError(
        session.asUser('admin@aurora.test', (sql) => sql`select app.template_sync_target(${aurora.id})`),
        'PT409',
        'no_template_channel',
      ),
    ))

  it('refuses a clinic without an active channel', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set is_active = false where true`,
      )
      await expectError(target(session), 'PT409', 'no_template_channel')
    }))

  itIsForMembers(db, (sql) => sql`select app.template_sync_target(${aurora.id})`)
})
