import { describe, expect, it } from 'vitest'
import { act, auditRows } from '../support/audit.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

describe('app.audit', () => {
  it('says who acted, on what, by which request, and what changed', () =>
    db.rolledBack(async (session) => {
      await session.asUser('dona@aurora.test', async (sql) => {
        await sql`select set_config('request.headers', '{"x-request-id": "req-12345678"}', true)`
        await sql`select public.set_member_role(${aurora.id}, ${people['recepcao@aurora.test'].id}, 'supervisor')`
        await sql`select set_config('request.headers', '', true)`
      })
      expect(await auditRows(session)).toMatchObject([
        {
          actor_kind: 'person',
          actor_id: people['dona@aurora.test'].id,
          actor_name: 'Dona Aurora',
          action: 'member.changed',
          entity: 'member',
          entity_id: people['recepcao@aurora.test'].id,
          before: { role: 'operator' },
          after: { role: 'supervisor' },
          request_id: 'req-12345678',
        },
      ])
    }))

  it('knows the system, an administrator of the service and an API key', () =>
    db.rolledBack(async (session) => {
      const write = "select app.audit($1, 'clinic.changed', 'clinic', 'x', null, '{}')"
      await act(session)
      await session.asPostgres(async (sql) => {
        for (const claims of [
          { sub: people['saas@zelo.test'].id },
          {
            sub: people['dona@aurora.test'].id,
            api_key_id: people['admin@aurora.test'].id,
            api_key_name: 'Site',
          },
        ]) {
          await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
          await sql.unsafe(write, [aurora.id])
        }
        await sql`select set_config('request.jwt.claims', '', true)`
      })
      expect(await auditRows(session)).toMatchObject([
        { actor_kind: 'system', actor_id: null, actor_name: null },
        { actor_kind: 'saas_admin', actor_name: 'Zélia do Serviço' },
        { actor_kind: 'api_key', actor_id: people['admin@aurora.test'].id, actor_name: 'Site' },
      ])
    }))

  it('leaves out what is equal, and an act that changes nothing', () =>
    db.rolledBack(async (session) => {
      await session.asService(async (sql) => {
        await sql`select app.audit(${aurora.id}, 'clinic.changed', 'clinic', 'x', '{"a": 1, "b": 2}', '{"a": 1, "b": 3, "c": 4}')`
        await sql`select app.audit(${aurora.id}, 'clinic.changed', 'clinic', 'x', '{"a": 1}', '{"a": 1}')`
      })
      const rows = await auditRows(session)
      expect(rows).toHaveLength(1)
      expect(rows[0]).toMatchObject({ before: { b: 2 }, after: { b: 3, c: 4 } })
    }))

  it('refuses an action that nobody declared', () =>
    db.rolledBack(async (session) => {
      await expectError(
        session.asService((sql) => sql`select app.audit(${aurora.id}, 'nothing.known', 'x', 'x')`),
        '23503',
      )
    }))

  it('is refused to people', () =>
    db.rolledBack(async (session) => {
      await expectError(
        session.asUser(
          'dona@aurora.test',
          (sql) => sql`select app.audit(${aurora.id}, 'clinic.changed', 'clinic', 'x')`,
        ),
        '42501',
      )
    }))

  it('takes nothing from whoever writes past it about the time or the chain', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.audit_logs (tenant_id, at, actor_kind, action, entity, entity_id, details_hash, seq, prev_hash, hash)
          values (${aurora.id}, '2020-01-01', 'system', 'clinic.changed', 'clinic', 'x', '', 7, '', '')`,
      )
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select seq, hash, at > now() - interval '1 hour' as is_now from public.audit_logs where entity_id = 'x'`,
      )
      expect(row).toEqual({ seq: null, hash: null, is_now: true })
    }))
})

describe('audited tables', () => {
  it('each have their trigger, their actions and the columns that are named', async () => {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select
          (select array_agg(t.name) from app.audited_tables t where not exists (
            select from pg_trigger g where g.tgrelid = t.name::regclass and g.tgfoid = 'app.tg_any__audit'::regproc)) as untriggered,
          (select array_agg(g.tgrelid::regclass) from pg_trigger g where g.tgfoid = 'app.tg_any__audit'::regproc and not exists (
            select from app.audited_tables t where t.name::regclass = g.tgrelid)) as undeclared,
          (select array_agg(t.entity || v.verb) from app.audited_tables t, (values ('.created'), ('.changed'), ('.deleted')) v (verb)
            where not exists (select from app.audit_actions a where a.key = t.entity || v.verb)) as unnamed,
          (select array_agg(t.name || '.' || c.name) from app.audited_tables t,
              unnest(t.left_out || t.masked || array[t.key_column] || coalesce(array[t.label_column], '{}')) c (name)
            where c.name is not null and not exists (
              select from pg_attribute a where a.attrelid = t.name::regclass and a.attname = c.name and not a.attisdropped)) as unknown`,
    )
    expect(row).toEqual({ untriggered: null, undeclared: null, unnamed: null, unknown: null })
  })

  it('are never those of messages', async () => {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select array_agg(name) as names from app.audited_tables where name in (
          'public.conversation_messages', 'public.conversation_threads', 'app.jobs', 'app.webhook_events')`,
    )
    expect(row!.names).toBeNull()
  })

  it('keep a row that came and went, without what the database adds', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { patient: { note: 'Chega cedo' } })
      await session.asPostgres((sql) => sql`delete from public.patients where id = ${patientId}`)
      const rows = await auditRows(session)
      const patients = rows.filter(({ entity }) => entity === 'patient')
      expect(patients.map(({ action }) => action)).toEqual(['patient.created', 'patient.deleted'])
      expect(patients[0]).toMatchObject({ before: null, entity_id: patientId })
      expect(patients[0]!.after).toEqual({ id: patientId, full_name: 'Mariana Souza', note: '•' })
      expect(patients[1]).toMatchObject({ after: null, before: { full_name: 'Mariana Souza' } })
    }))

  it('say of a masked column that it changed, not what it says', () =>
    db.rolledBack(async (session) => {
      const { patient } = await savePatient(session, { patient: { note: 'Chega cedo' } })
      await savePatient(session, { version: patient.version, patient: { note: 'Traz a avó' } })
      const [row] = await auditRows(session, 'patient.changed')
      expect(Object.keys(row!.after!)).toEqual(['note'])
      expect(JSON.stringify(row)).not.toMatch(/cedo|avó/)
    }))

  it('write nothing where only what is left out changed', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asPostgres((sql) => sql`update public.patients set version = version + 1`)
      expect(await auditRows(session, 'patient.changed')).toEqual([])
    }))

  it('do not stand in the way of a clinic that goes', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      expect(await auditRows(session)).toEqual([])
    }))
})
