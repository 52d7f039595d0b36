import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, openUnofficial, run, save, started, type Campaign } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('list_campaigns', () => {
  it('lists them, the newest first, with how far each is', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 2)
      await started(session)
      await run(session)
      await save(session, {}, { name: 'Rascunho' })
      expect(await ask<Campaign[]>(session, 'list_campaigns')).toMatchObject([
        { name: 'Rascunho', state: 'draft', counts: { total: 0 } },
        { name: 'Volta às aulas', state: 'finished', counts: { total: 2, sent: 2 } },
      ])
    }))

  itIsForSellers(db, (sql) => sql`select public.list_campaigns(${aurora.id})`)
})
