import { beforeAll, describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'
import { change, kinds, lines, otherId } from '../support/workspace.ts'

const db = await createDatabase()
let tag: string
let foreignTag: string
beforeAll(async () => {
  const rows = await db.asPostgres(
    (sql) => sql<{ id: string; tenant_id: string }[]>`
      select id, tenant_id from public.conversation_tags where system_key = 'urgent'`,
  )
  tag = rows.find((row) => row.tenant_id === aurora.id)!.id
  foreignTag = rows.find((row) => row.tenant_id === horizonte.id)!.id
})

describe('tag_conversation', () => {
  it('puts a tag on and takes it off, once however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'tag_conversation', { p_tag_id: tag })
      expect(await change(session, 'tag_conversation', { p_tag_id: tag })).toMatchObject({ tag_ids: [tag] })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'thread',
        payload: { thread: { tag_ids: [tag] } },
      })
      await change(session, 'tag_conversation', { p_tag_id: tag, p_on: false })
      expect(await change(session, 'tag_conversation', { p_tag_id: tag, p_on: false })).toMatchObject({
        tag_ids: [],
      })
      expect((await lines(session)).map(({ kind, name }) => [kind, name])).toEqual([
        ['tagged', 'Urgente'],
        ['untagged', 'Urgente'],
      ])
      expect(await session.asPostgres((sql) => sql`select from public.conversation_thread_tags`)).toEqual([])
    }))

  it('refuses a tag of another clinic, an archived one and one too many', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const put = (id: string) => () => change(session, 'tag_conversation', { p_tag_id: id })
      await expectRefusal(put(foreignTag), 'PT404', 'tag_not_found')
      await session.asPostgres(
        (sql) => sql`update public.conversation_tags set archived_at = now() where id = ${tag}`,
      )
      await expectRefusal(put(tag), 'PT409', 'tag_archived')
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_tags set archived_at = null where id = ${tag}`
        await sql`
          update public.conversation_threads set tag_ids = array(select gen_random_uuid() from generate_series(1, 20))`
      })
      await expectRefusal(put(tag), 'PT409', 'too_many_tags')
    }))

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => change(session, 'tag_conversation', { p_tag_id: tag }),
        'PT404',
        'conversation_not_found',
      ),
    ))

  it('keeps the tags of both when two conversations become one', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' } })
      await receive(session, { provider_message_id: 'A2', address: { phone: mariana }, occurred_at: at(1) })
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_tags (tenant_id, id, name, name_key) values (${aurora.id}, ${otherId}, 'Plano', 'plano')`,
      )
      await change(session, 'tag_conversation', { p_tag_id: tag, p_thread_key: 'whatsapp:lid:777' })
      await change(session, 'tag_conversation', { p_tag_id: otherId })
      await receive(session, {
        provider_message_id: 'A3',
        address: { lid: '777', phone: mariana },
        occurred_at: at(2),
      })
      expect(new Set(only(await threadsOf(session)).tag_ids)).toEqual(new Set([tag, otherId]))
      expect(await kinds(session)).toEqual(['tagged', 'tagged'])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.tag_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, ${tag})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
