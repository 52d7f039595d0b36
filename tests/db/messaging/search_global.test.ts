import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../../local/config.ts'
import { testLabelledSet } from '../../support/labelled-set.ts'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { evolutionEvent, ingest, message } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { medicoId, patientId, saveMedico, savePatient } from '../support/patients.ts'

const db = await createDatabase()

/** A record of the labelled set: of clinic T1, which searches, or T2, which must never be seen. */
interface Labelled {
  id: string
  tenant: 'T1' | 'T2'
  type: 'patient' | 'doctor' | 'conversation'
  name: string
  phones: string[]
  emails?: string[]
  cpf?: string | null
  council?: string
  text?: string
}

interface Query {
  id: string
  q: string
  first?: string
  top?: string[]
  within?: { ids: string[]; k: number }
  none?: boolean
  never?: string[]
}

const set = process.env.ZELO_CASES ? resolve(repositoryRoot, process.env.ZELO_CASES, 'search') : null
const fromSet = <Row>(file: string): Row[] => {
  if (set === null || !existsSync(join(set, file))) return []
  return JSON.parse(readFileSync(join(set, file), 'utf8')) as Row[]
}
const queries = fromSet<Query>('queries.json')

const own: Labelled[] = [
  {
    id: 'otilia',
    tenant: 'T1',
    type: 'conversation',
    name: 'Otília D’Ávila',
    phones: ['+5511912340101'],
    text: 'Bom dia',
  },
  {
    id: 'otiliane',
    tenant: 'T1',
    type: 'conversation',
    name: 'Otiliane Prado',
    phones: ['+5511912340102'],
    text: 'duas sessões',
  },
  {
    id: 'other',
    tenant: 'T2',
    type: 'conversation',
    name: 'Otília Alheia',
    phones: ['+5511912340103'],
    text: 'uma sessão',
  },
]

/** Ids of the set by what the database calls them. */
const idOf = new Map<string, string>()

beforeAll(async () => {
  let n = 0
  for (const record of [...own, ...fromSet<Labelled>('records.json')]) {
    n += 1
    if (record.type === 'conversation') {
      const phone = record.phones[0] ?? ''
      const id = `C${n}`
      const options = { clinic: record.tenant === 'T1' ? 'aurora' : 'horizonte' } as const
      const words = {
        provider_message_id: id,
        body: record.text ?? '',
        contact_name: record.name,
        address: { phone },
      }
      await ingest(db, evolutionEvent([message(words)], options))
      const [thread] = await db.asPostgres(
        (sql) =>
          sql<{ id: string }[]>`select t.id from public.conversation_threads t where t.phone = ${phone}`,
      )
      if (thread) idOf.set(thread.id, record.id)
    } else {
      const id = crypto.randomUUID()
      idOf.set(id, record.id)
      const codes = [record.cpf, record.council].filter((code) => typeof code === 'string')
      await db.asPostgres(
        (
          sql,
        ) => sql`select app.put_search_entry(${record.tenant === 'T1' ? aurora.id : horizonte.id}, ${record.type}, ${id},
          ${record.name}, ${record.emails ?? []}, ${record.phones}, ${codes})`,
      )
    }
  }
})

const search = async (
  text: string,
  { as = 'recepcao@aurora.test' as Email, kinds = null as string[] | null } = {},
) => {
  const rows = await db.asUser(
    as,
    (sql) => sql<{ id: string; kind: string; body: string | null; distance: number }[]>`
      select * from public.search_global(${aurora.id}, ${text}, ${kinds})`,
  )
  return rows.map((row) => ({ ...row, id: idOf.get(row.id) ?? row.id }))
}

const ids = async (text: string) => [...new Set((await search(text)).map(({ id }) => id))]

describe('search_global', () => {
  it('finds a name whatever its accents and apostrophes, and a whole word before a beginning', async () => {
    expect((await ids('otilia')).slice(0, 1)).toEqual(['otilia'])
    expect(await ids("d'avila")).toContain('otilia')
    expect(await ids('davila')).toContain('otilia')
  })

  it('forgives one letter, when nobody is called so', async () => {
    expect(await search('otilianne')).toMatchObject([{ id: 'otiliane', distance: 3 }])
    expect(await search('otliiane')).toMatchObject([{ id: 'otiliane', distance: 3 }])
  })

  it('finds words of messages after people, singular or plural', async () => {
    const found = await search('duas sessao')
    expect(found).toMatchObject([{ id: 'otiliane', kind: 'message', body: 'duas sessões' }])
  })

  it('looks for the asked kinds only', async () => {
    expect(await search('sessao', { kinds: ['conversation'] })).toEqual([])
  })

  it('takes fewer than four digits for no number', async () => {
    expect(await search('010')).toEqual([])
    expect((await search('0102')).map(({ id }) => id)).toContain('otiliane')
  })

  it('finds a conversation under its new name, and no more under the old one', () =>
    db.rolledBack(async (session) => {
      const found = (text: string) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select title from public.search_global(${aurora.id}, ${text}, array['conversation'])`,
        )
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.rename_conversation(${aurora.id}, 'whatsapp:+5511912340102', 'Berenice')`,
      )
      expect(await found('berenice')).toMatchObject([{ title: 'Berenice' }])
      expect(await found('otiliane')).toEqual([])
    }))

  it('finds patients and doctors, with the first phone, and says who is archived', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        patient: { full_name: 'Ubirajara Peixe' },
        phones: [{ phone: '+5511912340190' }, { phone: '+5511912340191', is_primary: true }],
      })
      await saveMedico(session, { patient: { full_name: 'Ubiratã Peixe', specialty: 'Neurologia' } })
      const found = () =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`
            select kind, id, title, phone, body, is_archived
            from public.search_global(${aurora.id}, 'ubir peixe', array['patient', 'doctor'])`,
        )
      const patient = { kind: 'patient', id: patientId, title: 'Ubirajara Peixe', phone: '+5511912340191' }
      const doctor = { kind: 'doctor', id: medicoId, title: 'Ubiratã Peixe', body: 'Neurologia' }
      expect(await found()).toMatchObject([
        { ...patient, is_archived: false },
        { ...doctor, is_archived: false },
      ])
      await session.asUser('recepcao@aurora.test', async (sql) => {
        await sql`select public.archive_patient(${aurora.id}, ${patientId}, true)`
        await sql`select public.archive_medico(${aurora.id}, ${medicoId}, true)`
      })
      expect(await found()).toMatchObject([
        { ...patient, is_archived: true },
        { ...doctor, is_archived: true },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.search_global(${aurora.id}, 'otilia')`)
})

describe.skipIf(queries.length === 0)('the labelled set', () => {
  testLabelledSet(queries, 'finds what is meant', async ({ q, first, top, within, none, never = [] }) => {
    const found = (await ids(q)).filter((id) => own.every((record) => record.id !== id))
    if (first) expect(found[0]).toBe(first)
    if (top) expect(found.slice(0, top.length).sort()).toEqual([...top].sort())
    if (within) expect(within.ids.filter((id) => !found.slice(0, within.k).includes(id))).toEqual([])
    if (none) expect(found).toEqual([])
    expect(found.filter((id) => never.includes(id) || id.startsWith('x'))).toEqual([])
  })
})
