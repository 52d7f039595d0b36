import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, type Email } from '../support/cast.ts'
import { deductCredits, leaveCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const overview = (session: Session, tenant: string = aurora.id, as: Email = 'recepcao@aurora.test') =>
  session.asUser(as, async (sql) => {
    const [row] = await sql`select public.get_credits_overview(${tenant}) as overview`
    return row!.overview as Record<string, unknown>
  })

describe('get_credits_overview', () => {
  it('shows what there is, what was used, and whether messages cost anything', () =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 3, 'a')
      expect(await overview(session)).toMatchObject({
        balance: creditsOfCast - 3,
        debt_credits: 0,
        held_credits: 0,
        lifetime_purchased: creditsOfCast,
        lifetime_used: 3,
        low_balance: false,
        is_charged: false,
      })
      expect(await overview(session, horizonte.id, 'terapeuta@horizonte.test')).toMatchObject({
        is_charged: true,
      })
    }))

  it('counts what is held and not settled', () =>
    db.rolledBack(async (session) => {
      const id = '00000000-0000-4000-8000-00000000d001'
      await session.asService(async (sql) => {
        await sql`select app.hold_whatsapp_credits(${aurora.id}, ${id}, 10)`
        await sql`select app.settle_held_credits(${aurora.id}, ${id}, 1, array[gen_random_uuid()])`
      })
      expect(await overview(session)).toMatchObject({ balance: creditsOfCast - 10, held_credits: 9 })
      await session.asService((sql) => sql`select app.release_held_credits(${aurora.id}, ${id})`)
      expect(await overview(session)).toMatchObject({ balance: creditsOfCast - 1, held_credits: 0 })
    }))

  it('says that the balance is low at the threshold, and of a clinic that never had any', () =>
    db.rolledBack(async (session) => {
      await leaveCredits(session, 20, aurora.id)
      expect(await overview(session)).toMatchObject({
        low_balance: true,
        low_balance_since: expect.any(String),
      })
      await session.asPostgres(
        (sql) => sql`delete from public.whatsapp_credits_balance where tenant_id = ${aurora.id}`,
      )
      expect(await overview(session)).toMatchObject({
        balance: 0,
        low_balance: true,
        low_balance_threshold: 20,
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_credits_overview(${aurora.id})`)
})
