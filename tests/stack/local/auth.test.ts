import type { EmailOtpType } from '@supabase/supabase-js'
import { afterAll, expect, test } from 'vitest'
import { asAnon, asService, asUser, freshEmail, openDatabase, request } from '../support/clients.ts'
import { until } from '../support/services.ts'
import { ownStack } from '../support/stack.ts'

interface Mail {
  id: string
  to: string
  subject: string
  text: string
  links: string[]
}

const sql = openDatabase()
afterAll(() => sql.end())

test('a new person signs up, is signed in, and metadata is a JSON object in the database', async () => {
  const email = freshEmail('nova')
  const client = asAnon()
  const { data, error } = await client.auth.signUp({
    email,
    password: 'uma senha boa',
    options: { data: { full_name: 'Nova' } },
  })
  expect(error).toBeNull()
  expect(data.session?.user.email).toBe(email)
  const [row] =
    await sql`select raw_user_meta_data ->> 'full_name' as name from auth.users where email = ${email}`
  expect(row?.name).toBe('Nova')
  const [identity] = await sql`select email from auth.identities where user_id = ${data.user?.id ?? null}`
  expect(identity?.email).toBe(email)
})

test('a token carries a key id and the usual claims', async () => {
  const client = await asUser('admin@aurora.test')
  const { data } = await client.auth.getSession()
  const [header, payload] = (data.session?.access_token ?? '').split('.').slice(0, 2).map(decode)
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'local' })
  expect(payload).toMatchObject({
    iss: `${ownStack().gatewayUrl}/auth/v1`,
    sub: '00000000-0000-4000-8000-000000000001',
    aud: 'authenticated',
    role: 'authenticated',
    email: 'admin@aurora.test',
    phone: '',
    aal: 'aal1',
    amr: [{ method: 'password', timestamp: expect.any(Number) }],
    session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    is_anonymous: false,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: { full_name: expect.any(String) },
    iat: expect.any(Number),
    exp: expect.any(Number),
  })
  const { data: user } = await client.auth.getUser()
  expect(user.user?.email).toBe('admin@aurora.test')
})

test('a refreshed token is as complete and remembers how the person signed in', async () => {
  const client = await asUser('supervisor@aurora.test')
  const { data, error } = await client.auth.refreshSession()
  expect(error).toBeNull()
  const [header, payload] = (data.session?.access_token ?? '').split('.').slice(0, 2).map(decode)
  expect(header).toMatchObject({ kid: 'local' })
  expect(payload).toMatchObject({ amr: [{ method: 'password' }], app_metadata: { provider: 'email' } })
})

test('the key set is public and has no secret in it', async () => {
  const response = await request('/auth/v1/.well-known/jwks.json')
  expect(await response.json()).toEqual({ keys: [] })
})

test('a wrong password, a short one and a taken address are told apart', async () => {
  const wrong = await asAnon().auth.signInWithPassword({ email: 'admin@aurora.test', password: 'errada' })
  expect(wrong.error?.code).toBe('invalid_credentials')
  const short = await asAnon().auth.signUp({ email: freshEmail('curta'), password: 'curta' })
  expect(short.error?.code).toBe('weak_password')
  const taken = await asAnon().auth.signUp({ email: 'admin@aurora.test', password: 'uma senha boa' })
  expect(taken.error?.code).toBe('user_already_exists')
})

test('a signed-out session is refused', async () => {
  const client = await asUser('terapeuta@aurora.test')
  const { data } = await client.auth.getSession()
  await client.auth.signOut()
  const { error } = await client.auth.getUser(data.session?.access_token)
  expect(error?.name).toBe('AuthSessionMissingError')
})

test('a forgotten password is reset through the link of the mail, once, and reading the link uses nothing up', async () => {
  const { email, password } = await newUser('esqueceu')
  expect((await asAnon().auth.resetPasswordForEmail(email)).error).toBeNull()
  const { subject, text, links } = await mailTo(email)
  expect(subject).toBe('Crie uma nova senha no Zelo')
  expect(text).toContain('Recebemos um pedido para trocar a senha da sua conta no Zelo.')
  expect(text.replaceAll(links[0] ?? '', '')).not.toMatch(/\{\{|password|reset/i)
  expect(new Set(links).size).toBe(1)
  const link = new URL(links[0] ?? '')
  expect(`${link.origin}${link.pathname}`).toBe(`${ownStack().appUrl}/confirmar`)
  expect(link.searchParams.get('type')).toBe('recovery')

  const client = asAnon()
  expect((await client.auth.verifyOtp(tokenOf(link))).data.session?.user.email).toBe(email)
  expect((await client.auth.updateUser({ password: 'outra senha boa' })).error).toBeNull()
  await asUser(email, 'outra senha boa')
  await expect(asUser(email, password)).rejects.toMatchObject({ code: 'invalid_credentials' })
  expect((await asAnon().auth.verifyOtp(tokenOf(link))).error?.code).toBe('otp_expired')
})

test.each([
  ['the present one first', ['old', 'new']],
  ['the new one first', ['new', 'old']],
] as const)('a change of e-mail needs both addresses: %s', async (_name, order) => {
  const { email, password } = await newUser('troca')
  const client = await asUser(email, password)
  const next = freshEmail('trocada')
  expect((await client.auth.updateUser({ email: next })).error).toBeNull()
  const mails = { old: await mailTo(email), new: await mailTo(next) }
  expect(mails.new.subject).toBe('Confirme a troca de e-mail no Zelo')
  expect(mails.new.text.replace(/\s+/g, ' ')).toContain(`vai mudar de ${email} para ${next}`)
  const [first, last] = order.map((which) => tokenOf(new URL(mails[which].links[0] ?? '')))
  if (!first || !last) throw new Error('two mails have two links')
  expect(first.token_hash).not.toBe(last.token_hash)

  const half = await asAnon().auth.verifyOtp(first)
  expect([half.error, half.data.session]).toEqual([null, null])
  expect((await asAnon().auth.verifyOtp(first)).error?.code).toBe('otp_expired')
  await asUser(email, password)
  await expect(asUser(next, password)).rejects.toMatchObject({ code: 'invalid_credentials' })

  const whole = await asAnon().auth.verifyOtp(last)
  expect(whole.data.session?.user.email).toBe(next)
  await asUser(next, password)
  await expect(asUser(email, password)).rejects.toMatchObject({ code: 'invalid_credentials' })
})

test('nobody learns from a reset whether an address has an account', async () => {
  expect((await asAnon().auth.resetPasswordForEmail(freshEmail('ninguem'))).error).toBeNull()
})

test('the secret key manages users', async () => {
  const { admin } = asService().auth
  const email = freshEmail('gerida')
  const created = await admin.createUser({
    email,
    password: 'uma senha boa',
    email_confirm: true,
    user_metadata: { a: 1 },
  })
  expect(created.error).toBeNull()
  const id = created.data.user?.id ?? ''
  await asUser(email, 'uma senha boa')
  expect((await admin.createUser({ email })).error?.code).toBe('email_exists')
  expect((await admin.getUserById(id)).data.user?.user_metadata).toMatchObject({ a: 1 })
  expect((await admin.updateUserById(id, { app_metadata: { b: 2 } })).data.user?.app_metadata).toMatchObject({
    b: 2,
  })
  const { data: page } = await admin.listUsers({ perPage: 1000 })
  expect(page.users.map((user) => user.id)).toContain(id)

  await admin.updateUserById(id, { ban_duration: '1h' })
  await expect(asUser(email, 'uma senha boa')).rejects.toMatchObject({ code: 'user_banned' })
  await admin.updateUserById(id, { ban_duration: 'none', password: 'mudou de senha' })
  await asUser(email, 'mudou de senha')

  expect((await admin.deleteUser(id)).error).toBeNull()
  expect((await admin.getUserById(id)).error?.code).toBe('user_not_found')
})

test('an invitation by mail signs the invited person in', async () => {
  const email = freshEmail('convidada')
  const { data, error } = await asService().auth.admin.inviteUserByEmail(email)
  expect(error).toBeNull()
  expect(data.user?.email_confirmed_at).toBeFalsy()
  const { subject, text, links } = await mailTo(email)
  expect([subject, text]).toEqual(['Convite para o Zelo', expect.stringContaining('Aceitar convite')])
  const verified = await asAnon().auth.verifyOtp(tokenOf(new URL(links[0] ?? '')))
  expect(verified.data.session?.user).toMatchObject({ email, email_confirmed_at: expect.any(String) })
})

test('a generated link and its code both work', async () => {
  const { email } = await newUser('ligada')
  const { admin } = asService().auth
  const first = await admin.generateLink({ type: 'recovery', email })
  const followed = await fetch(first.data.properties?.action_link ?? '', { redirect: 'manual' })
  expect(followed.headers.get('location')).toContain('#access_token=')
  const second = await admin.generateLink({ type: 'magiclink', email })
  const token = second.data.properties?.email_otp ?? ''
  const verified = await asAnon().auth.verifyOtp({ email, token, type: 'email' })
  expect(verified.data.session?.user.email).toBe(email)
})

const odd = [null, 5, true, [], {}, '', 'a\u0000b', '\ud800', ['a'], 'x'.repeat(100_000)]

test.each([
  'signup',
  'token?grant_type=password',
  'token?grant_type=refresh_token',
  'otp',
  'verify',
  'recover',
  'resend',
])('odd input to %s is the fault of whoever sends it', async (route) => {
  const bodies = ['null', '5', '[]', '{', '['.repeat(50_000)]
  for (const field of [
    'email',
    'password',
    'token',
    'token_hash',
    'type',
    'refresh_token',
    'data',
    'create_user',
  ]) {
    const good = {
      email: freshEmail('estranha'),
      password: 'uma senha boa',
      type: 'recovery',
      token: '123456',
    }
    bodies.push(...odd.map((value) => JSON.stringify({ ...good, [field]: value })))
  }
  bodies.push(
    JSON.stringify({
      email: freshEmail('nul'),
      password: 'uma senha boa',
      data: { a: ['\ud800', '\u0000'] },
    }),
  )
  for (const body of bodies) {
    const response = await request(`/auth/v1/${route}`, { method: 'POST', body })
    expect(response.status, body.slice(0, 200)).toBeLessThan(500)
  }
})

test('metadata that cannot be stored is refused', async () => {
  const { email, password } = await newUser('metadados')
  const client = await asUser(email, password)
  for (const data of [{ a: '\u0000' }, { '\u0000': 1 }, { a: ['\ud800'] }]) {
    expect((await client.auth.updateUser({ data })).error?.status).toBe(400)
    expect(
      (await asService().auth.admin.createUser({ email: freshEmail('nul'), user_metadata: data })).error
        ?.status,
    ).toBe(400)
  }
  expect((await client.auth.updateUser({ data: { a: 'Olá 🌿' } })).data.user?.user_metadata.a).toBe('Olá 🌿')
})

test('the publishable key and a user cannot reach the admin API', async () => {
  expect((await asAnon().auth.admin.listUsers()).error?.status).toBe(401)
  const user = await asUser('saas@zelo.test')
  expect((await user.auth.admin.listUsers()).error?.status).toBe(401)
})

async function newUser(name: string): Promise<{ email: string; password: string }> {
  const email = freshEmail(name)
  const password = 'uma senha boa'
  const { error } = await asAnon().auth.signUp({ email, password })
  if (error) throw error
  return { email, password }
}

/** What the page behind a mail's link hands to Auth. */
function tokenOf({ searchParams }: URL) {
  return { token_hash: searchParams.get('token_hash') ?? '', type: searchParams.get('type') as EmailOtpType }
}

async function mailTo(email: string): Promise<Mail> {
  let mails: Mail[] = []
  await until(async () => {
    const response = await fetch(
      `${ownStack().simulatorsUrl}/mailbox/messages?to=${encodeURIComponent(email)}`,
    )
    mails = (await response.json()) as Mail[]
    return mails.length > 0
  }, `no mail reached ${email}`)
  const mail = mails.at(-1)
  const full = await fetch(`${ownStack().simulatorsUrl}/mailbox/messages/${mail?.id}`)
  return (await full.json()) as Mail
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
