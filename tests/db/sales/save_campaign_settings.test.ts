import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { owner } from '../support/campaigns.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()
const save = (session: Session, roles: string[], is_unofficial: boolean) =>
  ask<{ unofficial_since: string | null }>(session, 'save_campaign_settings', { roles, is_unofficial }, owner)

describe('save_campaign_settings', () => {
  it('keeps roles, and since when an unofficial number carries campaigns', () =>
    db.rolledBack(async (session) => {
      const on = await save(session, ['supervisor'], true)
      expect(on).toMatchObject({ roles: ['supervisor'], channel: { obstacle: null } })
      expect((await save(session, [], true)).unofficial_since).toBe(on.unofficial_since)
      expect(await save(session, [], false)).toMatchObject({
        unofficial_since: null,
        channel: { obstacle: 'campaigns_not_on_unofficial' },
      })
      await expectRefusal(() => save(session, ['therapist'], false), 'PT400', 'invalid_role')
    }))

  itIsForAdmins(db, (sql) => sql`select public.save_campaign_settings(${aurora.id}, '{}', false)`)
})
