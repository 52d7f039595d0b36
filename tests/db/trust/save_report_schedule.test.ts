import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { writeMail } from '../../../supabase/functions/_shared/trust/mails/mails.ts'
import { ask, list } from '../support/agenda.ts'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answered } from '../support/reports.ts'

const db = await createDatabase()
const dona = people['dona@aurora.test'].id
const sueli = people['supervisor@aurora.test'].id
const rita = people['recepcao@aurora.test'].id
const id = '0a000000-0000-4000-8000-00000000ae90'

interface Schedule {
  id: string
  every: string
  next_on: Date
  names: string[]
}

const save = (on: Session, args: Record<string, unknown> = {}, as: Email = 'dona@aurora.test') =>
  ask<Schedule>(
    on,
    'save_report_schedule',
    { id, every: 'week', hours: 'open', user_ids: [dona, sueli], ...args },
    as,
  )
const schedules = (on: Session) => list<Schedule>(on, 'list_report_schedules', {}, 'dona@aurora.test')
const send = (on: Session, at: string) =>
  on.asService(async (sql) => {
    const [row] = await sql<{ n: number }[]>`select app.send_due_reports(${at}) as n`
    return row!.n
  })
const mails = (on: Session) =>
  on.asPostgres(
    (sql) => sql<{ to: string; data: Record<string, unknown> }[]>`
      select payload ->> 'to' as to, payload -> 'data' as data from app.jobs where kind = 'send_email' order by 1, id`,
  )
const dueOn = (on: Session, day: string) =>
  on.asPostgres((sql) => sql`update public.report_schedules set next_on = ${day}`)

describe('save_report_schedule', () => {
  it('keeps when it goes to whom; said again it is the same, and another rhythm has another day', () =>
    db.rolledBack(async (on) => {
      await save(on)
      await save(on)
      expect(await schedules(on)).toMatchObject([
        { id, every: 'week', names: ['Dona Aurora', 'Sueli Supervisora'] },
      ])
      expect((await schedules(on))[0]!.next_on.getUTCDay()).toBe(1)
      await save(on, { every: 'month' })
      expect((await schedules(on))[0]!.next_on.getUTCDate()).toBe(1)
    }))

  it('refuses who does not lead, nobody, and rhythms that it does not know', () =>
    db.rolledBack(async (on) => {
      for (const args of [
        { user_ids: [rita] },
        { user_ids: [people['dona@horizonte.test'].id] },
        { user_ids: [people['desligado@aurora.test'].id] },
        { user_ids: [] },
        { user_ids: null },
        { every: 'day' },
        { hours: 'x' },
        { id: null },
      ])
        await expectRefusal(() => save(on, args), 'PT400', 'invalid_settings')
    }))

  it('ends at twenty', () =>
    db.rolledBack(async (on) => {
      for (let n = 0; n < 20; n++) await save(on, { id: randomUUID() })
      await expectRefusal(() => save(on), 'PT400', 'invalid_settings')
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (email) =>
    db.rolledBack((on) => expectRefusal(() => save(on, {}, email), 'PT403', 'forbidden')),
  )

  itIsForMembers(
    db,
    (sql) => sql`select public.save_report_schedule(${aurora.id}, ${id}, 'week', 'open', ${[dona]})`,
  )
})

describe('a report that fell due', () => {
  it('goes once at seven on Monday, of the week before, and moves on', () =>
    db.rolledBack(async (on) => {
      await save(on)
      await answered(on, '2026-11-20T12:00:00Z', { clock: 9, open: 8 }, rita)
      await dueOn(on, '2026-11-23')
      expect(await send(on, '2026-11-23T09:59:00Z')).toBe(0)
      expect(await send(on, '2026-11-23T10:00:00Z')).toBe(1)
      expect(await send(on, '2026-11-23T10:10:00Z')).toBe(0)
      expect(await mails(on)).toMatchObject([
        {
          to: 'dona@aurora.test',
          data: {
            from: '2026-11-16',
            to: '2026-11-22',
            totals: { now: { answers: { count: 1, median: 8 } } },
          },
        },
        { to: 'supervisor@aurora.test' },
      ])
      expect((await schedules(on))[0]!.next_on.toISOString()).toContain('2026-11-30')
      const { data } = (await mails(on))[0]!
      const mail = writeMail('report', data, 'https://zelo.test')
      expect(mail.subject).toBe('Clínica Aurora: relatório de 16/11/2026 a 22/11/2026')
      expect(mail.text).toContain('Primeira resposta, mediana: 8 min (antes: –)')
      expect(mail.text).toContain('https://zelo.test/relatorios?periodo=livre&de=2026-11-16&ate=2026-11-22')
    }))

  it('after a stand-still is the last one alone, and of a month the whole month', () =>
    db.rolledBack(async (on) => {
      await save(on, { every: 'month', hours: 'clock', user_ids: [dona] })
      await dueOn(on, '2026-09-01')
      expect(await send(on, '2026-11-05T15:00:00Z')).toBe(1)
      expect(await mails(on)).toMatchObject([
        { data: { from: '2026-10-01', to: '2026-10-31', hours: 'clock' } },
      ])
      expect((await schedules(on))[0]!.next_on.toISOString()).toContain('2026-12-01')
    }))

  it('goes to nobody who does not lead any more', () =>
    db.rolledBack(async (on) => {
      await save(on)
      await dueOn(on, '2026-11-23')
      await on.asPostgres(
        (sql) => sql`update public.tenant_members set role = 'operator' where user_id = ${sueli}`,
      )
      await send(on, '2026-11-23T10:00:00Z')
      expect((await mails(on)).map(({ to }) => to)).toEqual(['dona@aurora.test'])
    }))

  it('of two clocks at once goes once', async () => {
    await save(db)
    await dueOn(db, '2026-11-23')
    const counts = await Promise.all([1, 2, 3, 4].map(() => send(db, '2026-11-23T10:00:00Z')))
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1)
    expect(await mails(db)).toHaveLength(2)
  })
})
