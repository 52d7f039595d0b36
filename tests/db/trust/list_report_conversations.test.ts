import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const rita = people['recepcao@aurora.test'].id
const helena = people['terapeuta@aurora.test'].id

interface Row {
  id: string
  thread_key: string
  minutes: number
  person_name: string | null
}

const rows = (on: Session, args: Record<string, unknown> = {}, as: Email = 'dona@aurora.test') =>
  list<Row>(
    on,
    'list_report_conversations',
    { from: '2026-11-16', to: '2026-11-22', what: 'answers', ...args },
    as,
  )

/** Mariana was answered by Rita, João by Helena; both conversations are over. */
async function scene(on: Session): Promise<void> {
  await receive(on, { provider_message_id: 'A1' })
  await receive(on, { provider_message_id: 'A2', address: { phone: joao } })
  await on.asPostgres(async (sql) => {
    for (const [key, by, clock, open] of [
      [mariana, rita, 90, 30],
      [joao, helena, 60, 50],
    ] as const) {
      await sql`
        insert into app.first_answers (tenant_id, thread_id, asked_at, answered_at, answered_by, business_minutes)
        select tenant_id, id, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z'::timestamptz + make_interval(mins => ${clock}), ${by}, ${open}
        from public.conversation_threads where tenant_id = ${aurora.id} and thread_key = ${`whatsapp:${key}`}`
      await sql`
        insert into app.resolutions (tenant_id, thread_id, opened_at, finished_at, finished_by, business_minutes)
        select tenant_id, id, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z'::timestamptz + make_interval(mins => ${clock}), ${by}, ${open}
        from public.conversation_threads where tenant_id = ${aurora.id} and thread_key = ${`whatsapp:${key}`}`
    }
  })
}
const told = (found: Row[]) => found.map(({ thread_key, minutes }) => `${thread_key} ${minutes}`)

describe('list_report_conversations', () => {
  it('lists what is behind a number, the longest first, by the hours that were asked for', () =>
    db.rolledBack(async (on) => {
      await scene(on)
      const open = [`whatsapp:${joao} 50`, `whatsapp:${mariana} 30`]
      const clock = [`whatsapp:${mariana} 90`, `whatsapp:${joao} 60`]
      for (const what of ['answers', 'closings']) {
        expect(told(await rows(on, { what }))).toEqual(open)
        expect(told(await rows(on, { what, hours: 'clock' }))).toEqual(clock)
      }
      expect(await rows(on, { person_id: rita })).toMatchObject([
        { minutes: 30, person_name: 'Rita Recepção' },
      ])
      expect(await rows(on, { to: '2026-11-19' })).toEqual([])
    }))

  it('goes on behind the last row', () =>
    db.rolledBack(async (on) => {
      await scene(on)
      const [first] = await rows(on, { limit: 1 })
      expect(await rows(on, { limit: 1, after_minutes: first!.minutes, after_id: first!.id })).toMatchObject([
        { minutes: 30 },
      ])
    }))

  it('shows the own ones alone to who does not lead', () =>
    db.rolledBack(async (on) => {
      await scene(on)
      expect(told(await rows(on, { person_id: helena }, 'recepcao@aurora.test'))).toEqual([
        `whatsapp:${mariana} 30`,
      ])
      expect(told(await rows(on, {}, 'terapeuta@aurora.test'))).toEqual([`whatsapp:${joao} 50`])
    }))

  it('refuses what it does not know', () =>
    db.rolledBack(async (on) => {
      await expectError(rows(on, { what: 'x' }), 'PT400', 'invalid_filter')
      await expectError(rows(on, { hours: 'x' }), 'PT400', 'invalid_filter')
      await expectError(rows(on, { from: null }), 'PT400', 'invalid_date')
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select * from public.list_report_conversations(${aurora.id}, '2026-11-01', '2026-11-20', 'answers')`,
  )
})
