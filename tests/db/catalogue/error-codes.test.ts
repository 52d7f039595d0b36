import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../../local/config.ts'
import { createDatabase } from '../support/database.ts'
import { tableRows } from '../support/markdown.ts'

const db = await createDatabase({ cast: false })

interface Documented {
  code: string
  status?: string
  shown: boolean
}

const documented = (heading: string, hasStatus: boolean): Documented[] =>
  tableRows('error-codes.md', heading).map(([code = '', second = '', third = '']) =>
    hasStatus ? { code, status: second, shown: third === 'yes' } : { code, shown: second === 'yes' },
  )

const ofDatabase = documented('Raised by the database', true)
const ofFunctions = documented('Answered by edge functions', true)
const ofApp = documented('Made by the app', false)
const pairs = (list: Documented[]) => list.map(({ code, status }) => `${status} ${code}`).sort()

const json = (path: string) =>
  JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8')) as Record<string, Record<string, string>>

/** Source of every function in the database, with the comment that documents it. */
const functions = () =>
  db.asPostgres(
    (sql) => sql<{ name: string; source: string; comment: string | null; schema: string }[]>`
      select p.oid::regprocedure::text as name, p.prosrc as source, obj_description(p.oid, 'pg_proc') as comment,
        p.pronamespace::regnamespace::text as schema
      from pg_proc p where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private')`,
  )

const raisedIn = (source: string) =>
  [...source.matchAll(/sqlstate 'PT(\d{3})' using message = '(\w+)'/g)].map(
    (match) => `${match[1]} ${match[2]}`,
  )

const promisedIn = (comment: string | null) =>
  [...(comment ?? '').matchAll(/PT(\d{3}) (\w+)/g)].map((match) => `${match[1]} ${match[2]}`)

describe('docs/error-codes.md', () => {
  it('lists what the database raises, and nothing else', async () => {
    const raised = (await functions()).flatMap(({ source }) => raisedIn(source))
    expect([...new Set(raised)].sort()).toEqual(pairs(ofDatabase))
  })

  it('lists what the edge functions answer', () => {
    const folder = join(repositoryRoot, 'supabase', 'functions')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    )
    const answered = files.flatMap((file) =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:ApiError|super)\(\s*(\d{3}),\s*'(\w+)'/g),
      ].map((match) => match[2]),
    )
    expect([...new Set(answered)].sort()).toEqual(ofFunctions.map(({ code }) => code).sort())
  })

  it.each(['pt-BR', 'en'])(
    'has a sentence in %s for every code that people see, and for no other',
    (locale) => {
      const shown = [...ofDatabase, ...ofFunctions, ...ofApp]
        .filter((one) => one.shown)
        .map((one) => one.code)
      const sentences = Object.keys(json(`src/locales/${locale}/errors.json`)).filter((key) => key !== 'auth')
      expect(sentences.sort()).toEqual([...new Set(shown)].sort())
    },
  )

  it.each(['pt-BR', 'en'])('has a sentence in %s for every reason of a failed message', (locale) => {
    const reasons = tableRows('error-codes.md', 'Reasons of a failed message').map(([code]) => code)
    const sentences = Object.keys(json(`src/locales/${locale}/inbox.json`).sendErrors ?? {})
    expect(reasons.filter((code) => !sentences.includes(code ?? ''))).toEqual([])
  })
})

describe('the comment of a function', () => {
  it('promises documented errors only', async () => {
    const promised = (await functions()).flatMap(({ comment }) => promisedIn(comment))
    expect([...new Set(promised)].filter((pair) => !pairs(ofDatabase).includes(pair))).toEqual([])
  })

  it('names every error that the function itself raises', async () => {
    const missing = (await functions())
      .filter(({ schema, comment }) => schema === 'public' || comment?.includes('Errors:'))
      .flatMap(({ name, source, comment }) =>
        raisedIn(source)
          .filter((pair) => !promisedIn(comment).includes(pair))
          .map((pair) => `${name}: ${pair}`),
      )
    expect(missing).toEqual([])
  })
})
