import { describe, expect, it } from 'vitest'
import { act, auditRows, faults, seal, sealByClock } from '../support/audit.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

/** As somebody who owns the database and switched the guards off. */
const tamper = (session: Session, statement: string) =>
  session.asPostgres(async (sql) => {
    await sql`alter table public.audit_logs disable trigger user`
    await sql.unsafe(statement)
    await sql`alter table public.audit_logs enable trigger user`
  })

/** A test that begins with an empty book. */
const blank = (test: (session: Session) => Promise<void>) =>
  db.rolledBack(async (session) => {
    await tamper(session, 'delete from public.audit_logs; delete from app.audit_chains')
    await sealByClock(session)
    await test(session)
  })

describe('audit_logs', () => {
  it.each([
    ['changed', "update public.audit_logs set reason = 'other'"],
    ['told another person', "update public.audit_logs set actor_name = 'x'"],
    ['removed', 'delete from public.audit_logs'],
    ['emptied', 'truncate public.audit_logs'],
    ['sealed again', 'update public.audit_logs set seq = seq + 1'],
    [
      'erased by hand',
      'update public.audit_logs set before = null, after = null, reason = null, salt = null, erased_at = now()',
    ],
  ])('is not %s, by the owner of the database either', (_what, statement) =>
    blank(async (session) => {
      await act(session)
      await seal(session)
      await expectError(
        session.asPostgres((sql) => sql.unsafe(statement)),
        'PT409',
        'record_is_kept',
      )
      await expectError(
        session.asServiceRole((sql) => sql.unsafe(statement)),
        '42501',
      )
    }),
  )
})

describe('app.check_audit_chain', () => {
  it('finds nothing in a chain that is whole, sealed in several runs, and one chain a clinic', () =>
    blank(async (session) => {
      expect(await faults(session)).toEqual([])
      await act(session, 3)
      await act(session, 2, horizonte.id)
      expect(await seal(session)).toBe(3)
      expect(await seal(session)).toBe(0)
      await act(session, 2)
      expect(await seal(session)).toBe(2)
      await seal(session, horizonte.id)
      expect((await auditRows(session)).map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5])
      expect(await faults(session)).toEqual([])
      expect(await faults(session, horizonte.id)).toEqual([])
    }))

  it.each([
    ['who acted', "update public.audit_logs set actor_name = 'Outra pessoa' where seq = 3", ['3 changed']],
    [
      'when it was',
      "update public.audit_logs set at = at - interval '1 second' where seq = 3",
      ['3 changed'],
    ],
    ['what was before', `update public.audit_logs set before = '{"name": 9}' where seq = 3`, ['3 changed']],
    ['a reason', "update public.audit_logs set reason = 'x' where seq = 3", ['3 changed']],
    [
      'a row whose hash was made anew',
      `update public.audit_logs l set actor_name = 'Outra' where seq = 3;
       update public.audit_logs l set hash = app.audit_hash(l) where seq = 3`,
      ['4 broken'],
    ],
    ['a row that is gone', 'delete from public.audit_logs where seq = 3', ['4 missing_before']],
    ['the first rows gone', 'delete from public.audit_logs where seq <= 2', ['3 missing_before']],
    ['the last rows gone', 'delete from public.audit_logs where seq >= 4', ['5 missing_at_end']],
    ['all of them gone', 'delete from public.audit_logs', ['5 missing_at_end']],
    [
      'a row put between others',
      `update public.audit_logs set seq = seq + 100 where seq >= 3;
       insert into public.audit_logs select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'seq', 3))).*
       from public.audit_logs l where seq = 2;
       update public.audit_logs set seq = seq - 99 where seq > 100`,
      ['3 changed', '4 changed', '5 changed', '5 missing_at_end', '6 changed'],
    ],
    [
      'a row put at the end',
      `insert into public.audit_logs select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'seq', 6, 'prev_hash', l.hash))).*
       from public.audit_logs l where seq = 5 and tenant_id = '00000000-0000-4000-8000-00000000a000';
       update public.audit_logs l set hash = app.audit_hash(l) where seq = 6`,
      ['5 missing_at_end'],
    ],
  ])('finds %s', (_what, statement, found) =>
    blank(async (session) => {
      await act(session, 5)
      await seal(session)
      await tamper(session, statement)
      expect((await faults(session)).map(({ seq, fault }) => `${seq} ${fault}`)).toEqual(found)
    }),
  )

  it('finds a row that tells a time long past', () =>
    blank(async (session) => {
      await act(session, 2)
      await seal(session)
      await act(session)
      await tamper(session, "update public.audit_logs set at = at - interval '2 hours' where seq is null")
      await seal(session)
      expect(await faults(session)).toMatchObject([{ seq: '3', fault: 'backdated' }])
    }))

  it('says until where a chain is whole', () =>
    blank(async (session) => {
      const check = () =>
        session.asService(async (sql) => {
          const [row] = await sql`select app.check_audits() as broken`
          const [chain] = await sql`
            select checked_seq::int, fault, fault_seq::int from app.audit_chains where tenant_id = ${aurora.id}`
          return { ...row, ...chain }
        })
      await act(session, 5)
      await session.asService((sql) => sql`select app.seal_audits()`)
      expect(await check()).toEqual({ broken: 0, checked_seq: 5, fault: null, fault_seq: null })
      await tamper(session, 'delete from public.audit_logs where seq = 3')
      expect(await check()).toEqual({ broken: 1, checked_seq: 3, fault: 'missing_before', fault_seq: 4 })
    }))
})

describe('an act', () => {
  it('is sealed with its commit, unless the chain is held: then by the clock', async () => {
    const row = async () => {
      await act(db)
      const [last] = await db.asPostgres(
        (sql) => sql<{ seq: string | null; head: string }[]>`
          select l.seq, c.head_seq as head from public.audit_logs l join app.audit_chains c using (tenant_id)
          where l.tenant_id = ${aurora.id} order by l.id desc limit 1`,
      )
      return last!
    }
    const first = await row()
    expect(first.seq).toBe(first.head)
    // nobody who acts waits for whoever holds the chain
    const held = await db.asPostgres(async (sql) => {
      await sql`select from app.audit_chains where tenant_id = ${aurora.id} for update`
      return row()
    })
    expect(held).toEqual({ seq: null, head: first.head })
    const later = await row()
    expect(Number(later.seq)).toBe(Number(first.seq) + 2)
    expect(later.seq).toBe(later.head)
    expect(await faults(db)).toEqual([])
  })

  it('that is many acts leaves the rest to the clock', async () => {
    await act(db, 150)
    const left = await db.asPostgres(
      (sql) =>
        sql`select count(*)::int as n from public.audit_logs where tenant_id = ${aurora.id} and seq is null`,
    )
    expect(left).toEqual([{ n: 50 }])
    expect(await seal(db)).toBe(50)
    expect(await faults(db)).toEqual([])
  })
})

describe('app.prune_audit', () => {
  const prune = async (session: Session, now = "now() + interval '5 years 1 day'") => {
    const [row] = await session.asService((sql) => sql.unsafe(`select app.prune_audits(${now}) as gone`))
    return row!.gone as number
  }

  it('removes what is older than five years, and the rest stays proven', () =>
    blank(async (session) => {
      await act(session, 4)
      await seal(session)
      expect(await prune(session, 'now()')).toBe(0)
      expect(await prune(session)).toBe(4)
      await seal(session)
      expect(await auditRows(session)).toMatchObject([
        { action: 'audit.pruned', seq: '5', after: { rows: 4 } },
      ])
      expect(await faults(session)).toEqual([])
      await act(session, 2)
      await seal(session)
      await tamper(session, 'delete from public.audit_logs where seq = 5')
      expect(await faults(session)).toMatchObject([{ seq: '6', fault: 'missing_before' }])
    }))

  it('removes nothing of a chain that is broken', () =>
    blank(async (session) => {
      await act(session, 3)
      await seal(session)
      await tamper(session, 'delete from public.audit_logs where seq = 2')
      expect(await prune(session)).toBe(0)
    }))

  it('keeps the rows after the first one that is to be kept', () =>
    blank(async (session) => {
      await act(session, 3)
      await seal(session)
      await session.asPostgres((sql) => sql`update app.audit_chains set keep_months = 72`)
      expect(await prune(session)).toBe(0)
    }))
})

describe('app.erase_audit_details', () => {
  it('erases what is told of a thing; the act and the chain stay', () =>
    blank(async (session) => {
      await act(session, 3)
      await seal(session)
      await session.asService(
        (sql) => sql`select app.erase_audit_details(${aurora.id}, 'clinic', ${aurora.id})`,
      )
      await seal(session)
      const rows = await auditRows(session)
      expect(rows).toHaveLength(4)
      expect(rows[0]).toMatchObject({ action: 'clinic.changed', before: null, after: null, reason: null })
      expect(rows[3]).toMatchObject({ action: 'audit.erased', after: { rows: 3 } })
      expect(await faults(session)).toEqual([])
    }))
})
