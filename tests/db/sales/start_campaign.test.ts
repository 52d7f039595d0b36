import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import {
  addPeople,
  change,
  later,
  openOfficial,
  openUnofficial,
  run,
  save,
  start,
  step,
  template,
  tuesday,
} from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('start_campaign', () => {
  it('started by two people at once is started once, by the first', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 2)
      const draft = await save(session)
      expect(await start(session, draft)).toMatchObject({
        state: 'running',
        started_by_name: 'Dona Aurora',
      })
      expect(await start(session, draft, {}, 'admin@aurora.test')).toMatchObject({
        started_by_name: 'Dona Aurora',
      })
      expect(await run(session)).toHaveLength(2)
      const entries = await session.asPostgres(
        (sql) => sql`select action, actor_name from public.audit_logs where entity = 'campaign' order by id`,
      )
      expect(entries[0]).toEqual({ action: 'campaign.started', actor_name: 'Dona Aurora' })
    }))

  it('at a moment to come begins then, and can be taken back before', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 1)
      const draft = await save(session)
      const starts_at = later(86_400, new Date().toISOString())
      expect(await start(session, draft, { starts_at })).toMatchObject({ state: 'scheduled' })
      expect(await step(session, new Date().toISOString())).toBeNull()
      expect(await change(session, draft.id, 'unschedule')).toMatchObject({ state: 'draft', starts_at: null })
      expect(await run(session)).toEqual([])
      await start(session, draft, { starts_at })
      expect(await run(session, tuesday)).toHaveLength(1)
    }))

  it('refuses what was changed, has problems, reaches nobody or cannot be paid', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 1)
      const draft = await save(session, { variants: [template(approved)] })
      await expectRefusal(() => start(session, { ...draft, version: 9 }), 'PT409', 'campaign_changed')
      await expectRefusal(() => start(session, draft), 'PT409', 'campaign_reaches_nobody')
      await addPeople(session, 2)
      await expectRefusal(() => start(session, draft), 'PT402', 'insufficient_credits')
      const wrong = await save(session, { variants: [] })
      await expectRefusal(() => start(session, wrong), 'PT409', 'campaign_has_problems')
      await expectRefusal(
        () => start(session, { id: randomUUID(), version: 1 }),
        'PT404',
        'campaign_not_found',
      )
      await expectRefusal(
        () => start(session, draft, { starts_at: '2090-01-01T12:00:00Z' }),
        'PT400',
        'invalid_date',
      )
    }))

  itIsForAdmins(db, (sql) => sql`select public.start_campaign(${aurora.id}, ${randomUUID()}, 1)`)
})
