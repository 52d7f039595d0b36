import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import {
  address,
  at,
  evolutionEvent,
  ingest,
  joao,
  mariana,
  receive,
  type Address,
} from '../support/events.ts'
import { broadcastsOf, only, searchedWords, threadsOf } from '../support/inbox.ts'

const db = await createDatabase()

const named = (name: string, source: string, who: Address = { phone: mariana }) =>
  evolutionEvent([{ type: 'contact', address: address(who), name, name_source: source }])

const wrote = (session: Session, name: string | null, minute: number, more: object = {}) =>
  receive(session, {
    provider_message_id: `A${minute}`,
    contact_name: name,
    occurred_at: at(minute),
    ...more,
  })

const nameOf = async (session: Session) => only(await threadsOf(session)).contact_name

const rename = (session: Session, name: string | null) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.rename_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, ${name})`,
  )

describe('a name', () => {
  it('names a conversation that has none, finds it by that name and tells the screens', () =>
    db.rolledBack(async (session) => {
      await wrote(session, null, 0)
      await ingest(session, named(' Mariana Lopes ', 'address_book'))
      expect(only(await threadsOf(session))).toMatchObject({
        contact_name: 'Mariana Lopes',
        name_source: 'address_book',
      })
      expect(await searchedWords(session)).toEqual([' mariana lopes #5511987650001 #551187650001'])
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'thread',
        payload: { thread: { contact_name: 'Mariana Lopes' } },
      })
    }))

  it('goes before those of lower sources, whichever comes first', () =>
    db.rolledBack(async (session) => {
      await wrote(session, '~mari', 0)
      await ingest(session, named('Padaria da Mari Ltda', 'business'))
      expect(await nameOf(session)).toBe('Padaria da Mari Ltda')
      await ingest(session, named('Maria Unimed', 'address_book'))
      await ingest(session, named('Padaria Nova', 'business'), named('outra', 'profile'))
      await wrote(session, '~mari 2', 1)
      await wrote(session, 'Loja', 2, { name_source: 'business' })
      expect(await nameOf(session)).toBe('Maria Unimed')
      await rename(session, 'Dona Maria')
      await ingest(session, named('Maria Bradesco', 'address_book'))
      expect(only(await threadsOf(session))).toMatchObject({
        contact_name: 'Dona Maria',
        name_source: 'person',
      })
    }))

  it('follows its own source when that changes it, except what people call themselves', () =>
    db.rolledBack(async (session) => {
      await ingest(session, named('Maria Unimed', 'address_book'))
      await wrote(session, '~mari', 0)
      await ingest(session, named('Maria Bradesco', 'address_book'))
      expect(await nameOf(session)).toBe('Maria Bradesco')
      await wrote(session, 'João', 1, { address: { phone: joao } })
      await wrote(session, 'João 🏖️', 2, { address: { phone: joao } })
      expect((await threadsOf(session)).map((thread) => thread.contact_name)).toContain('João')
    }))

  it('of the address book is there when the conversation begins, also under a LID', () =>
    db.rolledBack(async (session) => {
      await ingest(session, named('Maria Unimed', 'address_book', { phone: mariana, lid: '777' }))
      await wrote(session, '~mari', 0, { address: { lid: '777' } })
      expect(await nameOf(session)).toBe('Maria Unimed')
    }))

  it.each(['.', '🌸', '🌸🌸', '...', '+55 11 98765-0001', '💉 2'])('%s is none, and is replaced', (nothing) =>
    db.rolledBack(async (session) => {
      await wrote(session, nothing, 0)
      expect(await nameOf(session)).toBeNull()
      await session.asPostgres((sql) => sql`update public.conversation_threads set contact_name = ${nothing}`)
      await wrote(session, 'Mariana', 1)
      expect(await nameOf(session)).toBe('Mariana')
    }),
  )

  it.each(['Zoë', '李雷', 'محمد', '𝓜𝓪𝓻𝓲', 'A'])('may be %s', (name) =>
    db.rolledBack(async (session) => {
      await wrote(session, name, 0)
      expect(await nameOf(session)).toBe(name)
    }),
  )

  it('of a message that arrives late counts for what it is', () =>
    db.rolledBack(async (session) => {
      await wrote(session, null, 5)
      await wrote(session, 'Mariana', 1)
      expect(await nameOf(session)).toBe('Mariana')
    }))

  it('of two conversations that become one is the better one', () =>
    db.rolledBack(async (session) => {
      await wrote(session, 'mari', 0)
      await wrote(session, 'x', 1, { address: { lid: '777' } })
      await ingest(session, named('Maria Unimed', 'address_book', { lid: '777' }))
      await wrote(session, null, 2, { address: { phone: mariana, lid: '777' } })
      expect(only(await threadsOf(session))).toMatchObject({
        contact_name: 'Maria Unimed',
        name_source: 'address_book',
      })
    }))

  it('is passed over when it is blank or nobody’s', () =>
    db.rolledBack(async (session) => {
      await wrote(session, 'Mari', 0)
      const before = (await broadcastsOf(session)).length
      await ingest(
        session,
        named('  ', 'address_book'),
        named('Outra', 'address_book', { phone: '+5511900000000' }),
      )
      expect(await nameOf(session)).toBe('Mari')
      expect(await broadcastsOf(session)).toHaveLength(before)
    }))
})

describe('a group', () => {
  const group = '120363400000000001@g.us'
  const subject = (name: string) => named(name, 'group', { group })
  const groupsAreTaken = (session: Session) =>
    session.asPostgres((sql) => sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`)

  it('is called by its subject, before and after it changes', () =>
    db.rolledBack(async (session) => {
      await groupsAreTaken(session)
      await ingest(session, subject('Equipe'))
      await wrote(session, null, 0, { address: { group }, author_name: 'Bia' })
      expect(await nameOf(session)).toBe('Equipe')
      await ingest(session, subject('Equipe 2027 🎉'))
      expect(only(await threadsOf(session))).toMatchObject({
        contact_name: 'Equipe 2027 🎉',
        name_source: 'group',
      })
    }))

  it('is nothing to a clinic that takes no group messages', () =>
    db.rolledBack(async (session) => {
      expect(await ingest(session, subject('Equipe'))).toMatchObject([{ outcome: 'ignored' }])
    }))
})
