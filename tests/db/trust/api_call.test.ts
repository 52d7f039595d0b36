import { describe, expect, it } from 'vitest'
import { ask, helena, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { asKey, beginCall, callApi, createKey } from '../support/api-keys.ts'
import { aurora, horizonte, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { fingerprint } from '../support/guards.ts'

const db = await createDatabase()
const operations = await db.asPostgres(
  (sql) =>
    sql<
      { key: string; scope: string | null; is_write: boolean }[]
    >`select key, scope, is_write from app.api_operations order by key`,
)
const scopes = [...new Set(operations.flatMap(({ scope }) => scope ?? []))]
/** Arguments with which an operation gets at least as far as its own rules. */
const given = {
  id: sessionId,
  conversation: `whatsapp:${mariana}`,
  therapist_id: helena,
  minutes: 50,
  tag_id: sessionId,
  version: 1,
}
const member = (session: Session, email: Email, change: Record<string, string> | null) =>
  session.asPostgres((sql) =>
    change === null
      ? sql`delete from public.tenant_members where user_id = ${people[email].id} and tenant_id = ${aurora.id}`
      : sql`update public.tenant_members set ${sql(change)} where user_id = ${people[email].id} and tenant_id = ${aurora.id}`,
  )

describe('a key', () => {
  it.each(scopes)('with every scope but %s does nothing that takes it', (scope) =>
    db.rolledBack(async (session) => {
      const { key } = await createKey(session, { scopes: scopes.filter((other) => other !== scope) })
      const { claims } = await beginCall(session, key!)
      const before = await fingerprint(session)
      for (const operation of operations.filter((one) => one.scope === scope))
        await expectError(asKey(session, claims, operation.key, given, 'k'), 'PT403', 'api_scope_missing')
      expect(await fingerprint(session)).toBe(before)
    }),
  )

  it.each([...operations])('may $key with its scope alone, and no more than its maker', (operation) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { key } = await createKey(session, { scopes: [operation.scope ?? 'patients:read'] })
      const { claims } = await beginCall(session, key!)
      await member(session, 'admin@aurora.test', { role: 'operator' })
      await expectError(asKey(session, claims, operation.key, given, 'k'), 'PT403', 'api_key_maker_left')
      await member(session, 'admin@aurora.test', { role: 'admin', status: 'disabled' })
      await expectError(asKey(session, claims, operation.key, given, 'k'), 'PT403', 'api_key_maker_left')
      await member(session, 'admin@aurora.test', { status: 'active' })
      // what is refused now is refused by the rules of the thing itself
      const outcome = await asKey(session, claims, operation.key, given, 'k').then(
        () => 'done',
        (error: Error) => error.message,
      )
      expect(outcome).not.toMatch(/api_|not_a_member|forbidden|permission denied|not_signed_in/)
    }),
  )

  it('ends with its day, its maker and its revocation, and was never guessed', () =>
    db.rolledBack(async (session) => {
      const { key, id } = await createKey(session, { expiresAt: '2999-01-01T00:00:00Z' })
      await callApi(session, key!, 'patients.list')
      await session.asPostgres(
        (sql) => sql`update public.api_keys set expires_at = now() - interval '1 second' where id = ${id}`,
      )
      await expectError(callApi(session, key!, 'patients.list'), 'PT401', 'api_key_expired')
      await expectError(beginCall(session, `zk_live_${'0'.repeat(48)}`), 'PT401', 'api_key_invalid')
    }))

  it('reaches its own clinic only, also when its maker has two', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_members (tenant_id, user_id, role) values (${horizonte.id}, ${people['admin@aurora.test'].id}, 'owner')`,
      )
      const { key } = await createKey(session, { tenant: horizonte.id, scopes })
      expect(await callApi(session, key!, 'patients.list')).toEqual({ body: { data: [], next: null } })
      await expectError(
        callApi(session, key!, 'patients.get', { id: patients.ana }),
        'PT404',
        'patient_not_found',
      )
      await expectError(callApi(session, key!, 'sessions.cancel', given, 'k'), 'PT404', 'session_not_found')
      const { claims } = await beginCall(session, key!)
      await expectError(
        asKey(session, { ...claims, api_tenant_id: aurora.id }, 'me'),
        'PT401',
        'api_key_invalid',
      )
      await expectError(
        asKey(session, { ...claims, sub: people['dona@horizonte.test'].id }, 'me'),
        'PT401',
        'api_key_invalid',
      )
    }))

  it('is no way in for whoever is signed in', () =>
    db.rolledBack(async (session) => {
      await expectError(
        session.asUser('dona@aurora.test', (sql) => sql`select app.api_call('me', '{}')`),
        'PT401',
        'api_key_invalid',
      )
      await expectError(
        session.asUser('dona@aurora.test', (sql) => sql`select app.begin_api_call('x')`),
        '42501',
      )
    }))
})

describe('ten calls a second', () => {
  it('and the next hears how long to wait', () =>
    db.rolledBack(async (session) => {
      const { key } = await createKey(session)
      const other = await createKey(session)
      for (let n = 0; n < 10; n += 1) expect(await beginCall(session, key!)).toHaveProperty('claims')
      expect(await beginCall(session, key!)).toEqual({ retry_after_seconds: 1 })
      expect(await beginCall(session, other.key!)).toHaveProperty('claims')
    }))
})

describe('an operation', () => {
  it('is done once for an idempotency key, and the audit says which key did it', () =>
    db.rolledBack(async (session) => {
      const { id, key } = await createKey(session, { scopes: ['patients:write', 'patients:read'] })
      const form = { full_name: 'Cora Lima', phones: ['(11) 91234-5678'] }
      const first = await callApi(session, key!, 'patients.create', form, 'k1')
      const again = await callApi(session, key!, 'patients.create', form, 'k1')
      expect(again).toEqual({ body: first.body, replayed: true })
      expect(first.body).toMatchObject({ name: 'Cora Lima', phones: ['+5511912345678'] })
      await expectError(
        callApi(session, key!, 'patients.create', { full_name: 'Outra' }, 'k1'),
        'PT409',
        'idempotency_key_in_use',
      )
      await expectError(callApi(session, key!, 'patients.create', form), 'PT400', 'idempotency_key_missing')
      const { body } = await callApi<{ data: object[] }>(session, key!, 'patients.list')
      expect(body.data).toHaveLength(1)
      const audit = await session.asPostgres(
        (sql) => sql`select actor_kind, actor_id, actor_name from public.audit_logs where entity = 'patient'`,
      )
      // made, and how they are reached
      const act = { actor_kind: 'api_key', actor_id: id, actor_name: 'Integração' }
      expect([...audit]).toEqual([act, act])
    }))

  it('that was refused is asked for again', () =>
    db.rolledBack(async (session) => {
      const { key } = await createKey(session, { scopes: ['patients:write'] })
      await expectError(
        callApi(session, key!, 'patients.create', { full_name: 'Cora Lima', cpf: '123' }, 'k1'),
        'PT400',
        'invalid_cpf',
      )
      expect(
        await callApi(session, key!, 'patients.create', { full_name: 'Cora Lima' }, 'k1'),
      ).not.toHaveProperty('replayed')
    }))

  it('books, moves and cancels as a person does', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const days = ['mon', 'tue', 'wed', 'thu', 'fri']
      const hours = days.map((weekday) => ({ weekday, from_time: '08:00', until_time: '18:00' }))
      await ask(session, 'save_working_hours', { therapist_id: helena, hours })
      const { key } = await createKey(session, { scopes: ['sessions:write', 'sessions:read'] })
      const types = await callApi<{ data: { id: string }[] }>(session, key!, 'session_types.list')
      const slots = await callApi<{ data: { starts_at: string }[] }>(session, key!, 'free_slots.list', given)
      const [first, second] = slots.body.data
      const form = {
        therapist_id: given.therapist_id,
        session_type_id: types.body.data[0]!.id,
        starts_at: first!.starts_at,
        patient_ids: [patients.ana],
      }
      const booked = await callApi<{ id: string; version: number }>(
        session,
        key!,
        'sessions.create',
        form,
        'b',
      )
      expect(booked.body).toMatchObject({ status: 'scheduled', patients: [{ id: patients.ana }] })
      await expectError(callApi(session, key!, 'sessions.create', form, 'b2'), 'PT409', 'time_taken')
      const { id: session_id, version } = booked.body
      const moved = await callApi<{ version: number }>(
        session,
        key!,
        'sessions.move',
        { id: session_id, version, starts_at: second!.starts_at },
        'm',
      )
      expect(moved.body.version).toBeGreaterThan(version)
      await expectError(
        callApi(session, key!, 'sessions.cancel', { id: session_id, version }, 'c'),
        'PT409',
        'changed_meanwhile',
      )
      expect(
        (
          await callApi(
            session,
            key!,
            'sessions.cancel',
            { id: session_id, version: moved.body.version },
            'c',
          )
        ).body,
      ).toMatchObject({ status: 'cancelled' })
    }))

  it('sends a text once, under the rules of the conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { key } = await createKey(session, {
        scopes: ['messages:send', 'conversations:read', 'conversations:write'],
      })
      const sent = await callApi(
        session,
        key!,
        'messages.send',
        { conversation: given.conversation, text: 'Olá!' },
        's',
      )
      expect(sent).toMatchObject({ body: { body: 'Olá!', direction: 'outbound' }, lease: { body: 'Olá!' } })
      expect(
        await callApi(
          session,
          key!,
          'messages.send',
          { conversation: given.conversation, text: 'Olá!' },
          's',
        ),
      ).not.toHaveProperty('lease')
      expect(
        (await callApi(session, key!, 'messages.send', { to: '(21) 99876-5432', text: 'Oi!' }, 's2')).body,
      ).toMatchObject({
        conversation: 'whatsapp:+5521998765432',
      })
      const list = await callApi<{ data: { body: string }[] }>(session, key!, 'messages.list', {
        conversation: given.conversation,
      })
      expect(list.body.data.map(({ body }) => body)).toContain('Olá!')
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.block_conversation(${aurora.id}, ${given.conversation}, true)`,
      )
      await expectError(
        callApi(session, key!, 'messages.send', { conversation: given.conversation, text: 'x' }, 's3'),
        'PT409',
        'conversation_blocked',
      )
    }))

  it('pages to the end, each row once', () =>
    db.rolledBack(async (session) => {
      const { key } = await createKey(session, { scopes: ['patients:read', 'patients:write'] })
      const { claims } = await beginCall(session, key!)
      for (let n = 0; n < 5; n += 1)
        await asKey(session, claims, 'patients.create', { full_name: `Pessoa ${n}` }, `k${n}`)
      const seen: string[] = []
      let after: unknown
      do {
        const { body } = await asKey<{ data: { name: string }[]; next: unknown }>(
          session,
          claims,
          'patients.list',
          {
            limit: 2,
            ...(after ? { after } : {}),
          },
        )
        seen.push(...body.data.map(({ name }) => name))
        after = body.next
      } while (after)
      expect(seen).toEqual([0, 1, 2, 3, 4].map((n) => `Pessoa ${n}`))
    }))
})
