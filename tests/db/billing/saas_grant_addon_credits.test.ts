import { describe, expect, it } from 'vitest'
import { addonOf, expectAddonsInOrder, offerAddon, type AddonMovement } from '../support/addons.ts'
import { aurora, people, type Email } from '../support/cast.ts'
import { topUpId } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()
const saas = people['saas@zelo.test'].id

interface Grant {
  as?: Email
  type?: string
  credits?: number
  note?: string | null
  clientId?: string | null
  admin?: string | null
  product?: string | null
}

const grant = (session: Session, given: Grant = {}) => {
  const { as = 'saas@zelo.test', type = 'sms', credits = 50, note = 'Cortesia', product = null } = given
  const { clientId = topUpId, admin = saas } = given
  return session.asUser(as, async (sql) => {
    const [row] = await sql<AddonMovement[]>`
      select * from public.saas_grant_addon_credits(${aurora.id}, ${type}, ${credits}, ${note}, ${clientId}, ${admin}, ${product})`
    return row!
  })
}

describe('saas_grant_addon_credits', () => {
  it('writes who gave what and why, once for each press', () =>
    db.rolledBack(async (session) => {
      const product = await offerAddon(session)
      const first = await grant(session, { product })
      expect(first).toMatchObject({
        type: 'topup_manual',
        amount: 50,
        description: 'Cortesia',
        admin_user_id: saas,
        product_id: product,
      })
      expect(await grant(session, { product })).toEqual(first)
      expect((await addonOf(session)).balance).toBe(50)
      await expectRefusal(() => grant(session, { credits: 51 }), 'PT409', 'reference_in_use')
      await expectAddonsInOrder(session)
    }))

  it.each([
    [{ admin: people['admin@aurora.test'].id }, 'PT403', 'forbidden'],
    [{ admin: null }, 'PT403', 'forbidden'],
    [{ as: 'admin@aurora.test', admin: people['admin@aurora.test'].id }, 'PT403', 'forbidden'],
    [{ clientId: null }, 'PT400', 'missing_client_id'],
    [{ note: ' ' }, 'PT400', 'note_required'],
    [{ credits: -50 }, 'PT400', 'invalid_credits'],
    [{ type: 'fax' }, 'PT404', 'addon_not_found'],
  ] as [Grant, string, string][])('refuses %j: %s %s', (given, state, code) =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      await expectRefusal(() => grant(session, given), state, code)
    }),
  )

  itIsForSaasAdmins(
    db,
    (sql) =>
      sql`select public.saas_grant_addon_credits(${aurora.id}, 'sms', 1, 'porque sim', ${topUpId}, ${saas})`,
  )
})
