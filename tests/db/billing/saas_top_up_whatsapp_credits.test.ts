import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, people, type Email } from '../support/cast.ts'
import { balanceOf, expectBooksInOrder, ledgerOf, topUp, topUpId } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itNeedsSession } from '../support/guards.ts'
import { only } from '../support/inbox.ts'

const db = await createDatabase()

const saas = people['saas@zelo.test'].id
const everybodyElse = (Object.keys(people) as Email[]).filter((email) => !people[email].saas)

const join = (session: Session) =>
  session.asPostgres(
    (sql) => sql`
      insert into public.tenant_members (tenant_id, user_id, role) values (${aurora.id}, ${saas}, 'operator')`,
  )

describe('saas_top_up_whatsapp_credits', () => {
  it('writes who gave the credits and why', () =>
    db.rolledBack(async (session) => {
      const row = await topUp(session, { credits: 50, note: '  Cortesia do mês\n' })
      expect(row).toMatchObject({
        kind: 'topup_manual',
        amount: 50,
        balance_after: creditsOfCast + 50,
        admin_id: saas,
        note: 'Cortesia do mês',
      })
      expect(only(await ledgerOf(session))).toEqual(row)
      await expectBooksInOrder(session)
    }))

  it('gives once for each press, whatever is pressed', () =>
    db.rolledBack(async (session) => {
      const first = await topUp(session)
      expect(await topUp(session)).toEqual(first)
      expect((await balanceOf(session)).balance).toBe(creditsOfCast + 50)
      await expectRefusal(() => topUp(session, { credits: 51 }), 'PT409', 'reference_in_use')
      await expectRefusal(() => topUp(session, { tenant: horizonte.id }), 'PT409', 'reference_in_use')
    }))

  it.each(everybodyElse)('refuses %s, whatever id is signed with', (email) =>
    db.rolledBack(async (session) => {
      for (const admin of [people[email].id, saas, null]) {
        await expectRefusal(() => topUp(session, { as: email, admin }), 'PT403', 'forbidden')
      }
    }),
  )

  it('refuses a signature that is not the caller’s', () =>
    db.rolledBack(async (session) => {
      for (const admin of [people['admin@aurora.test'].id, null]) {
        await expectRefusal(() => topUp(session, { admin }), 'PT403', 'forbidden')
      }
    }))

  it('refuses whoever belongs to the clinic, unless it is the only one', () =>
    db.rolledBack(async (session) => {
      await join(session)
      await expectRefusal(() => topUp(session), 'PT403', 'own_clinic')
      await session.asPostgres((sql) => sql`update app.settings set single_tenant = true where only_row`)
      expect(await topUp(session)).toMatchObject({ amount: 50 })
    }))

  it.each([null, 0, -1, 1_000_001])('refuses %s credits', (credits) =>
    db.rolledBack((session) => expectRefusal(() => topUp(session, { credits }), 'PT400', 'invalid_credits')),
  )

  it.each([null, '', ' a ', 'x'.repeat(501)])('refuses the reason %j', (note) =>
    db.rolledBack((session) => expectRefusal(() => topUp(session, { note }), 'PT400', 'note_required')),
  )

  it('refuses a call that could not be recognised when it is repeated', () =>
    db.rolledBack((session) =>
      expectRefusal(() => topUp(session, { clientId: null }), 'PT400', 'missing_client_id'),
    ))

  it('refuses a clinic that does not exist', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => topUp(session, { tenant: '00000000-0000-4000-8000-00000000dead' }),
        'PT404',
        'tenant_not_found',
      ),
    ))

  itNeedsSession(
    db,
    (sql) =>
      sql`select public.saas_top_up_whatsapp_credits(${aurora.id}, 1, 'porque sim', ${topUpId}, ${saas})`,
  )
})
