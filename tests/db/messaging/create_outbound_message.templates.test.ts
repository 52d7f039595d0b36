import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, strangersToAurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, mariana, message, twilioEvent } from '../support/events.ts'
import { expectRefusal } from '../support/guards.ts'
import { jobsOf, messagesOf, only, threadsOf, wrongSummaries } from '../support/inbox.ts'
import { completeSend, createOutbound, openConversation, type SendRequest } from '../support/outbox.ts'
import { externalId, listed, replaceTemplates, templatesOf, type Listed } from '../support/templates.ts'

const db = await createDatabase()
const values = { 1: 'Ana', 2: '10/09' }

/** A conversation of Horizonte that nobody wrote in yet, and one template; the id of that. */
async function scene(session: Session, more: Partial<Listed> = {}): Promise<string> {
  await session.asUser(
    'recepcao@horizonte.test',
    (sql) => sql`select public.start_conversation(${horizonte.id}, ${mariana}, null)`,
  )
  await replaceTemplates(session, [listed(1, more)])
  return only(await templatesOf(session)).id
}

const send = (session: Session, request: SendRequest) =>
  createOutbound(session, { as: 'recepcao@horizonte.test', tenant: horizonte.id, ...request })

const sendTemplate = (
  session: Session,
  id: string,
  variables: Record<string, unknown> = values,
  more: SendRequest = {},
) => send(session, { template: { id, variables }, ...more })

describe('a template', () => {
  it('goes to somebody who never wrote, as the text that it makes', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const created = await sendTemplate(session, id, { 1: ' Ana ', 2: '10/09', 9: 'unknown' })
      expect(created.message).toMatchObject({
        kind: 'text',
        body: 'Olá, Ana! Sua consulta é em 10/09.',
        status: 'sending',
        origin: 'app',
        sent_by: people['recepcao@horizonte.test'].id,
        content: {
          template: {
            id,
            external_id: externalId(1),
            name: 'lembrete_consulta',
            language: 'pt_BR',
            variables: { 1: 'Ana', 2: '10/09' },
          },
        },
      })
      expect(created.lease).toMatchObject({
        body: created.message.body,
        template: { external_id: externalId(1), variables: { 1: 'Ana', 2: '10/09' } },
        to: { raw: null, phone: mariana },
      })
      expect(only(await threadsOf(session, horizonte.id))).toMatchObject({
        last_message_preview: 'Olá, Ana! Sua consulta é em 10/09.',
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it.each(['dona', 'admin', 'supervisor', 'terapeuta', 'recepcao'] as const)('may be sent by %s', (who) =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const created = await sendTemplate(session, id, values, { as: `${who}@horizonte.test` })
      expect(created.lease).not.toBeNull()
    }),
  )

  it('opens no window for a text', () =>
    db.rolledBack(async (session) => {
      await sendTemplate(session, await scene(session))
      await expectRefusal(() => send(session, {}), 'PT409', 'outside_24h_window')
    }))

  it('may be sent within the 24 hours too', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const occurred_at = new Date().toISOString()
      await ingest(session, twilioEvent([message({ provider_message_id: 'SM1', occurred_at })]))
      const first = (await sendTemplate(session, id)).lease!
      expect(first).toMatchObject({ template: { external_id: externalId(1) } })
      await completeSend(session, first, 'sent', { id: 'SM2' })
      expect((await send(session, {})).lease).toMatchObject({ template: null, body: 'Bom dia!' })
    }))

  it('without variables needs none', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session, { body: 'Como foi a consulta?', variables: [] })
      const { message: row, lease } = await sendTemplate(session, id, {})
      expect([row.body, lease?.template?.variables]).toEqual(['Como foi a consulta?', {}])
    }))

  it('is sent once for a client_id, whatever the repetition brings', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const clientId = randomUUID()
      const first = await sendTemplate(session, id, values, { clientId })
      for (const again of [
        await sendTemplate(session, id, { 1: '' }, { clientId }),
        await send(session, { clientId, body: 'something else' }),
      ]) {
        expect(again).toMatchObject({
          duplicate: true,
          lease: null,
          message: { id: first.message.id, body: first.message.body },
        })
      }
      expect(await jobsOf(session, horizonte.id)).toHaveLength(1)
    }))

  it('that failed is sent again as it was', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const clientId = randomUUID()
      const first = await sendTemplate(session, id, values, { clientId })
      await completeSend(session, first.lease!, 'permanent', { code: 'provider_auth_failed' })
      for (const repetition of [{ template: { id, variables: { 1: 'x', 2: 'y' } } }, { body: 'a text' }]) {
        const again = await send(session, { clientId, ...repetition })
        expect(again).toMatchObject({
          duplicate: false,
          message: { id: first.message.id, status: 'sending', body: first.message.body },
          lease: { template: first.lease!.template },
        })
        await completeSend(session, again.lease!, 'permanent', { code: 'provider_auth_failed' })
      }
    }))

  it('that may have arrived is looked for before it is sent again', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const clientId = randomUUID()
      const first = await sendTemplate(session, id, values, { clientId })
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      await completeSend(session, first.lease!, 'unknown')
      const again = await sendTemplate(session, id, values, { clientId })
      expect(again.lease).toMatchObject({ uncertain: true, template: first.lease!.template })
    }))
})

describe('refused, and nothing changed', () => {
  it.each<[string, unknown, string]>([
    ['one that is missing', { 1: 'Ana' }, '2'],
    ['nothing at all', undefined, '1'],
    ['blank', { 1: '  ', 2: 'x' }, '1'],
    ['null', { 1: 'Ana', 2: null }, '2'],
    ['a line break', { 1: 'Ana\nMaria', 2: 'x' }, '1'],
    ['a tab', { 1: 'Ana\tMaria', 2: 'x' }, '1'],
    ['four spaces', { 1: 'Ana', 2: 'a    b' }, '2'],
    ['four wide spaces', { 1: 'Ana', 2: 'a\u00a0\u2003 \u00a0b' }, '2'],
    ...['\u000b', '\u0085', '\u2028', '\u2029', '\u202e', '\u2066'].map((sign): [string, unknown, string] => [
      `the sign ${encodeURIComponent(sign)}`,
      { 1: `An${sign}a`, 2: 'x' },
      '1',
    ]),
    ...['\u00a0', '\u200b', '\ufeff \u3000', '\u2060'].map((sign): [string, unknown, string] => [
      `nothing but ${encodeURIComponent(sign)}`,
      { 1: 'Ana', 2: sign },
      '2',
    ]),
    ['501 characters', { 1: 'x'.repeat(501), 2: 'x' }, '1'],
  ])('variables: %s', (_what, variables, key) =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const call = () => send(session, { template: { id, variables: variables as Record<string, unknown> } })
      await expectRefusal(call, 'PT400', 'template_variables_invalid')
      expect(await call().catch((error: unknown) => error)).toMatchObject({ detail: key })
    }),
  )

  it('a text of more than 1,024 characters', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session, { body: `{{1}}{{2}}${'x'.repeat(100)}` })
      const long = (n: number) => sendTemplate(session, id, { 1: 'a'.repeat(500), 2: 'b'.repeat(n) })
      await expectRefusal(() => long(425), 'PT400', 'template_too_long')
      expect((await long(424)).message.body).toHaveLength(1024)
    }))

  it.each(['pending', 'rejected', 'paused', 'disabled', 'unsubmitted'])('one that is %s', (status) =>
    db.rolledBack(async (session) => {
      const id = await scene(session, { status })
      await expectRefusal(() => sendTemplate(session, id), 'PT409', 'template_not_approved')
    }),
  )

  it('one that nobody knows', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => sendTemplate(session, randomUUID()), 'PT404', 'template_not_found')
    }))

  it('one of another clinic', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await replaceTemplates(session, [listed(1)], { tenant: aurora.id, channel: aurora.twilio })
      const { id } = only(await templatesOf(session, aurora.id))
      await expectRefusal(() => sendTemplate(session, id), 'PT404', 'template_not_found')
    }))

  it('one that is gone, when its message is sent again', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const clientId = randomUUID()
      const { lease } = await sendTemplate(session, id, values, { clientId })
      await completeSend(session, lease!, 'permanent', { code: 'template_rejected' })
      await replaceTemplates(session, [])
      const again = () => sendTemplate(session, id, values, { clientId })
      await expectRefusal(again, 'PT404', 'template_not_found')
    }))

  it('a text beside it', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const call = () => sendTemplate(session, id, values, { body: 'Bom dia!' })
      await expectRefusal(call, 'PT400', 'body_with_template')
    }))

  it('a failed text, outside the 24 hours, with a template in its place', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      const occurred_at = new Date().toISOString()
      await ingest(session, twilioEvent([message({ provider_message_id: 'SM1', occurred_at })]))
      const clientId = randomUUID()
      const { lease } = await send(session, { clientId })
      await completeSend(session, lease!, 'permanent', { code: 'outside_24h_window' })
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set occurred_at = now() - interval '2 days' where direction = 'inbound'`,
      )
      const again = () => sendTemplate(session, id, values, { clientId })
      await expectRefusal(again, 'PT409', 'outside_24h_window')
    }))

  it('through a linked phone', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await replaceTemplates(session, [listed(1)], { tenant: aurora.id, channel: aurora.twilio })
      const { id } = only(await templatesOf(session, aurora.id))
      const call = () => createOutbound(session, { template: { id, variables: values } })
      await expectRefusal(call, 'PT409', 'template_not_supported')
    }))

  it('while the channel is disconnected, or switched off', () =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set connection_state = 'close' where true`,
      )
      await expectRefusal(() => sendTemplate(session, id), 'PT409', 'channel_disconnected')
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set is_active = false where true`,
      )
      await expectRefusal(() => sendTemplate(session, id), 'PT409', 'no_active_channel')
    }))

  it.each([
    ...strangersToAurora.filter((email) => !email.endsWith('@horizonte.test')),
    'recepcao@aurora.test',
  ] as const)('for %s', (as) =>
    db.rolledBack(async (session) => {
      const id = await scene(session)
      await expectRefusal(() => sendTemplate(session, id, values, { as }), 'PT403', 'not_a_member')
    }),
  )
})

describe('races', () => {
  it('of one client_id, 16 times at once: one message, one job', async () => {
    const id = await scene(db)
    const clientId = randomUUID()
    const all = await Promise.all(
      Array.from({ length: 16 }, () => sendTemplate(db, id, values, { clientId })),
    )
    expect(all.filter(({ lease }) => lease !== null)).toHaveLength(1)
    expect(await messagesOf(db, horizonte.id)).toHaveLength(1)
    expect(await jobsOf(db, horizonte.id)).toHaveLength(1)
  })
})
