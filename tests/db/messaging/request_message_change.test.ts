import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { jobsOf, messagesOf, type Message } from '../support/inbox.ts'
import { activateTwilio, completeSend, createOutbound, makeDue, openConversation } from '../support/outbox.ts'
import { claimed } from '../support/media.ts'

const db = await createDatabase()
const nobody = '00000000-0000-4000-8000-000000000000'

interface Lease {
  job_id: number
  lease_token: string
  tenant_id: string
  change: string
  value: string
}

const ask = (session: Session, id: string, change: string, value: string | null = null) =>
  session.asUser('recepcao@aurora.test', async (sql) => {
    const [row] = await sql<{ asked: { message: Message; lease: Lease } }[]>`
      select app.request_message_change(${aurora.id}, ${id}, ${change}, ${value}) as asked`
    return row!.asked
  })

const complete = (session: Session, lease: Lease, outcome: string, details = {}) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ done: { state: string; message: Message | null } }[]>`
      select app.complete_message_change(${aurora.id}, ${lease.job_id}, ${lease.lease_token}, ${outcome},
        ${JSON.stringify(details)}::text::jsonb) as done`
    return row!.done
  })

async function sentText(session: Session, id = 'P1'): Promise<string> {
  await openConversation(session)
  const { lease, message } = await createOutbound(session)
  await completeSend(session, lease!, 'sent', { id })
  return message.id
}

const row = async (session: Session, id: string) =>
  (await messagesOf(session)).find((message) => message.id === id)!

describe('request_message_change', () => {
  itIsForMembers(db, (sql) => sql`select app.request_message_change(${aurora.id}, ${nobody}, 'react', '👍')`)

  it('a reaction is seen once the provider has it, and taken back the same way', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const [theirs] = await messagesOf(session)
      const { lease } = await ask(session, theirs!.id, 'react', '👍')
      expect(lease).toMatchObject({ change: 'react', value: '👍', provider: 'evolution', from_me: false })
      expect((await row(session, theirs!.id)).reactions).toEqual([])
      expect(await complete(session, lease, 'done')).toMatchObject({ state: 'done' })
      expect((await row(session, theirs!.id)).reactions).toMatchObject([{ by: 'us', emoji: '👍' }])
      await complete(session, (await ask(session, theirs!.id, 'react', '')).lease, 'done')
      expect((await row(session, theirs!.id)).reactions).toEqual([])
    }))

  it('new words are marked as edited', () =>
    db.rolledBack(async (session) => {
      const id = await sentText(session)
      await complete(session, (await ask(session, id, 'edit', 'Boa tarde!')).lease, 'done')
      const edited = await row(session, id)
      expect(edited.body).toBe('Boa tarde!')
      expect(edited.edited_at).not.toBeNull()
    }))

  it('a deletion takes the message from everybody', () =>
    db.rolledBack(async (session) => {
      const id = await sentText(session)
      await complete(session, (await ask(session, id, 'delete')).lease, 'done')
      expect((await row(session, id)).deleted_at).not.toBeNull()
      await expectRefusal(() => ask(session, id, 'delete'), 'PT404', 'message_not_found')
    }))

  it('a later wish replaces an earlier one, whose answer is not heard any more', () =>
    db.rolledBack(async (session) => {
      const id = await sentText(session)
      const first = await ask(session, id, 'react', '👍')
      const second = await ask(session, id, 'react', '❤️')
      expect(await complete(session, first.lease, 'done')).toEqual({ state: 'lost' })
      await complete(session, second.lease, 'done')
      expect((await row(session, id)).reactions).toMatchObject([{ emoji: '❤️' }])
      expect((await jobsOf(session)).filter((job) => job.kind === 'change_message')).toHaveLength(1)
    }))

  it('is tried again by the worker', () =>
    db.rolledBack(async (session) => {
      const id = await sentText(session)
      const { lease } = await ask(session, id, 'edit', 'Oi!')
      expect(await complete(session, lease, 'temporary', { reason: 'provider_unavailable' })).toMatchObject({
        state: 'retry',
      })
      await makeDue(session)
      const [job] = await claimed(session, 'change_message')
      expect(job?.opened).toMatchObject({ change: 'edit', value: 'Oi!' })
      await complete(session, job!.opened, 'permanent', { reason: 'rejected_by_provider' })
      expect((await row(session, id)).body).toBe('Bom dia!')
    }))

  it.each([
    [
      'their words',
      async (session: Session) => (await openConversation(session), (await messagesOf(session))[0]!.id),
      'edit',
      'x',
      'PT409',
      'content_not_supported',
    ],
    [
      'their message',
      async (session: Session) => (await openConversation(session), (await messagesOf(session))[0]!.id),
      'delete',
      null,
      'PT409',
      'content_not_supported',
    ],
    ['a word for an emoji', sentText, 'react', 'ok', 'PT400', 'content_invalid'],
    ['nothing for words', sentText, 'edit', '  ', 'PT400', 'empty_body'],
    ['something else', sentText, 'paint', 'x', 'PT400', 'content_invalid'],
    [
      'a message that waits',
      async (session: Session) => (
        await openConversation(session),
        (await createOutbound(session)).message.id
      ),
      'delete',
      null,
      'PT409',
      'message_not_sent',
    ],
  ])('refuses to change %s', (_what, make, change, value, state, code) =>
    db.rolledBack(async (session) => {
      const id = await make(session)
      await expectRefusal(() => ask(session, id, change, value), state, code)
    }),
  )

  it('is too late after what WhatsApp allows', () =>
    db.rolledBack(async (session) => {
      const id = await sentText(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set occurred_at = occurred_at - interval '16 minutes'`,
      )
      await expectRefusal(() => ask(session, id, 'edit', 'x'), 'PT409', 'too_late_to_change')
      expect((await ask(session, id, 'delete')).lease.change).toBe('delete')
    }))

  it('knows that a message of another number cannot be changed', () =>
    db.rolledBack(async (session) => {
      const id = await sentText(session)
      await activateTwilio(session)
      await expectRefusal(() => ask(session, id, 'react', '👍'), 'PT409', 'no_active_channel')
    }))
})
