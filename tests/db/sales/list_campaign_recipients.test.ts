import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { addPeople, openUnofficial, personId, recipients, run, started } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('list_campaign_recipients', () => {
  it('pages by position, and by what became of them', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      await addPeople(session, 3)
      await session.asPostgres(
        (sql) => sql`delete from public.contact_phones where patient_id = ${personId(2)}`,
      )
      const { id } = await started(session)
      await run(session)
      const first = await recipients(session, id, { limit: 2 })
      expect(first.map(({ position, state }) => `${position} ${state}`)).toEqual(['1 sent', '2 skipped'])
      expect(await recipients(session, id, { after: 2 })).toMatchObject([
        { position: 3, patient_id: personId(3), thread_key: expect.any(String) },
      ])
      expect(await recipients(session, id, { state: 'skipped' })).toMatchObject([{ reason: 'no_phone' }])
      expect(await recipients(session, id, { state: 'delivered' })).toEqual([])
      await expectRefusal(() => recipients(session, id, { state: 'x' }), 'PT400', 'invalid_filter')
      // another clinic asks for this one's
      const [row] = await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select public.list_campaign_recipients(${horizonte.id}, ${id}) as rows`,
      )
      expect(row!['rows']).toEqual([])
    }))

  itIsForSellers(db, (sql) => sql`select public.list_campaign_recipients(${aurora.id}, ${randomUUID()})`)
})
