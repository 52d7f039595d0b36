import { describe, expect, it } from 'vitest'
import { addAddon, deductAddon, offerAddon } from '../../support/addons.ts'
import { aurora, horizonte } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { itIsForSaasAdmins } from '../../support/guards.ts'
import { only } from '../../support/inbox.ts'

const db = await createDatabase()

const list = (
  session: Session,
  tenant: string | null = null,
  type: string | null = null,
  before: string | null = null,
) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`select * from public.saas_list_addon_transactions(${tenant}, ${type}, 50, ${before})`,
  )

describe('saas_list_addon_transactions', () => {
  it('shows movements of every clinic, newest first, of one clinic or type when asked', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session, 'sms')
      await offerAddon(session, 'voice')
      await addAddon(session, 10, 'a')
      await deductAddon(session, 1, 'b')
      await addAddon(session, 30, 'c', { tenant: horizonte.id, type: 'voice' })
      const rows = await list(session)
      expect(rows.map((row) => [row.tenant_name, row.addon_type, row.amount, row.balance_after])).toEqual([
        [horizonte.name, 'voice', 30, 30],
        [aurora.name, 'sms', -1, 9],
        [aurora.name, 'sms', 10, 10],
      ])
      expect(await list(session, aurora.id)).toHaveLength(2)
      expect(only(await list(session, null, 'voice'))).toMatchObject({ tenant_id: horizonte.id })
      expect(only(await list(session, null, null, rows[1]!.id as string))).toMatchObject({ amount: 10 })
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_addon_transactions()`)
})
