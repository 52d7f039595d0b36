import { z } from 'zod'
import { exchange, type Fetch } from '../../platform/provider-http.ts'
import { DinamizeFailure, readDinamize, type DinamizeAnswer } from './answer.ts'

/** Who signs in, as the account's page shows them. */
export interface DinamizeLogin {
  user: string
  password: string
  clientCode: string
}

/** Where the token of an account is kept between calls. */
export interface TokenKeeper {
  read(): Promise<string | null>
  /** Null: it is not taken any more. */
  keep(token: string | null): Promise<void>
}

/** A list of contacts, or a field of one. */
export interface NamedCode {
  code: string
  name: string
}

/** A contact as a list has it. */
export interface DinamizeContact {
  code: string
  email: string | null
  name: string | null
  insertDate: string | null
  isOptedOut: boolean
  custom: Record<string, unknown>
}

/** What is written of a contact; what is not named stays. */
export interface ContactFields {
  email?: string
  name?: string
  externalCode?: string
  custom: Record<string, string>
}

/** A part of a list. */
export interface ContactPage {
  contacts: DinamizeContact[]
  hasNext: boolean
}

/** What a call that wrote answers. */
export interface Written {
  code: string
  request: string | null
  warnings: string[]
}

/** The calls of an account. They throw `DinamizeFailure`. */
export interface DinamizeClient {
  lists(): Promise<NamedCode[]>
  fields(listCode: string): Promise<NamedCode[]>
  findByEmail(listCode: string, email: string): Promise<DinamizeContact | null>
  /** Contacts that came since a moment of theirs, oldest first; `page` begins with 1. */
  page(listCode: string, since: string | null, page: number): Promise<ContactPage>
  add(listCode: string, fields: ContactFields): Promise<Written>
  update(listCode: string, contactCode: string, fields: ContactFields): Promise<Written>
  remove(listCode: string, contactCode: string): Promise<void>
}

/** The server gives up after 20 seconds. */
const timeoutMs = 25_000
/** A page is written in one transaction. */
const pageSize = 100

const code = z.coerce.string().min(1)
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value) => value === true || value === 1 || value === '1' || value === 'true')
const contact = z
  .looseObject({
    code,
    email: z.string().nullish(),
    name: z.string().nullish(),
    insert_date: z.string().nullish(),
    optout: flag,
    spam: flag,
    custom_fields: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullish(),
  })
  .transform((found): DinamizeContact => ({
    code: found.code,
    email: found.email ?? null,
    name: found.name ?? null,
    insertDate: found.insert_date ?? null,
    isOptedOut: found.optout || found.spam,
    custom: Array.isArray(found.custom_fields) ? {} : (found.custom_fields ?? {}),
  }))
const contacts = z.object({ next: flag, items: z.array(contact).nullish() })
const named = z.object({
  items: z.array(z.looseObject({ code, name: z.string().nullish(), title: z.string().nullish() })).nullish(),
})
const token = z.object({ 'auth-token': z.string().min(1) })
const written = z.object({ code: z.coerce.string().optional() })

/**
 * The client of an account. A token is signed in for when none is kept, and once more when it is not taken: which code
 * says so is not published, so any other of their 24xxxx does.
 */
export function createDinamizeClient(
  fetch: Fetch,
  url: string,
  login: DinamizeLogin,
  tokens: TokenKeeper,
): DinamizeClient {
  async function post(path: string, body: object, authToken: string | null): Promise<DinamizeAnswer> {
    return readDinamize(
      await exchange(fetch, {
        method: 'POST',
        url: `${url}${path}`,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          accept: 'application/json',
          ...(authToken === null ? {} : { 'auth-token': authToken }),
        },
        body: JSON.stringify(body),
        timeoutMs,
      }),
    )
  }

  async function signIn(): Promise<string> {
    const { user, password, clientCode } = login
    const answer = await post('/auth', { user, password, client_code: clientCode }, null)
    const fresh = read(token, taken(answer).body)['auth-token']
    await tokens.keep(fresh)
    return fresh
  }

  async function call(path: string, body: object) {
    const kept = await tokens.read()
    const answer = await post(path, body, kept ?? (await signIn()))
    if (answer.kind !== 'session') return taken(answer)
    await tokens.keep(null)
    return taken(await post(path, body, await signIn()))
  }

  const names = (body: unknown): NamedCode[] =>
    (read(named, body).items ?? []).map((item) => ({
      code: item.code,
      name: item.name ?? item.title ?? item.code,
    }))
  const inList = (listCode: string, more: object) => ({ 'contact-list_code': listCode, ...more })
  const everything = { page_number: '1', page_size: '200' }
  const fieldsOf = ({ email, name, externalCode, custom }: ContactFields) => ({
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    ...(externalCode === undefined ? {} : { external_code: externalCode }),
    ...(Object.keys(custom).length === 0 ? {} : { custom_fields: custom }),
  })
  async function search(listCode: string, more: object): Promise<ContactPage> {
    const { body } = await call('/emkt/contact/search', inList(listCode, more))
    const { items, next } = read(contacts, body)
    return { contacts: items ?? [], hasNext: next }
  }
  async function write(path: string, body: object, known: string): Promise<Written> {
    const { body: answer, request, warnings } = await call(path, body)
    return { code: read(written, answer).code ?? known, request, warnings }
  }

  return {
    lists: async () =>
      names(
        (await call('/emkt/contact-list/search', { ...everything, order: [{ field: 'name', type: 'ASC' }] }))
          .body,
      ),
    fields: async (listCode) => names((await call('/emkt/field/search', inList(listCode, everything))).body),
    findByEmail: async (listCode, email) => {
      const { contacts: found } = await search(listCode, {
        page_number: '1',
        page_size: '10',
        search: [{ field: 'email', operator: '=', value: email }],
      })
      return found.find((each) => each.email?.trim().toLowerCase() === email) ?? null
    },
    page: (listCode, since, page) =>
      search(listCode, {
        page_number: String(page),
        page_size: String(pageSize),
        ...(since === null ? {} : { search: [{ field: 'insert_date', operator: '>=', value: since }] }),
        // a field that does not change, or rows would move from page to page
        order: [{ field: 'insert_date', type: 'ASC' }],
      }),
    remove: async (listCode, contactCode) => {
      await call('/emkt/contact/delete', inList(listCode, { contact_code: contactCode }))
    },
    add: (listCode, fields) => write('/emkt/contact/add', inList(listCode, fieldsOf(fields)), ''),
    update: (listCode, contactCode, fields) =>
      write(
        '/emkt/contact/update',
        inList(listCode, { contact_code: contactCode, ...fieldsOf(fields) }),
        contactCode,
      ),
  }
}

function taken(answer: DinamizeAnswer) {
  if (answer.kind !== 'ok') throw new DinamizeFailure(answer)
  return answer
}

/** An answer that says it worked and cannot be read may have worked. */
function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw new DinamizeFailure({ kind: 'unknown', detail: 'The answer cannot be read.' })
  return parsed.data
}
