import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

interface Texts {
  actions: Record<string, Record<string, string>>
  fields: Record<string, string>
  areas: Record<string, string>
}

const texts = (locale: string): Texts =>
  JSON.parse(
    readFileSync(new URL(`../../../src/locales/${locale}/audit.json`, import.meta.url), 'utf8'),
  ) as Texts

/** The first column of what the catalogue answers. */
const names = (statement: string) =>
  db.asPostgres(async (sql) => (await sql.unsafe<{ name: string }[]>(statement)).map(({ name }) => name))

describe.each(['pt-BR', 'en'])('the words of the audit in %s', (locale) => {
  const { actions, fields, areas } = texts(locale)

  it('name every action and no other', async () => {
    const known = Object.entries(actions).flatMap(([entity, verbs]) =>
      Object.keys(verbs).map((verb) => `${entity}.${verb}`),
    )
    expect(known.sort()).toEqual((await names('select key as name from app.audit_actions')).sort())
  })

  it('name every area', async () => {
    const used = await names('select distinct area as name from app.audit_actions')
    expect(used.filter((area) => !areas[area])).toEqual([])
  })

  it('name every column that the audit shows', async () => {
    const columns = await names(`
      select distinct a.attname as name from app.audited_tables t
      join pg_attribute a on a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped
      where a.attname <> all (t.left_out) and a.attname <> all (array['tenant_id', 'created_at', 'updated_at', 'version', 'id'])
      order by 1`)
    expect(columns.filter((column) => !fields[column])).toEqual([])
  })
})
