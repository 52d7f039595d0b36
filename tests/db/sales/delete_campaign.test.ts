import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, openUnofficial, owner, save, started } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('delete_campaign', () => {
  it('deletes a draft, once, and nothing that was started', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session)
      await ask(session, 'delete_campaign', { id }, owner)
      await ask(session, 'delete_campaign', { id }, owner)
      expect(await ask(session, 'list_campaigns')).toEqual([])
      await openUnofficial(session)
      await addPeople(session, 1)
      const running = await started(session)
      await expectRefusal(
        () => ask(session, 'delete_campaign', { id: running.id }, owner),
        'PT409',
        'campaign_started',
      )
    }))

  itIsForAdmins(db, (sql) => sql`select public.delete_campaign(${aurora.id}, ${randomUUID()})`)
})
