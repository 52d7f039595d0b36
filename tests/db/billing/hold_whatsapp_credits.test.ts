import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, personas } from '../support/cast.ts'
import { balanceOf, deductCredits, expectBooksInOrder, ledgerOf } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()

const hold = (session: Session, id: string, credits: number | null, tenant: string = aurora.id) =>
  session.asService((sql) => sql`select * from app.hold_whatsapp_credits(${tenant}, ${id}, ${credits})`)

/** The id of a campaign's n-th message. */
const messageOf = (hold: string, position: number) =>
  createHash('md5').update(`${hold}:${position}`).digest('hex')

/** How many credits of the hold were taken now, for `count` messages from the `position`-th on. */
const settleMany = (
  session: Session,
  id: string,
  position: number,
  count: number,
  tenant: string = aurora.id,
) =>
  session.asService(async (sql) => {
    const messages = Array.from({ length: count }, (_, n) => messageOf(id, position + n))
    const [row] =
      await sql`select app.settle_held_credits(${tenant}, ${id}, ${position}, ${messages}) as taken`
    return row!.taken as number
  })

const settle = async (session: Session, id: string, position: number, tenant?: string) =>
  (await settleMany(session, id, position, 1, tenant)) === 1

const release = (session: Session, id: string) =>
  session.asService(async (sql) => {
    const [row] = await sql`select * from app.release_held_credits(${aurora.id}, ${id})`
    return row!
  })

const refund = (session: Session, id: string, position: number) =>
  session.asService(async (sql) => {
    const [row] = await sql`select app.refund_held_credit(${aurora.id}, ${id}, ${position}) as back`
    return row!.back as boolean
  })

const balance = async (session: Session) => (await balanceOf(session)).balance

describe('credits held for a campaign', () => {
  it('leave the balance at once, and what was not settled comes back at the end', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 100)
      expect(await balance(session)).toBe(creditsOfCast - 100)
      for (const position of [1, 2, 100]) expect(await settle(session, id, position)).toBe(true)
      await expectBooksInOrder(session)
      expect(await release(session, id)).toMatchObject({ credits: 100, settled_credits: 3 })
      expect(await balance(session)).toBe(creditsOfCast - 3)
      expect((await ledgerOf(session)).map((row) => [row.kind, row.amount, row.reference])).toEqual([
        ['usage', -100, `hold:${id}`],
        ['refund', 97, `hold:${id}`],
      ])
      await expectBooksInOrder(session)
    }))

  it('are held, settled and released once, however often it is asked for', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 10)
      await hold(session, id, 10)
      expect([await settle(session, id, 1), await settle(session, id, 1)]).toEqual([true, false])
      await release(session, id)
      await release(session, id)
      expect(await settle(session, id, 1)).toBe(false)
      expect(await balance(session)).toBe(creditsOfCast - 1)
      expect(await ledgerOf(session)).toHaveLength(2)
    }))

  it('move the balance no more when each of them was settled', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 1)
      await settle(session, id, 1)
      await release(session, id)
      expect(await ledgerOf(session)).toHaveLength(1)
      await expectBooksInOrder(session)
    }))

  it('of a message that failed come back: with the rest while the campaign runs, at once after it', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 10)
      for (const position of [1, 2, 3]) await settle(session, id, position)
      expect([await refund(session, id, 1), await refund(session, id, 1)]).toEqual([true, false])
      expect(await balance(session)).toBe(creditsOfCast - 10)
      expect(await release(session, id)).toMatchObject({ settled_credits: 2 })
      expect(await balance(session)).toBe(creditsOfCast - 2)
      expect([await refund(session, id, 2), await refund(session, id, 2)]).toEqual([true, false])
      expect(await refund(session, id, 9)).toBe(false)
      expect(await balance(session)).toBe(creditsOfCast - 1)
      await expectBooksInOrder(session)
    }))

  it('pay a message that is sent again after it failed', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 2)
      await settle(session, id, 1)
      await refund(session, id, 1)
      expect([await settle(session, id, 1), await settle(session, id, 1)]).toEqual([true, false])
      expect(await release(session, id)).toMatchObject({ settled_credits: 1 })
    }))

  it('pay several messages at once, those that were paid before only once', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 10)
      await settle(session, id, 3)
      expect(await settleMany(session, id, 2, 4)).toBe(3)
      expect(await settleMany(session, id, 2, 4)).toBe(0)
      expect(await release(session, id)).toMatchObject({ settled_credits: 4 })
      expect(await settleMany(session, id, 2, 4)).toBe(0)
      await expectBooksInOrder(session)
    }))

  it('go with their clinic', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 2)
      await settle(session, id, 1)
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      expect(await session.asPostgres((sql) => sql`select from app.credit_settlements`)).toEqual([])
    }))
})

describe('refused', () => {
  it('is more than the balance holds', () =>
    db.rolledBack((session) =>
      expectRefusal(() => hold(session, randomUUID(), creditsOfCast + 1), 'PT402', 'insufficient_credits'),
    ))

  it.each([null, 0, -1])('are %s credits', (credits) =>
    db.rolledBack((session) =>
      expectRefusal(() => hold(session, randomUUID(), credits), 'PT400', 'invalid_credits'),
    ),
  )

  it('is the same hold of another size', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 10)
      await expectRefusal(() => hold(session, id, 11), 'PT409', 'reference_in_use')
    }))

  it('is a message beyond what is held', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 2)
      for (const position of [0, -1, 3]) {
        await expectRefusal(() => settle(session, id, position), 'PT409', 'hold_exhausted')
      }
    }))

  it('are all messages of a call when the hold has too few for them', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 3)
      await settle(session, id, 2)
      await expectRefusal(() => settleMany(session, id, 2, 3), 'PT409', 'hold_exhausted')
      expect(await release(session, id)).toMatchObject({ settled_credits: 1 })
    }))

  it('is a credit that pays for another message already', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 2)
      await settle(session, id, 1)
      const another = () =>
        session.asService(
          (sql) => sql`select app.settle_held_credits(${aurora.id}, ${id}, 1, ${[randomUUID()]})`,
        )
      await expectRefusal(another, 'PT409', 'reference_in_use')
      await refund(session, id, 1)
      await another()
    }))

  it('is a hold again after it came back', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 2)
      await release(session, id)
      await expectRefusal(() => hold(session, id, 2), 'PT409', 'reference_refunded')
    }))

  it('is a message after the release', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await hold(session, id, 2)
      await release(session, id)
      await expectRefusal(() => settle(session, id, 1), 'PT409', 'hold_exhausted')
    }))

  it('is a hold that is not there, or another clinic’s', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await expectRefusal(() => release(session, id), 'PT404', 'hold_not_found')
      await hold(session, id, 2)
      await expectRefusal(() => settle(session, id, 1, horizonte.id), 'PT404', 'hold_not_found')
    }))

  it.each(personas)('is %s, every way', async (persona) => {
    const id = randomUUID()
    await db.rolledBack(async (session) => {
      for (const call of [
        `app.hold_whatsapp_credits('${aurora.id}', '${id}', 1)`,
        `app.settle_held_credits('${aurora.id}', '${id}', 1, '{}')`,
        `app.release_held_credits('${aurora.id}', '${id}')`,
        `app.refund_held_credit('${aurora.id}', '${id}', 1)`,
        `app.post_credits('${aurora.id}', 'purchase', 100, 'x')`,
        `app.lock_credits('${aurora.id}')`,
        `app.charge_message(null)`,
        `app.refund_message(null)`,
      ]) {
        await expectRefusal(
          () => session.as(persona, (sql) => sql.unsafe(`select ${call}`)),
          insufficientPrivilege,
        )
      }
    })
  })
})

describe('races', () => {
  it('of 30 senders for 20 held credits, twice each, while others spend: twenty are settled, once each', async () => {
    const id = randomUUID()
    await hold(db, id, 20)
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 60 }, (_, n) => settle(db, id, 1 + (n % 30))),
      ...Array.from({ length: 10 }, (_, n) => deductCredits(db, 1, `meanwhile:${n}`)),
    ])
    expect(outcomes.filter((one) => one.status === 'fulfilled' && one.value === true)).toHaveLength(20)
    expect(await release(db, id)).toMatchObject({ settled_credits: 20 })
    await expectBooksInOrder(db)
  })

  it('of a repeated hold that settles and a release: they wait for each other in one order', async () => {
    const id = randomUUID()
    await hold(db, id, 4)
    let released: ReturnType<typeof release> | undefined
    await db.asService(async (sql) => {
      await sql`select app.hold_whatsapp_credits(${aurora.id}, ${id}, 4)`
      released = release(db, id)
      await untilSomebodyWaits(db)
      await sql`select app.settle_held_credits(${aurora.id}, ${id}, 1, ${[messageOf(id, 1)]})`
    })
    expect(await released).toMatchObject({ settled_credits: 1 })
    await expectBooksInOrder(db)
  })

  it('between settling and releasing: every credit is settled or comes back, never both', async () => {
    const id = randomUUID()
    const before = await balance(db)
    await hold(db, id, 30)
    const settled = Array.from({ length: 30 }, (_, n) => settle(db, id, n + 1))
    const released = release(db, id)
    const taken = (await Promise.allSettled(settled)).filter((one) => one.status === 'fulfilled').length
    expect(await released).toMatchObject({ settled_credits: taken })
    expect(await balance(db)).toBe(before - taken)
    await expectBooksInOrder(db)
  })
})
