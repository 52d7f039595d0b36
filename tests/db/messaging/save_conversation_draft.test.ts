import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'
import { draftsOf, saveDraft } from '../support/workspace.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()
const told = async (session: Session) =>
  (await broadcastsOf(session)).filter(({ event }) => event === 'conversation_draft')

describe('save_conversation_draft', () => {
  it('keeps what somebody began, for themselves alone', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const saved = await saveDraft(session, 'Bom dia')
      expect(await draftsOf(session)).toEqual([saved])
      expect(await draftsOf(session, 'admin@aurora.test')).toEqual([])
      for (const [email, texts] of [
        ['recepcao@aurora.test', ['Bom dia']],
        ['admin@aurora.test', []],
      ] as const) {
        const rows = await session.asUser(email, (sql) => sql`select body from public.conversation_drafts`)
        expect(rows.map(({ body }) => body)).toEqual(texts)
      }
    }))

  it('tells their devices that something changed, and nobody what', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { thread_id, updated_at } = await saveDraft(session, 'Segredo')
      expect(only(await told(session)).payload).toEqual({
        user_id: people['recepcao@aurora.test'].id,
        thread_id,
        is_note: false,
        updated_at,
      })
    }))

  it('changes what the device had seen', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const first = await saveDraft(session, 'Bom')
      const second = await saveDraft(session, 'Bom dia', { seenAt: first.updated_at })
      expect(second.updated_at > first.updated_at).toBe(true)
      expect(await draftsOf(session)).toEqual([second])
    }))

  it.each([
    ['never saw', () => null],
    ['saw before', (older: string) => older],
  ])('leaves, and answers, what another device wrote and this one %s', (_, seen) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const older = await saveDraft(session, 'Bom')
      const newer = await saveDraft(session, 'Bom dia', { seenAt: older.updated_at })
      const count = (await told(session)).length
      expect(await saveDraft(session, 'Olá', { seenAt: seen(older.updated_at) })).toEqual(newer)
      expect(await saveDraft(session, '', { seenAt: seen(older.updated_at) })).toEqual(newer)
      expect(await draftsOf(session)).toEqual([newer])
      expect(await told(session)).toHaveLength(count)
    }),
  )

  it('answers the same again, and tells nobody', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const saved = await saveDraft(session, 'Bom dia')
      expect(await saveDraft(session, 'Bom dia')).toEqual(saved)
      expect(await saveDraft(session, 'Bom dia', { seenAt: saved.updated_at })).toEqual(saved)
      expect(await told(session)).toHaveLength(1)
    }))

  it.each(['', ' \n', null])('is gone with the text %j', (text) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { updated_at } = await saveDraft(session, 'Bom dia')
      expect((await saveDraft(session, text, { seenAt: updated_at })).body).toBe('')
      expect(await draftsOf(session)).toEqual([])
      expect(await told(session)).toHaveLength(2)
      await saveDraft(session, text)
      expect(await told(session)).toHaveLength(2)
    }),
  )

  it('takes what a device wrote that had seen what is sent by now', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { updated_at } = await saveDraft(session, 'Bom dia')
      await saveDraft(session, '', { seenAt: updated_at })
      await saveDraft(session, 'Bom dia, Mariana', { seenAt: updated_at })
      expect(await draftsOf(session)).toMatchObject([{ body: 'Bom dia, Mariana' }])
    }))

  it('keeps a note apart, and what is answered, of this conversation alone', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', address: { phone: joao } })
      const ids = await session.asPostgres(
        (sql) => sql<{ id: string }[]>`
          select m.id from public.conversation_messages m join public.conversation_threads t on t.id = m.thread_id
          order by t.thread_key = ${`whatsapp:${mariana}`} desc`,
      )
      const [own, other] = ids.map(({ id }) => id)
      await saveDraft(session, 'Ligar amanhã', { isNote: true })
      const answer = await saveDraft(session, '', { replyTo: own })
      expect(await draftsOf(session)).toMatchObject([
        { is_note: false, body: '', reply_to_id: own },
        { is_note: true, body: 'Ligar amanhã', reply_to_id: null },
      ])
      const elsewhere = { replyTo: other, seenAt: answer.updated_at }
      expect(await saveDraft(session, 'Oi', elsewhere)).toMatchObject({ body: 'Oi', reply_to_id: null })
    }))

  it('goes with its conversation into another, both texts where there are two', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', address: { lid: '777' } })
      const lid = { threadKey: 'whatsapp:lid:777' }
      await saveDraft(session, 'Bom dia')
      await saveDraft(session, 'Tudo bem?', lid)
      await saveDraft(session, 'É a Mariana?', { ...lid, isNote: true })
      await receive(session, { provider_message_id: 'A3', address: { phone: mariana, lid: '777' } })
      const { id } = only(await threadsOf(session))
      const drafts = await draftsOf(session)
      expect(drafts).toHaveLength(2)
      expect(drafts).toContainEqual(
        expect.objectContaining({ thread_id: id, is_note: false, body: 'Bom dia\nTudo bem?' }),
      )
      expect(drafts).toContainEqual(expect.objectContaining({ is_note: true, body: 'É a Mariana?' }))
    }))

  it('finds the conversation that its own became part of while it waited', async () => {
    await receive(db, { provider_message_id: 'M1' })
    await receive(db, { provider_message_id: 'M2', address: { lid: '888' } })
    const { saving } = await db.asService(async (sql) => {
      const both = JSON.stringify({ phone: mariana, lid: '888' })
      await sql`select app.resolve_thread(${aurora.id}, ${both}::text::jsonb, null)`
      const waiting = saveDraft(db, 'Bom dia', { threadKey: 'whatsapp:lid:888' })
      await untilSomebodyWaits(db)
      return { saving: waiting }
    })
    expect((await saving).thread_id).toBe(only(await threadsOf(db)).id)
  })

  it('keeps one of two that are new at the same moment', async () => {
    const key = { threadKey: `whatsapp:${joao}` }
    await receive(db, { provider_message_id: 'J1', address: { phone: joao } })
    const answers = await Promise.all([saveDraft(db, 'Aqui', key), saveDraft(db, 'Ali', key)])
    const kept = (await draftsOf(db)).filter(({ body }) => body !== 'Bom dia')
    expect(kept).toHaveLength(1)
    expect(answers).toEqual([only(kept), only(kept)])
  })

  it('refuses a text without end, and an unknown conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await expectRefusal(() => saveDraft(session, 'a'.repeat(20_001)), 'PT400', 'body_too_long')
      const nobody = { threadKey: 'whatsapp:+5511900000000' }
      await expectRefusal(() => saveDraft(session, 'Oi', nobody), 'PT404', 'conversation_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_conversation_draft(${aurora.id}, ${`whatsapp:${mariana}`}, 'Oi')`,
  )
})
