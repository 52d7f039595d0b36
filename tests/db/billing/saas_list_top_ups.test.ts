import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people } from '../support/cast.ts'
import { topUp } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()

const list = (session: Session, tenant: string | null = null, limit = 20) =>
  session.asUser('saas@zelo.test', (sql) => sql`select * from public.saas_list_top_ups(${tenant}, ${limit})`)

describe('saas_list_top_ups', () => {
  it('shows the latest first: which clinic, how many, why and by whom', () =>
    db.rolledBack(async (session) => {
      await topUp(session, { credits: 50, note: 'Cortesia do mês' })
      await topUp(session, {
        tenant: horizonte.id,
        credits: 7,
        note: 'Acerto',
        clientId: '00000000-0000-4000-8000-00000000f002',
      })
      const rows = await list(session)
      expect(rows.slice(0, 2)).toMatchObject([
        { tenant_name: horizonte.name, credits: 7, note: 'Acerto' },
        {
          tenant_id: aurora.id,
          credits: 50,
          admin_id: people['saas@zelo.test'].id,
          admin_name: people['saas@zelo.test'].name,
        },
      ])
      expect(await list(session, null, 1)).toHaveLength(1)
      expect((await list(session, aurora.id)).map((row) => row.note)).toEqual(['Cortesia do mês', null])
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_top_ups()`)
})
