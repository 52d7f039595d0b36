import { describe, expect, it } from 'vitest'
import { aurora, horizonte, twilioAccounts } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError, insufficientPrivilege } from '../support/expect-error.ts'
import { externalId, listed, replaceTemplates, templatesOf } from '../support/templates.ts'

const db = await createDatabase()
const facts = ({ external_id, name, status }: { external_id: string; name: string; status: string }) => ({
  external_id,
  name,
  status,
})

describe('replace_message_templates', () => {
  it('stores what the provider lists and when', () =>
    db.rolledBack(async (session) => {
      const at = await replaceTemplates(session, [
        listed(1),
        listed(2, { status: 'pending', category: null, extras: [{ kind: 'button', text: 'Ver {{1}}' }] }),
      ])
      expect(await templatesOf(session)).toMatchObject([
        { ...listed(1), channel_id: horizonte.twilio, synced_at: at },
        {
          ...listed(2),
          status: 'pending',
          category: null,
          extras: [{ kind: 'button', text: 'Ver {{1}}' }],
        },
      ])
      const [account] = await session.asPostgres(
        (sql) =>
          sql`select templates_synced_at as at from public.twilio_accounts where tenant_id = ${horizonte.id}`,
      )
      expect(account?.at).toEqual(at)
    }))

  it('follows the list: what changed changes, what is gone goes, what stays keeps its id', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1), listed(2), listed(3)])
      await session.asPostgres(
        (sql) =>
          sql`update public.message_templates set updated_at = '2026-01-01', synced_at = '2026-01-01' where true`,
      )
      const before = await templatesOf(session)
      await replaceTemplates(session, [listed(1), listed(3, { status: 'paused' }), listed(4)])
      const after = await templatesOf(session)
      expect(after.map(facts)).toEqual([
        facts(listed(1)),
        { ...facts(listed(3)), status: 'paused' },
        facts(listed(4)),
      ])
      expect(after.slice(0, 2).map(({ id }) => id)).toEqual([before[0]?.id, before[2]?.id])
      expect(after[0]?.updated_at).toEqual(before[0]?.updated_at)
      expect(after[0]?.synced_at).not.toEqual(before[0]?.synced_at)
      expect(after[1]?.updated_at).not.toEqual(before[2]?.updated_at)
    }))

  it('sees that only what stands around the text has changed', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1)])
      await session.asPostgres(
        (sql) => sql`update public.message_templates set updated_at = '2026-01-01' where true`,
      )
      await replaceTemplates(session, [listed(1, { extras: [{ kind: 'footer', text: 'Até já' }] })])
      const [after] = await templatesOf(session)
      expect(after?.extras).toEqual([{ kind: 'footer', text: 'Até já' }])
      expect(after?.updated_at).not.toEqual(new Date('2026-01-01'))
    }))

  it('changes nothing when the same list comes again', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1), listed(2)])
      const before = await templatesOf(session)
      await replaceTemplates(session, [listed(2), listed(1)])
      expect(await templatesOf(session)).toEqual(before)
    }))

  it('takes a template once that two pages name', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1), listed(2), listed(1)])
      expect(await templatesOf(session)).toHaveLength(2)
    }))

  it('leaves the templates of other clinics alone', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1)], { tenant: aurora.id, channel: aurora.twilio })
      await replaceTemplates(session, [])
      expect(await templatesOf(session, aurora.id)).toMatchObject([{ external_id: externalId(1) }])
    }))

  it('stores nothing for a channel that is gone, of another clinic or not an official number', () =>
    db.rolledBack(async (session) => {
      for (const channel of [aurora.twilio, horizonte.evolution]) {
        expect(await replaceTemplates(session, [listed(1)], { tenant: horizonte.id, channel })).toBeNull()
      }
      expect(await templatesOf(session)).toEqual([])
    }))

  it('stores nothing where the number has come to another account than the one that was listed', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1)])
      const before = await templatesOf(session)
      const late = { tenant: horizonte.id, channel: horizonte.twilio, account: twilioAccounts.aurora.sid }
      expect(await replaceTemplates(session, [listed(2)], late)).toBeNull()
      expect(await templatesOf(session)).toEqual(before)
    }))

  it('is out of reach of people who sign in', () =>
    db.rolledBack((session) =>
      expectError(
        session.asUser(
          'admin@horizonte.test',
          (sql) =>
            sql`select app.replace_message_templates(${horizonte.id}, ${horizonte.twilio}, 'AC', '[]')`,
        ),
        insufficientPrivilege,
      ),
    ))

  it('two looks at once take turns', async () => {
    const lists = Array.from({ length: 8 }, (_, n) => [listed(1), listed(2 + (n % 2))])
    await Promise.all(lists.map((list) => replaceTemplates(db, list)))
    const stored = (await templatesOf(db)).map(({ external_id }) => external_id)
    expect([
      [externalId(1), externalId(2)],
      [externalId(1), externalId(3)],
    ]).toContainEqual(stored)
    await replaceTemplates(db, [])
  })
})

describe('connecting', () => {
  const connect = (accountSid: string) => (sql: Parameters<Parameters<typeof db.asUser>[1]>[0]) =>
    sql`select app.configure_twilio_channel(${horizonte.id}, ${accountSid}, ${twilioAccounts.horizonte.phone}, null,
      '{"v":1,"kid":"k","iv":"","ct":""}')`

  it('another account forgets the templates of the one before', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1)])
      await session.asUser('admin@horizonte.test', connect(`AC${'f'.repeat(32)}`))
      expect(await templatesOf(session)).toEqual([])
      const [account] = await session.asPostgres(
        (sql) =>
          sql`select templates_synced_at as at from public.twilio_accounts where tenant_id = ${horizonte.id}`,
      )
      expect(account?.at).toBeNull()
    }))

  it('the same account again keeps them', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1)])
      await session.asUser('admin@horizonte.test', connect(twilioAccounts.horizonte.sid))
      expect(await templatesOf(session)).toHaveLength(1)
    }))
})
