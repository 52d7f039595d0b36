import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, change, openUnofficial, run, save, started } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('change_campaign', () => {
  it('refuses what does not fit, and writes down who did what', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 1)
      const draft = await save(session)
      for (const act of ['pause', 'resume', 'stop', 'retry', 'explode'])
        await expectRefusal(() => change(session, draft.id, act), 'PT409', 'campaign_state')
      const { id } = await started(session)
      await expectRefusal(() => change(session, id, 'unschedule'), 'PT409', 'campaign_state')
      await run(session)
      await expectRefusal(() => change(session, id, 'stop'), 'PT409', 'campaign_state')
      await expectRefusal(() => change(session, id, 'retry'), 'PT409', 'campaign_state')
      await expectRefusal(() => change(session, randomUUID(), 'stop'), 'PT404', 'campaign_not_found')
      expect(
        await ask(session, 'list_timeline', { of: 'person', id: 'ca000000-0000-4000-8000-000000000001' }),
      ).toMatchObject([
        { kind: 'campaign', data: { campaign_id: id, name: 'Volta às aulas', state: 'sent' } },
        { kind: 'message' },
      ])
    }))

  itIsForAdmins(db, (sql) => sql`select public.change_campaign(${aurora.id}, ${randomUUID()}, 'stop')`)
})
