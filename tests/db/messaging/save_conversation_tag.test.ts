import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import { answer, oneId } from '../support/workspace.ts'

const db = await createDatabase()

interface Tag {
  id: string
  name: string
  color: string
  archived_at: Date | null
  system_key: string | null
}
const save = (session: Session, args: Record<string, unknown> = {}, as: Email = 'supervisor@aurora.test') =>
  answer<Tag>(
    session,
    'save_conversation_tag',
    { p_id: oneId, p_name: 'Convênio', p_color: 'teal', ...args },
    as,
  )

describe('save_conversation_tag', () => {
  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('lets %s add one while working', (as) =>
    db.rolledBack(async (session) => {
      const saved = await save(session, { p_name: '  Convênio  Alfa ' }, as)
      expect(saved).toMatchObject({ id: oneId, name: 'Convênio Alfa', color: 'teal', system_key: null })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'conversation_tag',
        payload: { tag: { id: oneId, name: 'Convênio Alfa' } },
      })
      // said twice, nothing changes
      expect(await save(session, { p_name: 'Convênio Alfa' }, as)).toEqual(saved)
      await expectRefusal(() => save(session, { p_name: 'Outro' }, as), 'PT403', 'forbidden')
    }),
  )

  it('renames, recolours, archives and brings back', () =>
    db.rolledBack(async (session) => {
      await save(session)
      const archived = await save(session, { p_name: 'Plano', p_color: 'pink', p_archived: true })
      expect(archived).toMatchObject({ name: 'Plano', color: 'pink', archived_at: expect.any(Date) })
      expect(await save(session, { p_name: 'Plano', p_color: 'pink' })).toMatchObject({ archived_at: null })
    }))

  it.each(['Urgente', 'urgênte', ' URGENTE '])('refuses %j: a tag that every clinic has', (name) =>
    db.rolledBack((session) => expectRefusal(() => save(session, { p_name: name }), 'PT409', 'tag_exists')),
  )

  it('lets a clinic have what another has', () =>
    db.rolledBack(async (session) => {
      await save(session)
      const other = await session.asUser(
        'dona@horizonte.test',
        (
          sql,
        ) => sql`select (public.save_conversation_tag(tenant_id, gen_random_uuid(), 'Convênio', 'red')).name
          from public.tenant_members limit 1`,
      )
      expect(other).toEqual([{ name: 'Convênio' }])
    }))

  it.each([
    ['no name', { p_name: ' ' }, 'invalid_name'],
    ['61 letters', { p_name: 'x'.repeat(61) }, 'invalid_name'],
    ['an unknown color', { p_color: '#ff0000' }, 'invalid_color'],
    ['no id', { p_id: null }, 'missing_client_id'],
  ])('refuses %s', (_, args, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, args), 'PT400', code)),
  )

  it('keeps 200', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_tags (tenant_id, name, name_key)
          select ${aurora.id}, 'Etiqueta ' || n, 'etiqueta ' || n from generate_series(1, 195) n`,
      )
      await expectRefusal(() => save(session), 'PT409', 'too_many_tags')
    }))

  it('lets the second of two with one name be refused', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        save(db, { p_id: randomUUID(), p_name: 'Corrida' }).then(
          () => 'saved',
          (error: Error) => error.message,
        ),
      ),
    )
    expect(outcomes.sort()).toEqual(['saved', ...Array<string>(4).fill('tag_exists')])
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.save_conversation_tag(${aurora.id}, ${oneId}, 'Convênio', 'teal')`,
  )
})
