import { request } from 'node:http'
import { demoPassword } from '../../../local/demo.ts'
import { freshEmail } from '../support/clients.ts'
import { ownStack } from '../support/stack.ts'

/** Somebody without any right in the clinic that is attacked. */
export interface Aggressor {
  name: string
  token: string | null
  /** The slug of a clinic that is not theirs. */
  victim: 'aurora' | 'horizonte'
}

export interface Call {
  method: string
  path: string
  body?: unknown
  /** A list is a header that is sent as often. */
  headers?: Record<string, string | string[]>
}

export interface Answer {
  status: number
  text: string
  range: string | undefined
}

const password = 'zelo-demo-zelo'

/** Every kind of person that is none of a clinic's: without session, without clinic, with a new one, of another one. */
export async function gatherAggressors(): Promise<Aggressor[]> {
  const aggressors: Aggressor[] = [
    { name: 'anon', token: null, victim: 'aurora' },
    { name: 'stranger', token: await signUp({ full_name: 'Estranha' }), victim: 'aurora' },
    { name: 'rival', token: await signUp({ full_name: 'Rival', clinic_name: 'Rival' }), victim: 'aurora' },
    { name: 'admin@horizonte.test', token: await signIn('admin@horizonte.test'), victim: 'aurora' },
  ]
  for (const role of ['admin', 'supervisor', 'terapeuta', 'recepcao']) {
    const email = `${role}@aurora.test`
    aggressors.push({ name: email, token: await signIn(email), victim: 'horizonte' })
  }
  return aggressors
}

export async function signUp(data: Record<string, string>): Promise<string> {
  const email = freshEmail('ataque')
  await send(null, { method: 'POST', path: '/auth/v1/signup', body: { email, password, data } })
  return signIn(email, password)
}

async function signIn(email: string, word: string = demoPassword): Promise<string> {
  const path = '/auth/v1/token?grant_type=password'
  const { text } = await send(null, { method: 'POST', path, body: { email, password: word } })
  const token = (JSON.parse(text) as { access_token?: string }).access_token
  if (!token) throw new Error(`${email} cannot sign in: ${text}`)
  return token
}

/** One request to the gateway; `fetch` would join repeated headers. A string is sent as it is. */
export function send(token: string | null, { method, path, body, headers = {} }: Call): Promise<Answer> {
  const { gatewayUrl, publishableKey } = ownStack()
  const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(`${gatewayUrl}${path}`, {
      method,
      headers: {
        apikey: publishableKey,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(content === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
        ...headers,
      },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          range: incoming.headers['content-range'],
        }),
      )
    })
    outgoing.end(content)
  })
}

/** Works on everything with a few hands at once. */
export async function withHands<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  hands = 8,
): Promise<void> {
  const rest = [...items]
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
    }),
  )
}
