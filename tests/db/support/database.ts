import { randomBytes } from 'node:crypto'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { afterAll, inject } from 'vitest'
import { people, type Email, type Persona } from './cast.ts'
import { databaseUrl } from '../../../local/schema/scratch.ts'

type Work<T> = (sql: TransactionSql) => Promise<T>

/** Speaks to the database as somebody. What one call changes, the next call of the same session sees. */
export interface Session {
  /** A browser without a session. */
  asAnon<T>(work: Work<T>): Promise<T>
  /** A signed-in person, with role and claims as the Data API sets them. */
  asUser<T>(email: Email, work: Work<T>): Promise<T>
  /** A token of the right kind that names no person. */
  asNobody<T>(work: Work<T>): Promise<T>
  /** A browser without a session or a signed-in person. */
  as<T>(persona: Persona, work: Work<T>): Promise<T>
  /** The edge functions and workers: the owner's connection, without a person behind it. */
  asService<T>(work: Work<T>): Promise<T>
  /** The secret API key through the Data API. */
  asServiceRole<T>(work: Work<T>): Promise<T>
  /** The test itself: sets the scene and looks behind the curtain, past row security. */
  asPostgres<T>(work: Work<T>): Promise<T>
}

/** A database of one test file. Called directly, each step commits: for races between real connections. */
export interface TestDatabase extends Session {
  /** As `postgres`, for code under test that opens its own connections. */
  url: string
  superuserUrl: string
  /** One test: everything the steps change is rolled back at its end. */
  rolledBack(test: (session: Session) => Promise<void>): Promise<void>
  /** Ends every connection: new ones see changed settings, and what the old ones counted is in the statistics. */
  reconnect(): Promise<void>
}

/** A copy of a template with its connections. */
interface Copy {
  name: string
  template: string
  sql: Sql
  /** Something was committed to it, or somebody got its address. */
  isTouched: boolean
}

/** Copies that the files before have left as they were made: most tests take back what they change. */
const untouched: Copy[] = []

/**
 * Gives the calling test file a database of its own (with the cast, unless told otherwise). `fresh`: one whose
 * statistics count nothing of the files before.
 */
export async function createDatabase(
  options: { cast?: boolean; fresh?: boolean } = {},
): Promise<TestDatabase> {
  const cluster = inject('cluster')
  const template = options.cast === false ? cluster.emptyTemplate : cluster.castTemplate
  const place = options.fresh ? -1 : untouched.findIndex((copy) => copy.template === template)
  const copy = untouched.splice(place, place === -1 ? 0 : 1)[0] ?? (await newCopy(template))
  afterAll(() => (copy.isTouched ? drop(copy) : void untouched.push(copy)))
  const touched = () => {
    copy.isTouched = true
    return copy
  }
  return {
    ...session((work) => touched().sql.begin(work) as ReturnType<typeof work>),
    get url() {
      return databaseUrl(cluster.url, touched().name)
    },
    get superuserUrl() {
      return databaseUrl(cluster.superuserUrl, touched().name)
    },
    rolledBack: (test) => rollBack(copy.sql, test),
    async reconnect() {
      await touched().sql.end({ timeout: 5 })
      copy.sql = connection(databaseUrl(cluster.url, copy.name), 40)
    },
  }
}

async function newCopy(template: string): Promise<Copy> {
  const { url } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(
    (admin) =>
      admin`create database ${admin(name)} template ${admin(template)} strategy file_copy owner postgres`,
  )
  return { name, template, sql: connection(databaseUrl(url, name), 40), isTouched: false }
}

async function drop({ name, sql }: Copy): Promise<void> {
  await sql.end({ timeout: 5 })
  await administer((admin) => admin`drop database ${admin(name)} with (force)`)
}

async function administer(work: (admin: Sql) => Promise<unknown>): Promise<void> {
  const admin = connection(inject('cluster').superuserUrl, 1)
  await work(admin)
  await admin.end()
}

/** Thrown to leave a transaction without keeping its changes. */
class Rollback extends Error {}

async function rollBack(sql: Sql, test: (session: Session) => Promise<void>): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await test(session((work) => transaction.savepoint(work) as ReturnType<typeof work>))
      throw new Rollback()
    })
  } catch (error) {
    if (!(error instanceof Rollback)) throw error
  }
}

/** Runs work in a transaction or, inside one, in a savepoint: a refusal leaves the outer one usable. */
type Begin = <T>(work: Work<T>) => Promise<T>

function session(begin: Begin): Session {
  const run = <T>(role: string, claims: object | null, work: Work<T>) =>
    begin(async (sql) => {
      await sql`select set_config('role', ${role}, true), set_config('request.jwt.claims', ${claims ? JSON.stringify(claims) : ''}, true)`
      const result = await work(sql)
      await sql`select set_config('role', 'none', true), set_config('request.jwt.claims', '', true)`
      return result
    })
  const self: Session = {
    asAnon: (work) => run('anon', { role: 'anon' }, work),
    asUser: (email, work) => run('authenticated', claimsOf(email), work),
    asNobody: (work) => run('authenticated', { role: 'authenticated' }, work),
    as: (persona, work) => (persona === 'anon' ? self.asAnon(work) : self.asUser(persona, work)),
    asService: (work) => run('none', null, work),
    asServiceRole: (work) => run('service_role', { role: 'service_role' }, work),
    asPostgres: (work) => run('none', null, work),
  }
  return self
}

function claimsOf(email: Email): object {
  return { sub: people[email].id, role: 'authenticated', email, aud: 'authenticated' }
}

function connection(url: string, max: number): Sql {
  return postgres(url, { max, onnotice: () => {}, prepare: true, connection: { TimeZone: 'UTC' } })
}
