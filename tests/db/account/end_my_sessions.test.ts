import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itNeedsSession } from '../support/guards.ts'
import { dona, foreign, laptop, phone, signedIn } from '../support/sessions.ts'

const db = await createDatabase()

const call = async (sql: TransactionSql, id: string | null = null) => {
  const [row] = await sql`select public.end_my_sessions(${id}) as ended`
  return row!.ended as number
}
const open = (session: Session) =>
  session.asPostgres(async (sql) =>
    (await sql`select id from auth.sessions where id in (${laptop}, ${phone}, ${foreign}) order by id`).map(
      ({ id }) => id as string,
    ),
  )
const devices = (session: Session) =>
  session.asPostgres(async (sql) =>
    (await sql`select endpoint from app.push_subscriptions order by 1`).map(
      ({ endpoint }) => endpoint as string,
    ),
  )
const subscribe = (session: Session, id: string) =>
  dona(
    session,
    (sql) =>
      sql`select public.subscribe_push(${aurora.id}, ${`https://push.test/${id}`}, ${'k'.repeat(87)}, ${'a'.repeat(22)})`,
    id,
  )

describe('end_my_sessions', () => {
  itNeedsSession(db, (sql) => call(sql))

  it('ends one, with what is pushed to it, and once', () =>
    db.rolledBack(async (session) => {
      await signedIn(session)
      await subscribe(session, laptop)
      await subscribe(session, phone)
      expect(await dona(session, (sql) => call(sql, phone))).toBe(1)
      expect(await dona(session, (sql) => call(sql, phone))).toBe(0)
      expect(await open(session)).toEqual([laptop, foreign])
      expect(await devices(session)).toEqual([`https://push.test/${laptop}`])
    }))

  it('ends all but the present one', () =>
    db.rolledBack(async (session) => {
      await signedIn(session)
      await subscribe(session, laptop)
      await subscribe(session, phone)
      await session.asPostgres(
        (sql) => sql`update app.push_subscriptions set session_id = null where session_id = ${phone}`,
      )
      await dona(session, (sql) => call(sql))
      expect(await open(session)).toEqual([laptop, foreign])
      expect(await devices(session)).toEqual([`https://push.test/${laptop}`])
    }))

  it("ends nobody else's", () =>
    db.rolledBack(async (session) => {
      await signedIn(session)
      expect(await dona(session, (sql) => call(sql, foreign))).toBe(0)
      expect(await open(session)).toEqual([laptop, phone, foreign])
    }))
})
