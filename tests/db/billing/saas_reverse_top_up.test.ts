import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, people } from '../support/cast.ts'
import { balanceOf, expectBooksInOrder, topUp } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'

const db = await createDatabase()
const admin = people['saas@zelo.test'].id

const lastTopUp = async (session: Session) =>
  (
    await session.asUser(
      'saas@zelo.test',
      (sql) => sql`select * from public.saas_list_top_ups(${aurora.id}, 1)`,
    )
  )[0]!

const reverse = (
  session: Session,
  id: unknown,
  { note = 'Clínica errada', tenant = aurora.id as string } = {},
) =>
  session.asUser('saas@zelo.test', async (sql) =>
    only(await sql`select * from public.saas_reverse_top_up(${tenant}, ${id as string}, ${note}, ${admin})`),
  )

const spend = (session: Session, credits: number) =>
  session.asService((sql) => sql`select public.deduct_whatsapp_credits(${aurora.id}, ${credits}, 'gasto')`)

describe('saas_reverse_top_up', () => {
  it('takes the credits back, and says who did it and why', () =>
    db.rolledBack(async (session) => {
      await topUp(session, { credits: 50 })
      const { id } = await lastTopUp(session)
      expect(await reverse(session, id, { note: ' Clínica errada ' })).toMatchObject({
        kind: 'adjustment',
        amount: -50,
        note: 'Clínica errada',
        admin_id: admin,
      })
      expect((await balanceOf(session)).balance).toBe(creditsOfCast)
      expect(await lastTopUp(session)).toMatchObject({
        credits: 50,
        reversed_credits: 50,
        reversed_by: people['saas@zelo.test'].name,
        reversal_note: 'Clínica errada',
      })
      await expectBooksInOrder(session)
    }))

  it('takes no more than the clinic has, and leaves no debt', () =>
    db.rolledBack(async (session) => {
      await topUp(session, { credits: 50 })
      await spend(session, creditsOfCast + 20)
      expect(await reverse(session, (await lastTopUp(session)).id)).toMatchObject({
        amount: -30,
        balance_after: 0,
      })
      expect(await balanceOf(session)).toMatchObject({ balance: 0, debt_credits: 0 })
      await expectBooksInOrder(session)
    }))

  it('refuses a second time, and when everything is spent', () =>
    db.rolledBack(async (session) => {
      await topUp(session, { credits: 50 })
      const { id } = await lastTopUp(session)
      await reverse(session, id)
      await expectRefusal(() => reverse(session, id), 'PT409', 'already_reversed')
    }))

  it('refuses when everything is spent', () =>
    db.rolledBack(async (session) => {
      await topUp(session, { credits: 50 })
      await spend(session, creditsOfCast + 50)
      const { id } = await lastTopUp(session)
      await expectRefusal(() => reverse(session, id), 'PT409', 'nothing_to_reverse')
    }))

  it('refuses what is no top-up of the clinic, and a reversal without a reason', () =>
    db.rolledBack(async (session) => {
      await topUp(session, { credits: 50 })
      const { id } = await lastTopUp(session)
      const elsewhere = () => reverse(session, id, { tenant: horizonte.id })
      await expectRefusal(elsewhere, 'PT404', 'top_up_not_found')
      await expectRefusal(() => reverse(session, 0), 'PT404', 'top_up_not_found')
      await expectRefusal(() => reverse(session, id, { note: '' }), 'PT400', 'note_required')
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_reverse_top_up(${aurora.id}, 1, 'Motivo', ${admin})`)

  it('of 30 presses at once takes back once, while the clinic spends', async () => {
    await topUp(db, { credits: 50 })
    const { id } = await lastTopUp(db)
    const before = (await balanceOf(db)).balance
    const [, ...presses] = await Promise.allSettled([
      spend(db, 5),
      ...Array.from({ length: 30 }, () => reverse(db, id)),
    ])
    const refused = presses.filter((press) => press.status === 'rejected')
    expect(refused.map(({ reason }) => reason.message)).toEqual(Array(29).fill('already_reversed'))
    expect((await balanceOf(db)).balance).toBe(before - 50 - 5)
    await expectBooksInOrder(db)
  })
})
