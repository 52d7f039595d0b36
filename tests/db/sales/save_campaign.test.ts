import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, definition, openUnofficial, owner, save, start } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('save_campaign', () => {
  it('keeps a draft, and refuses what somebody else changed meanwhile', () =>
    db.rolledBack(async (session) => {
      const draft = await save(session)
      expect(draft).toMatchObject({ name: 'Volta às aulas', state: 'draft', version: 1 })
      const again = await save(session, { per_minute: 5 }, { id: draft.id, version: 1 })
      expect(again).toMatchObject({ id: draft.id, version: 2 })
      expect(await save(session, { per_minute: 5 }, { id: draft.id, version: 2 })).toMatchObject({
        version: 2,
      })
      await expectRefusal(() => save(session, {}, { id: draft.id, version: 1 }), 'PT409', 'campaign_changed')
      await expectRefusal(() => save(session, {}, { id: randomUUID() }), 'PT404', 'campaign_not_found')
      await expectRefusal(() => save(session, {}, { name: ' ' }), 'PT400', 'invalid_name')
    }))

  it('changes nothing of one that has started', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 1)
      const draft = await save(session)
      await start(session, draft)
      await expectRefusal(() => save(session, {}, { id: draft.id, version: 1 }), 'PT409', 'campaign_started')
    }))

  it.each([
    { purpose: 'spam' },
    { per_minute: 0 },
    { share_b: 100 },
    { hour_from: '9' },
    { audience: { kind: 'people', ids: ['x'] } },
    { audience: { kind: 'sql' } },
    { variants: [{}, {}, {}] },
    { variants: [{ body: 'x'.repeat(4001) }] },
    { variants: [{ template: { id: "'; drop" } }] },
  ])('refuses the shape %j', (more) =>
    db.rolledBack((session) => expectRefusal(() => save(session, more), 'PT400', 'invalid_campaign')),
  )

  it('is for the roles that the clinic chose, beside owner and administrators', () =>
    db.rolledBack(async (session) => {
      await ask(session, 'save_campaign_settings', { roles: ['operator'], is_unofficial: false }, owner)
      expect(await save(session, {}, {}, 'recepcao@aurora.test')).toMatchObject({ state: 'draft' })
      await expectRefusal(() => save(session, {}, {}, 'supervisor@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.save_campaign(${aurora.id}, null, 'Nova', ${sql.json(definition())})`,
  )
})
