import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { freshEmail, openDatabase } from '../stack/support/clients.ts'
import { until } from '../stack/support/services.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { mailedLink } from './support/mailbox.ts'

const browser = useBrowser()
const open = async (options?: OpenOptions) => new AuthPages(await browser.newPage(options))
const refused = { allowErrors: /status of 4\d\d/ }

describe('sign-up', () => {
  it('makes the account and its clinic, and shows what to do first', async () => {
    const auth = await open()
    await auth.page.goto('/criar-conta')
    await auth.submit('Criar conta')
    await auth.page.getByText('Escreva o e-mail completo').waitFor()
    await expectAccessible(auth.page)

    await auth.fullName.fill('Nina Prado')
    await auth.clinicName.fill('Espaço Bem-Estar')
    await auth.email.fill(freshEmail('nina'))
    await auth.password.fill('senha-da-nina')
    await auth.submit('Criar conta')

    await auth.page.getByRole('heading', { name: 'Olá, Nina!' }).waitFor()
    await auth.page.getByText('Espaço Bem-Estar').first().waitFor()
    await auth.page.getByRole('link', { name: 'Conectar', exact: true }).waitFor()
    await expectAccessible(auth.page)
  })

  it('says that the address is taken', async () => {
    const auth = await open(refused)
    await auth.page.goto('/criar-conta')
    await auth.fullName.fill('Outra Ana')
    await auth.clinicName.fill('Outra clínica')
    await auth.email.fill('admin@aurora.test')
    await auth.password.fill('senha-da-outra')
    await auth.submit('Criar conta')
    await auth.page.getByText('Já existe uma conta com este e-mail').waitFor()
  })
})

describe('sign-in', () => {
  it('says what is wrong, with the code under the details', async () => {
    const auth = await open(refused)
    await auth.page.goto('/entrar')
    await auth.email.fill('admin@aurora.test')
    await auth.password.fill('errada')
    await auth.submit('Entrar')
    await auth.page.getByText('E-mail ou senha não conferem.').waitFor()
    await auth.page.getByText('detalhes').click()
    await auth.page.getByText(/invalid_credentials/).waitFor()
    await expectAccessible(auth.page)
  })

  it('takes the e-mail along to the reset, and not in the address', async () => {
    const auth = await open()
    await auth.page.goto('/entrar')
    await auth.email.fill('ana@exemplo.test')
    await auth.page.getByRole('link', { name: /^Esqueci/ }).click()
    await auth.page.waitForURL(({ pathname, search }) => pathname !== '/entrar' && search === '')
    expect(await auth.email.inputValue()).toBe('ana@exemplo.test')
  })

  it('brings the person back to where they were going', async () => {
    const auth = await open()
    await auth.signInByForm({ email: 'admin@aurora.test', password: demoPassword }, '/configuracoes/equipe')
    await auth.page.getByRole('heading', { name: 'Equipe', level: 1 }).waitFor()
    expect(new URL(auth.page.url()).pathname).toBe('/configuracoes/equipe')
  })

  it('ends with a sign-out that closes every page of the clinic', async () => {
    const auth = await open()
    await auth.signInByForm({ email: 'admin@aurora.test', password: demoPassword })
    await auth.signOut()
    await auth.page.goto('/conversas')
    await auth.page.waitForURL('**/entrar?voltar=/conversas')
  })

  it('ends a session whose account is gone', async () => {
    const person = await newAccount('')
    const auth = await open(refused)
    await auth.page.goto('/entrar')
    await auth.email.fill(person.email)
    await auth.password.fill(person.password)
    await auth.submit('Entrar')
    await auth.page.waitForURL('**/sem-clinica')
    const sql = openDatabase()
    await sql`delete from auth.users where email = ${person.email}`
    await sql.end()
    await auth.page.reload()
    await auth.page.waitForURL('**/entrar?voltar=/sem-clinica')
  })

  it('speaks English to whoever asks for it, and remembers', async () => {
    const auth = await open()
    await auth.page.goto('/entrar')
    await auth.page.getByRole('button', { name: 'English' }).click()
    await auth.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await auth.page.reload()
    await auth.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await auth.page.title()).toBe('Sign in · Zelo')
    expect(await auth.page.locator('html').getAttribute('lang')).toBe('en')
  })
})

describe('a forgotten password', () => {
  it('is replaced through the link in the mail', async () => {
    const person = await newAccount()
    const auth = await open(refused)
    await auth.page.goto('/esqueci-a-senha')
    await auth.email.fill(person.email)
    await auth.submit('Enviar link')
    await auth.page.getByRole('heading', { name: 'Confira o seu e-mail' }).waitFor()

    // A scanner of mails opens every link and presses nothing.
    const link = await mailedLink(person.email)
    expect((await fetch(link)).status).toBe(200)
    const scanner = await open()
    await scanner.page.goto(link)
    await scanner.page.getByRole('button', { name: 'Continuar' }).waitFor()

    await auth.page.goto(link)
    await auth.page.getByRole('button', { name: 'Continuar' }).waitFor()
    await expectAccessible(auth.page)
    expect(new URL(auth.page.url()).pathname + new URL(auth.page.url()).search).toBe('/confirmar')
    await auth.page.reload()
    await auth.submit('Continuar')
    await auth.page.waitForURL('**/redefinir-senha')
    await auth.page.getByRole('heading', { name: 'Criar nova senha' }).waitFor()
    await expectAccessible(auth.page)
    await auth.password.fill('nova-senha-forte')
    await auth.submit('Salvar e entrar')
    await auth.shell().waitFor()

    await auth.signOut()
    await auth.email.fill(person.email)
    await auth.password.fill(person.password)
    await auth.submit('Entrar')
    await auth.page.getByText('E-mail ou senha não conferem.').waitFor()
    await auth.password.fill('nova-senha-forte')
    await auth.submit('Entrar')
    await auth.shell().waitFor()
  })

  it('is asked for again when the link was used', async () => {
    const person = await newAccount()
    await person.client.auth.resetPasswordForEmail(person.email)
    const link = await mailedLink(person.email)
    const auth = await open(refused)
    await auth.page.goto(link)
    await auth.submit('Continuar')
    await auth.page.waitForURL('**/redefinir-senha')

    await auth.page.goto(link)
    await auth.submit('Continuar')
    await auth.page.getByRole('heading', { name: 'Este link não vale mais' }).waitFor()
    await expectAccessible(auth.page)
    await auth.page.getByRole('link', { name: 'Pedir outro link' }).click()
    await auth.page.waitForURL('**/esqueci-a-senha')
  })

  it('leaves no token in the address, whoever made the link', async () => {
    const person = await newAccount()
    const { data } = await person.client.auth.getSession()
    const auth = await open()
    const { access_token, refresh_token } = data.session ?? {}
    await auth.page.goto(
      `/redefinir-senha#access_token=${access_token}&refresh_token=${refresh_token}&type=recovery`,
    )
    await auth.page.getByRole('heading', { name: 'Criar nova senha' }).waitFor()
    expect(new URL(auth.page.url()).hash).toBe('')
    expect(await auth.page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
  })

  it('answers the same for an address without an account', async () => {
    const auth = await open()
    await auth.page.goto('/esqueci-a-senha')
    await auth.email.fill(freshEmail('ninguem'))
    await auth.submit('Enviar link')
    await auth.page.getByRole('heading', { name: 'Confira o seu e-mail' }).waitFor()
  })

  it('asks for another link when there is no session in this one', async () => {
    const auth = await open()
    await auth.page.goto('/redefinir-senha')
    await auth.page.getByRole('heading', { name: 'Este link não vale mais' }).waitFor()
    await auth.page.getByRole('link', { name: 'Pedir outro link' }).click()
    await auth.page.waitForURL('**/esqueci-a-senha')
  })
})

describe('a change of e-mail', () => {
  it('is confirmed on both addresses, each on the page of its mail', async () => {
    const person = await newAccount()
    const next = freshEmail('novo')
    expect((await person.client.auth.updateUser({ email: next })).error).toBeNull()
    const auth = await open()
    await auth.page.goto(await mailedLink(next))
    await auth.submit('Confirmar troca')
    await auth.page.getByRole('heading', { name: 'Falta o outro endereço' }).waitFor()
    await expectAccessible(auth.page)
    await auth.page.goto(await mailedLink(person.email))
    await auth.submit('Confirmar troca')
    await auth.shell().waitFor()
  })
})

describe('an invitation', () => {
  it('keeps its token out of the address, through a reload too', async () => {
    const owner = await newAccount()
    const { data } = await owner.client.rpc('create_invitation', {
      p_tenant_id: owner.tenantId,
      p_email: freshEmail('convidada'),
      p_role: 'operator',
    })
    const auth = await open()
    await auth.page.goto(`/convite/${(data as { token: string }).token}`)
    const heading = auth.page.getByRole('heading', { name: 'Convite para Clínica de Teste' })
    await heading.waitFor()
    expect(new URL(auth.page.url()).pathname).toBe('/convite')
    await auth.page.reload()
    await heading.waitFor()
  })
})

describe('two tabs that renew their session at once', () => {
  it('make every call with the token of the person', async () => {
    const person = await newAccount()
    const auth = await open()
    const { page } = auth
    await auth.signInByForm(person)
    const other = await page.context().newPage()
    await other.goto('/conversas')
    await page.goto('/conversas')
    const search = (tab: Page) =>
      tab
        .getByRole('searchbox')
        .or(tab.getByPlaceholder(/Buscar/))
        .first()
    await Promise.all([search(page).waitFor(), search(other).waitFor()])

    // Both ask for a renewal before either gets its answer; then one is answered after the other.
    const asked: (() => Promise<void>)[] = []
    await page.context().route('**/auth/v1/token?grant_type=refresh_token', (route) => {
      asked.push(() => route.continue())
    })
    const tokens: string[] = []
    page.context().on('request', (call) => {
      if (!/\/(rest|functions)\/v1\//.test(call.url()) || call.method() === 'OPTIONS') return
      tokens.push(call.headers().authorization ?? '')
    })
    await page.evaluate(() => {
      const session = JSON.parse(localStorage.getItem('zelo.session') ?? '{}') as { expires_at: number }
      session.expires_at = Math.floor(Date.now() / 1000) + 30
      localStorage.setItem('zelo.session', JSON.stringify(session))
    })
    await Promise.all([search(page).fill('ana'), search(other).fill('bia')])
    await until(() => asked.length >= 2, 'the tabs did not both renew')
    const before = tokens.length
    const stored = () => page.evaluate(() => localStorage.getItem('zelo.session'))
    const old = await stored()
    await asked[0]?.()
    await until(async () => (await stored()) !== old, 'the first tab stored no session')
    await asked[1]?.()
    await page.context().unroute('**/auth/v1/token?grant_type=refresh_token')
    await until(() => tokens.length >= before + 2, 'the tabs did not search')
    expect(tokens.filter((token) => !/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(token))).toEqual([])
    for (const tab of [page, other]) {
      expect(new URL(tab.url()).pathname).toBe('/conversas')
      expect(await tab.getByText(/não permite/).count()).toBe(0)
    }
  })
})
