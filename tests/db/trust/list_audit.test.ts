import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { act, auditRows } from '../support/audit.ts'
import { aurora, horizonte, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'
import {
  breakGlass,
  helena,
  listEntries,
  listNotes,
  saveEntry,
  saveNote,
  signEntry,
  sueli,
} from '../support/record.ts'

const db = await createDatabase()

interface Row {
  key: string
  source: string
  actor_name: string | null
  action: string
  area: string
  entity_id: string
  label: string | null
  link: string | null
  before: object | null
  after: object | null
  names: Record<string, string>
  reason: string | null
}

const call = (sql: TransactionSql, filter: object = {}, before: string | null = null, limit = 50) =>
  sql<Row[]>`select * from public.list_audit(${aurora.id}, ${sql.json(filter as never)}, ${before}, ${limit})`

/** What the owner sees of what happened since the test began. */
const list = async (session: Session, filter: object = {}, as: Email = 'dona@aurora.test') => {
  const from = await session.asPostgres((sql) => sql`select app.uuid_of_moment(now()) as id`)
  const rows = await session.asUser(as, (sql) => call(sql, filter))
  return rows.filter(({ key }) => key > (from[0]!.id as string))
}

describe('list_audit', () => {
  itIsForAdmins(db, (sql) => call(sql))

  it('tells the latest first what was done to what, with names', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.add_care_team(${aurora.id}, ${patientId}, ${people[helena].id})`,
      )
      expect(await list(session)).toMatchObject([
        {
          action: 'care_team.created',
          area: 'record',
          actor_name: 'Dona Aurora',
          label: 'Mariana Souza',
          names: { [people[helena].id]: 'Helena Terapeuta' },
        },
        { action: 'patient.created', actor_name: 'Rita Recepção', label: 'Mariana Souza', link: patientId },
      ])
    }))

  it('joins readings and emergencies of records, once a minute, without a word of what is written', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.add_care_team(${aurora.id}, ${patientId}, ${people[helena].id})`,
      )
      await saveEntry(session)
      await signEntry(session)
      await saveNote(session)
      await listEntries(session)
      await listEntries(session)
      await listNotes(session)
      await breakGlass(session)
      await listEntries(session, sueli)
      const rows = await list(session, { area: 'record' })
      expect(rows.map(({ action, actor_name, source }) => [action, actor_name, source])).toEqual([
        ['record.break_glass', 'Sueli Supervisora', 'reads'],
        ['record.opened', 'Sueli Supervisora', 'reads'],
        ['record.read', 'Helena Terapeuta', 'reads'],
        ['care_team.created', 'Dona Aurora', 'audit'],
      ])
      expect(rows[1]!.reason).toBeTruthy()
      const [words] = await session.asPostgres(
        (sql) => sql`
          select array(select content::text from public.record_entries) || array(select content::text from public.private_notes) as told`,
      )
      for (const told of words!.told as string[]) expect(JSON.stringify(rows)).not.toContain(told)
    }))

  it('joins what happened to conversations and sessions', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      await session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.move_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, 'waiting_contact')`,
      )
      expect(await list(session, { area: 'messages' })).toMatchObject([
        {
          action: 'conversation.moved',
          source: 'conversations',
          actor_name: 'Dona Aurora',
          link: `whatsapp:${mariana}`,
          after: { name: 'waiting_contact' },
        },
      ])
    }))

  it('pages by the key of the last row', () =>
    db.rolledBack(async (session) => {
      await act(session, 7)
      const pages: string[] = []
      let before: string | null = null
      for (const _ of [1, 2, 3]) {
        const page: Row[] = await session.asUser('admin@aurora.test', (sql) =>
          call(sql, { action: 'clinic.changed' }, before, 3),
        )
        pages.push(...page.map(({ key }) => key))
        before = page.at(-1)!.key
      }
      const all = (await auditRows(session, 'clinic.changed')).map(({ id }) => id).reverse()
      expect(pages.slice(0, 7)).toEqual(all)
    }))

  it.each([
    ['a person', { person: people['dona@aurora.test'].id }, ['member.changed']],
    ['an area', { area: 'patients' }, ['patient.created']],
    ['an action', { action: 'patient.created' }, ['patient.created']],
    ['an entity', { entity: 'patient', entity_id: patientId }, ['patient.created']],
    ['how grave it is', { severity: 'warning' }, ['member.changed']],
    ['days that are over', { until: '2026-01-01' }, []],
    ['days to come', { from: '2100-01-01' }, []],
    ['days around', { from: '2026-01-01', until: '2099-01-01' }, ['member.changed', 'patient.created']],
  ])('is narrowed by %s', (_what, filter, actions) =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.set_member_role(${aurora.id}, ${people['recepcao@aurora.test'].id}, 'supervisor')`,
      )
      expect((await list(session, filter)).map(({ action }) => action)).toEqual(actions)
    }),
  )

  it.each([
    [{ person: 'x' }],
    [{ from: '2026-13-01' }],
    [{ from: 'today' }],
    [{ colour: 'red' }],
    [{ area: 1 }],
    [[]],
  ])('does not know %o', (filter) =>
    db.rolledBack((session) =>
      expectError(
        session.asUser('dona@aurora.test', (sql) => call(sql, filter)),
        'PT400',
        'invalid_filter',
      ),
    ),
  )

  it('tells a clinic nothing of another one, and what the service did to it', () =>
    db.rolledBack(async (session) => {
      await act(session, 2, horizonte.id)
      await session.asUser(
        'saas@zelo.test',
        (sql) =>
          sql`select public.saas_top_up_whatsapp_credits(${aurora.id}, 50, 'Cortesia', gen_random_uuid(), ${people['saas@zelo.test'].id})`,
      )
      expect(await list(session)).toMatchObject([
        { action: 'credits.granted', actor_kind: 'saas_admin', after: { credits: 50 }, reason: 'Cortesia' },
      ])
    }))
})
