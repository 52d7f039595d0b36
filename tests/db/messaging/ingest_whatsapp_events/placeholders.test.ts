import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import { at, deletion, edit, evolutionEvent, ingest, receive } from '../../support/events.ts'
import { broadcastsOf, jobsOf, messagesOf, only, threadsOf, wrongSummaries } from '../../support/inbox.ts'

const db = await createDatabase()

const placeholder = {
  provider_message_id: 'A1',
  kind: 'unsupported',
  body: null,
  content: { type: 'placeholderMessage' },
}
const content = { provider_message_id: 'A1', kind: 'text', body: 'Bom dia!', content: {} }

const messageOf = async (session: Session) => only(await messagesOf(session))

describe('a message that came as a placeholder', () => {
  it('becomes what it is once its content arrives', () =>
    db.rolledBack(async (session) => {
      await receive(session, placeholder)
      await receive(session, { ...content, reply_to_provider_id: 'A0' })
      expect(await messageOf(session)).toMatchObject({
        kind: 'text',
        body: 'Bom dia!',
        content: {},
        reply_to_provider_id: 'A0',
        edited_at: null,
      })
      expect(only(await threadsOf(session))).toMatchObject({
        unread_count: 1,
        last_message_kind: 'text',
        last_message_preview: 'Bom dia!',
      })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'message',
        payload: { message: { kind: 'text', body: 'Bom dia!' } },
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('because it can be seen once becomes what it is as well', () =>
    db.rolledBack(async (session) => {
      await receive(session, { ...placeholder, kind: 'view_once' })
      await receive(session, placeholder)
      await receive(session, { ...content, kind: 'image', body: null })
      expect(await messageOf(session)).toMatchObject({ kind: 'image' })
    }))

  it('keeps the content that comes after an edit whose words are not known', () =>
    db.rolledBack(async (session) => {
      await receive(session, placeholder)
      await ingest(
        session,
        evolutionEvent([{ type: 'edit', target_provider_id: 'A1', body: null, at: at(3) }]),
      )
      await receive(session, content)
      expect(await messageOf(session)).toMatchObject({ kind: 'text', body: 'Bom dia!' })
    }))

  it('takes its content once: what comes later changes nothing', () =>
    db.rolledBack(async (session) => {
      for (const more of [placeholder, content, placeholder, { ...content, body: 'Outra coisa' }]) {
        await receive(session, more)
      }
      expect(await messageOf(session)).toMatchObject({ kind: 'text', body: 'Bom dia!' })
      expect(only(await threadsOf(session)).unread_count).toBe(1)
      expect(await broadcastsOf(session)).toHaveLength(2)
    }))

  it('keeps the words of an edit that arrived before the content', () =>
    db.rolledBack(async (session) => {
      await receive(session, placeholder)
      await ingest(session, evolutionEvent([edit('A1', 'Boa tarde!')]))
      await receive(session, content)
      expect(await messageOf(session)).toMatchObject({ kind: 'text', body: 'Boa tarde!' })
      expect((await messageOf(session)).edited_at).not.toBeNull()
    }))

  it('stays deleted when it was deleted meanwhile', () =>
    db.rolledBack(async (session) => {
      await receive(session, placeholder)
      await ingest(session, evolutionEvent([deletion('A1')]))
      await receive(session, content)
      expect((await messageOf(session)).deleted_at).not.toBeNull()
      expect(only(await threadsOf(session))).toMatchObject({
        last_message_kind: 'deleted',
        last_message_preview: '',
      })
    }))

  it('opts the person out when its content turns out to be the word', () =>
    db.rolledBack(async (session) => {
      await receive(session, placeholder)
      await receive(session, { ...content, body: 'SAIR' })
      expect(only(await threadsOf(session)).opted_out).toBe(true)
      expect(only(await jobsOf(session)).kind).toBe('opt_out_ack')
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({ payload: { thread: { opted_out: true } } })
    }))

  it('opts the person out by the word that was sent, not by what it was edited into', () =>
    db.rolledBack(async (session) => {
      await receive(session, placeholder)
      await ingest(session, evolutionEvent([edit('A1', 'ok')]))
      await receive(session, { ...content, body: 'SAIR' })
      expect((await messageOf(session)).body).toBe('ok')
      expect(only(await threadsOf(session)).opted_out).toBe(true)
    }))

  it('gets no content from the other side', () =>
    db.rolledBack(async (session) => {
      await receive(session, { ...placeholder, from_me: true })
      await receive(session, content)
      expect(await messageOf(session)).toMatchObject({
        kind: 'unsupported',
        body: null,
        direction: 'outbound',
      })
    }))

  it('and was written on the phone takes content and status alike', () =>
    db.rolledBack(async (session) => {
      await receive(session, { ...placeholder, from_me: true })
      await receive(session, { ...content, from_me: true, status: 'read', occurred_at: at(2) })
      expect(await messageOf(session)).toMatchObject({ kind: 'text', body: 'Bom dia!', status: 'read' })
      expect(await wrongSummaries(session)).toEqual([])
    }))
})
