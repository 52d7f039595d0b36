import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { connectDinamize, contact, pull, syncOf, waiting } from '../support/dinamize.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { leadId, saveLead } from '../support/sales.ts'

const db = await createDatabase()

describe('disconnect_dinamize', () => {
  it('forgets the secrets; connected to the same list again, who is there is known', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await saveLead(session)
      await pull(session, contact())
      await ask(session, 'disconnect_dinamize', {}, 'dona@aurora.test')
      const [row] = await session.asPostgres(
        (sql) => sql`
          select (select count(*)::int from app.dinamize_accounts) as accounts,
            (select count(*)::int from app_private.dinamize_credentials) as secrets`,
      )
      expect(row).toEqual({ accounts: 0, secrets: 0 })
      await session.asPostgres((sql) => sql`delete from app.jobs where kind = 'push_lead'`)
      await saveLead(session, { full_name: 'Otto dos Reis' }, { version: 1 })
      expect(await waiting(session)).toEqual([])
      await connectDinamize(session)
      expect(await syncOf(session, leadId)).toMatchObject({ contact_code: '900001' })
      await ask(session, 'disconnect_dinamize', {}, 'dona@aurora.test')
      expect(await ask(session, 'disconnect_dinamize', {}, 'dona@aurora.test')).toEqual({ account: null })
    }))

  it('knows nobody in another list', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await saveLead(session)
      await pull(session, contact())
      await connectDinamize(session, { list_code: '7' })
      await saveLead(session, { full_name: 'Otto dos Reis' }, { version: 1 })
      expect(await syncOf(session, leadId)).toMatchObject({
        status: 'pending',
        contact_code: null,
        agreed: {},
      })
    }))

  itIsForAdmins(db, (sql) => sql`select public.disconnect_dinamize(${aurora.id})`)
})
