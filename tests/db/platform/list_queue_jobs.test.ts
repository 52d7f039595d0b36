import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { deadSend } from '../support/dead-jobs.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import { completeSend, createOutbound } from '../support/outbox.ts'

const db = await createDatabase()

const list = (session: Session, state: string) =>
  session.asUser(
    'admin@aurora.test',
    (sql) => sql`select * from public.list_queue_jobs(${aurora.id}, ${state})`,
  )

describe('list_queue_jobs', () => {
  it('shows dead jobs with their reason and what they were about', () =>
    db.rolledBack(async (session) => {
      await deadSend(session)
      await session.asPostgres(
        (sql) =>
          sql`insert into app.jobs (tenant_id, kind, payload, dead_at) values (${horizonte.id}, 'opt_in_ack', '{}', now())`,
      )
      expect(only(await list(session, 'dead'))).toMatchObject({
        kind: 'send_message',
        state: 'dead',
        last_error: 'http_503: Service Unavailable',
        summary: 'Mariana Lopes · Bom dia!',
      })
      expect(await list(session, 'waiting')).toEqual([])
    }))

  it('shows what runs and what waits for another attempt', () =>
    db.rolledBack(async (session) => {
      await deadSend(session)
      const running = await createOutbound(session)
      expect(await list(session, 'waiting')).toMatchObject([{ state: 'running' }])
      await completeSend(session, running.lease!, 'temporary', { code: 'http_429' })
      expect(await list(session, 'waiting')).toMatchObject([
        { state: 'retrying', attempts: 1, last_error: 'http_429' },
      ])
    }))

  it('leaves out jobs of a kind that is nothing to a person, and so do the figures', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`insert into app.job_kinds (kind, is_listed) values ('quiet', false), ('loud', true)`
        await sql`
          insert into app.jobs (tenant_id, kind, payload, dead_at)
          select ${aurora.id}, kind, '{}', now() from app.job_kinds where kind in ('quiet', 'loud')`
      })
      expect(only(await list(session, 'dead'))).toMatchObject({ kind: 'loud', max_attempts: 12, summary: '' })
      const [figures] = await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.get_queue_metrics(${aurora.id}) ->> 'dead' as dead`,
      )
      expect(figures).toEqual({ dead: '1' })
    }))

  itIsForAdmins(db, (sql) => sql`select * from public.list_queue_jobs(${aurora.id})`)
})
