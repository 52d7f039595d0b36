import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, personas, type Persona } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { evolutionEvent, ingest, message } from '../../support/events.ts'
import { expectError } from '../../support/expect-error.ts'

const db = await createDatabase()

/** What the realtime service asks when somebody joins a private channel. */
const hears = async (session: Session, persona: Persona, topic: string, extension = 'broadcast') => {
  const rows = await session.as(persona, async (sql) => {
    await sql`select set_config('realtime.topic', ${topic}, true)`
    return sql`select from realtime.messages where topic = ${topic} and extension = ${extension}`
  })
  return rows.length > 0
}

/** What it asks when somebody says where they are: a row of their own, which is not kept. */
const saysWhere = (session: Session, persona: Persona, topic: string) =>
  session.as(persona, async (sql) => {
    await sql`select set_config('realtime.topic', ${topic}, true)`
    await sql`insert into realtime.messages (topic, extension, private) values (${topic}, 'presence', true)`
  })

const members = personas.filter((persona) => {
  const who = persona === 'anon' ? undefined : people[persona]
  return who?.tenant === aurora.id && !who.disabled
})

describe('the topic of a clinic', () => {
  it.each(personas)(`is heard by %s only as a member`, (persona) =>
    db.rolledBack(async (session) => {
      for (const clinic of ['aurora', 'horizonte'] as const) {
        await ingest(session, evolutionEvent([message({ provider_message_id: 'A1' })], { clinic }))
      }
      expect(await hears(session, persona, `tenant:${aurora.id}`)).toBe(members.includes(persona))
    }),
  )

  it.each([
    ['the prefix alone', 'tenant:'],
    ['another clinic', `tenant:${horizonte.id}`],
    ['a topic of no clinic', `tenant:${aurora.id}:x`],
    ['an id that is none', 'tenant:%'],
  ])('does not open %s to a member', (_what, topic) =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`insert into realtime.messages (topic, extension, event, payload, private) values (${topic}, 'broadcast', 'x', '{}', true)`,
      )
      expect(await hears(session, 'dona@aurora.test', topic)).toBe(false)
    }),
  )

  it.each(personas)('takes no word from %s: only the database speaks', (persona) =>
    db.rolledBack((session) =>
      expectError(
        session.as(persona, async (sql) => {
          await sql`select set_config('realtime.topic', ${`tenant:${aurora.id}`}, true)`
          await sql`
            insert into realtime.messages (topic, extension, event, payload, private)
            values (${`tenant:${aurora.id}`}, 'broadcast', 'message', '{}', true)`
        }),
        '42501',
      ),
    ),
  )

  it.each(personas)('takes where %s is from members only', (persona) =>
    db.rolledBack(async (session) => {
      const topic = `tenant:${aurora.id}`
      if (members.includes(persona)) await saysWhere(session, persona, topic)
      else await expectError(saysWhere(session, persona, topic), '42501')
    }),
  )

  it.each(personas)('shows %s who is there only as a member', (persona) =>
    db.rolledBack(async (session) => {
      for (const clinic of [aurora.id, horizonte.id]) {
        await session.asPostgres(
          (sql) =>
            sql`insert into realtime.messages (topic, extension, private) values (${`tenant:${clinic}`}, 'presence', true)`,
        )
      }
      expect(await hears(session, persona, `tenant:${aurora.id}`, 'presence')).toBe(members.includes(persona))
    }),
  )

  it('closes with the membership', () =>
    db.rolledBack(async (session) => {
      await ingest(session, evolutionEvent([message({ provider_message_id: 'A1' })]))
      expect(await hears(session, 'recepcao@aurora.test', `tenant:${aurora.id}`)).toBe(true)
      await session.asUser('recepcao@aurora.test', (sql) => sql`select public.leave_tenant(${aurora.id})`)
      expect(await hears(session, 'recepcao@aurora.test', `tenant:${aurora.id}`)).toBe(false)
    }))
})
