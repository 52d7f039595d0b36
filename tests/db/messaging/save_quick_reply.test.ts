import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, people, staffOfAurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { repliesOf, replyId, saveReply } from '../support/quick-replies.ts'

const db = await createDatabase()

describe('save_quick_reply', () => {
  it('keeps the clinic’s, with the shortcut and the variables written in one way', () =>
    db.rolledBack(async (session) => {
      const saved = await saveReply(session, {
        shortcut: ' /Endereço ',
        title: '  Onde   estamos ',
        body: '\n Olá, {{ Nome }}! {{CLINICA}}, com {{atendente}}.\nAté já \n',
      })
      expect(saved).toMatchObject({
        id: replyId,
        owner_id: null,
        shortcut: 'endereco',
        title: 'Onde estamos',
        body: 'Olá, {{nome}}! {{clinica}}, com {{atendente}}.\nAté já',
      })
    }))

  it('changes the one with the id, and nothing when it is said twice', () =>
    db.rolledBack(async (session) => {
      await saveReply(session)
      const changed = await saveReply(session, { body: 'Rua Nova, 1.' })
      expect(changed).toMatchObject({ id: replyId, body: 'Rua Nova, 1.' })
      expect(await saveReply(session, { body: 'Rua Nova, 1.' })).toEqual(changed)
      expect(await repliesOf(session, 'admin@aurora.test')).toHaveLength(1)
    }))

  it.each(staffOfAurora)('lets %s keep their own beside the clinic’s of the same word', (as) =>
    db.rolledBack(async (session) => {
      await saveReply(session)
      const own = await saveReply(session, { as, id: randomUUID(), personal: true })
      expect(own.owner_id).toBe(people[as].id)
      expect((await repliesOf(session, as)).map((reply) => reply.owner_id)).toEqual([people[as].id, null])
    }),
  )

  it.each(staffOfAurora)('lets %s change nothing that is the clinic’s', (as) =>
    db.rolledBack(async (session) => {
      await saveReply(session)
      await expectRefusal(() => saveReply(session, { as, id: randomUUID() }), 'PT403', 'forbidden')
      await expectRefusal(() => saveReply(session, { as, personal: true }), 'PT403', 'forbidden')
    }),
  )

  it('gives one’s own to the clinic, and takes it back', () =>
    db.rolledBack(async (session) => {
      await saveReply(session, { personal: true })
      expect(await repliesOf(session, 'recepcao@aurora.test')).toEqual([])
      await saveReply(session)
      expect(await repliesOf(session, 'recepcao@aurora.test')).toHaveLength(1)
      await saveReply(session, { personal: true })
      expect(await repliesOf(session, 'recepcao@aurora.test')).toEqual([])
    }))

  it('does not know those of colleagues, whoever asks', () =>
    db.rolledBack(async (session) => {
      await saveReply(session, { as: 'recepcao@aurora.test', personal: true })
      await expectRefusal(() => saveReply(session), 'PT404', 'quick_reply_not_found')
      await expectRefusal(
        () => saveReply(session, { as: 'terapeuta@aurora.test', personal: true }),
        'PT404',
        'quick_reply_not_found',
      )
    }))

  it.each([
    ['a variable that nobody fills in', { body: 'Oi {{sobrenome}}' }, 'PT400', 'unknown_variable'],
    ['a variable that is left open', { body: 'Oi {{nome' }, 'PT400', 'unknown_variable'],
    ['a variable within a variable', { body: 'Oi {{{{nome}}}}' }, 'PT400', 'unknown_variable'],
    ['no text', { body: ' \n ' }, 'PT400', 'empty_body'],
    ['4,097 characters', { body: 'x'.repeat(4097) }, 'PT400', 'body_too_long'],
    ['two words', { shortcut: 'bom dia' }, 'PT400', 'invalid_shortcut'],
    ['no word', { shortcut: ' / ' }, 'PT400', 'invalid_shortcut'],
    ['33 letters', { shortcut: 'x'.repeat(33) }, 'PT400', 'invalid_shortcut'],
    ['an emoji for a word', { shortcut: '🙂' }, 'PT400', 'invalid_shortcut'],
    ['no title', { title: '\u200b ' }, 'PT400', 'invalid_name'],
    ['a title of 81 characters', { title: 'x'.repeat(81) }, 'PT400', 'invalid_name'],
  ] as const)('refuses %s', (_, reply, status, code) =>
    db.rolledBack((session) => expectRefusal(() => saveReply(session, reply), status, code)),
  )

  it('names the variable that it does not know', () =>
    db.rolledBack((session) =>
      expect(saveReply(session, { body: 'Oi {{ Sobrenome }}' })).rejects.toMatchObject({
        detail: 'Sobrenome',
      }),
    ))

  it('refuses a word that the clinic has, however it is written', () =>
    db.rolledBack(async (session) => {
      await saveReply(session)
      await expectRefusal(
        () => saveReply(session, { id: randomUUID(), shortcut: '/ENDEREÇO' }),
        'PT409',
        'shortcut_taken',
      )
    }))

  it('needs an id, so that a repetition is recognised', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.asUser(
            'admin@aurora.test',
            (sql) => sql`select public.save_quick_reply(${aurora.id}, null, true, 'oi', 'Oi', 'Oi')`,
          ),
        'PT400',
        'missing_client_id',
      ),
    ))

  it('keeps 300 of the clinic and 300 of each person', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.quick_replies (tenant_id, shortcut, title, body)
          select ${aurora.id}, 'r' || n, 'Resposta', 'Oi' from generate_series(1, 300) n`,
      )
      await expectRefusal(() => saveReply(session), 'PT409', 'too_many_quick_replies')
      await saveReply(session, { personal: true })
      await expectRefusal(() => saveReply(session), 'PT409', 'too_many_quick_replies')
    }))

  it('lets the second of two who take one word at once be refused', async () => {
    const save = (id: string) =>
      saveReply(db, { id, shortcut: 'corrida' }).then(
        () => 'saved',
        (error: Error) => error.message,
      )
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => save(randomUUID())))
    expect(outcomes.sort()).toEqual([...Array<string>(5).fill('shortcut_taken'), 'saved'].sort())
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.save_quick_reply(${aurora.id}, ${replyId}, true, 'oi', 'Oi', 'Oi')`,
  )
})
