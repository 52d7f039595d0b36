import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { savePatient } from '../support/patients.ts'
import { createSegment, rule, segmentId } from '../support/segments.ts'

const db = await createDatabase()
const leadsId = '5c000000-0000-4000-8000-000000000002'

interface Row {
  id: string
  name: string
  sort_name: string
  created_at: string
  thread_key: string | null
  phone: string | null
}

const list = (
  session: Session,
  {
    search = null as string | null,
    archived = false,
    sort = 'name',
    after = null as object | null,
    limit = 50,
    where = {} as object,
  } = {},
) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<Row[]>`
      select *, created_at::text as created_at from public.list_patients(${aurora.id}, ${search}, ${archived}, ${sort}, ${after && sql.json(after as never)}, ${limit},
        ${sql.json(where as never)})`,
  )
const names = async (...call: Parameters<typeof list>) => (await list(...call)).map(({ name }) => name)

async function three(session: Session) {
  for (const full_name of ['Élida Prado', 'bruna dias', 'Zoé Alves'])
    await savePatient(session, { id: randomUUID(), patient: { full_name } })
}

describe('list_patients', () => {
  it('is by name, whatever case and accents, and goes on where a page ended', () =>
    db.rolledBack(async (session) => {
      await three(session)
      expect(await names(session)).toEqual(['bruna dias', 'Élida Prado', 'Zoé Alves'])
      const [first] = await list(session, { limit: 1 })
      expect(await names(session, { after: { sort_name: first!.sort_name, id: first!.id } })).toEqual([
        'Élida Prado',
        'Zoé Alves',
      ])
    }))

  it('is by age of the entry, the newest first', () =>
    db.rolledBack(async (session) => {
      await three(session)
      const all = await list(session, { sort: 'newest' })
      expect(all).toHaveLength(3)
      const rest = await list(session, {
        sort: 'newest',
        after: { created_at: all[0]!.created_at, id: all[0]!.id },
      })
      expect(rest.map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id))
    }))

  it.each(['-name', 'oldest'])('goes backwards by %s, page after page', (sort) =>
    db.rolledBack(async (session) => {
      await three(session)
      const all = await list(session, { sort })
      const forward = await list(session, { sort: sort === '-name' ? 'name' : 'newest' })
      expect(all.map(({ id }) => id)).toEqual(forward.map(({ id }) => id).reverse())
      const [first] = await list(session, { sort, limit: 1 })
      expect(await list(session, { sort, after: first! })).toEqual(all.slice(1))
    }),
  )

  it('filters by age, month of the birthday and what is missing, all at once', () =>
    db.rolledBack(async (session) => {
      const people = [
        { full_name: 'Ana Adulta', birth_date: '1990-03-05', cpf: '529.982.247-25' },
        { full_name: 'Bia Bebê', birth_date: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) },
        { full_name: 'Caio Criança', birth_date: `${new Date().getFullYear() - 9}-03-20` },
        { full_name: 'Davi Semdata' },
      ]
      for (const patient of people)
        await savePatient(session, {
          id: randomUUID(),
          patient,
          phones: patient.cpf ? [{ phone: mariana }] : [],
          emails: patient.cpf ? [{ email: 'ana@exemplo.test' }] : [],
        })
      const found = (where: object) => names(session, { where })
      expect(await found({ age: 'minor' })).toEqual(['Bia Bebê', 'Caio Criança'])
      expect(await found({ age: 'adult' })).toEqual(['Ana Adulta'])
      expect(await found({ birthday: 3, age: 'minor', missing: '' })).toEqual(['Caio Criança'])
      expect(await found({ missing: 'birth_date' })).toEqual(['Davi Semdata'])
      for (const missing of ['phone', 'email', 'cpf'])
        expect(await found({ missing })).toEqual(['Bia Bebê', 'Caio Criança', 'Davi Semdata'])
      expect(await names(session, { where: { missing: 'cpf' }, search: 'bia' })).toEqual(['Bia Bebê'])
    }))

  it.each([{ age: 'old' }, { birthday: 13 }, { birthday: "1'; --" }, { missing: 'note' }])(
    'refuses the filter %j',
    (where) => db.rolledBack((session) => expectError(list(session, { where }), 'PT400', 'invalid_filter')),
  )

  it('finds by name and phone, and tells the conversation with the first phone', () =>
    db.rolledBack(async (session) => {
      await three(session)
      await savePatient(session, { phones: [{ phone: mariana }] })
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      expect(await names(session, { search: 'elida' })).toEqual(['Élida Prado'])
      expect(await list(session, { search: mariana })).toMatchObject([
        { name: 'Mariana Souza', phone: mariana, thread_key: `whatsapp:${mariana}` },
      ])
    }))

  it('keeps the archive apart', () =>
    db.rolledBack(async (session) => {
      const { patient } = await savePatient(session)
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.archive_patient(${aurora.id}, ${patient.id}, true)`,
      )
      expect(await names(session)).toEqual([])
      expect(await names(session, { archived: true })).toEqual(['Mariana Souza'])
      expect(await names(session, { archived: true, search: 'mariana' })).toEqual(['Mariana Souza'])
    }))

  it('refuses an order that there is not', () =>
    db.rolledBack((session) => expectError(list(session, { sort: 'cpf; --' }), 'PT400', 'invalid_filter')))

  it('leaves who belongs to a saved segment', () =>
    db.rolledBack(async (session) => {
      await three(session)
      await createSegment(session, { query: rule('name', 'contains', 'prado') })
      expect(await names(session, { where: { segment: segmentId } })).toEqual(['Élida Prado'])
      await createSegment(session, {
        id: leadsId,
        entity: 'leads',
        name: 'Outros',
        query: rule('name', 'neq', 'x'),
      })
      expect(await names(session, { where: { segment: leadsId } })).toEqual([])
      await expectError(names(session, { where: { segment: 'x' } }), 'PT400', 'invalid_filter')
      await expectError(names(session, { where: { segment: randomUUID() } }), 'PT404', 'segment_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.list_patients(${aurora.id})`)
})
