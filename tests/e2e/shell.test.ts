import { describe, expect, it } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount, newColleague } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'

const browser = useBrowser()
const demo = (email: string) => ({ email, password: demoPassword })

async function signedIn(person: { email: string; password: string }, options?: OpenOptions) {
  const auth = new AuthPages(await browser.newPage(options))
  await auth.signIn(person)
  return auth.page
}

const pages = [
  '/',
  '/configuracoes',
  '/configuracoes/clinica',
  '/configuracoes/equipe',
  '/configuracoes/perfil',
  '/configuracoes/whatsapp',
  '/configuracoes/filas',
  '/nao-existe',
]

describe.each([
  { name: 'on a desk, light', width: 1440, colorScheme: 'light' },
  { name: 'on a desk, dark', width: 1440, colorScheme: 'dark' },
  { name: 'on a small phone, light', width: 360, colorScheme: 'light' },
  { name: 'on a phone, dark', width: 390, colorScheme: 'dark' },
] as const)('every page $name', ({ width, colorScheme }) => {
  it('is accessible and fits', async () => {
    const page = await signedIn(demo('admin@aurora.test'), { viewport: { width, height: 820 }, colorScheme })
    for (const path of pages) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    }
  })
})

describe('the menu', () => {
  it('has the clinic for its people and the service for its administrators', async () => {
    const clinic = await signedIn(demo('terapeuta@aurora.test'))
    const entries = (page: typeof clinic) =>
      page.getByRole('navigation', { name: 'Menu principal' }).getByRole('listitem').allInnerTexts()
    const names = (await entries(clinic)).map((text) => text.split('\n')[0] ?? '')
    const known = ['Hoje', 'Conversas', 'Pacientes', 'Configurações']
    expect(names.filter((name) => known.includes(name))).toEqual(known)
    expect(names).not.toContain('Clínicas (SaaS)')

    const saas = await signedIn(demo('saas@zelo.test'))
    await saas.getByRole('heading', { name: 'Clínicas', level: 1 }).waitFor()
    expect(await entries(saas)).toEqual(['Clínicas (SaaS)'])
    await saas.getByRole('searchbox', { name: 'Buscar clínica' }).fill('horiz')
    await saas.getByText('Clínica Aurora').waitFor({ state: 'detached' })
    await saas.getByText('Clínica Horizonte').waitFor()
    await expectAccessible(saas)
  })

  it('folds to its icons, unfolds, and stays as somebody left it', async () => {
    const page = await signedIn(demo('admin@aurora.test'))
    const menu = page.getByRole('navigation', { name: 'Menu principal' })
    const widthOf = async () => (await menu.boundingBox())?.width
    await menu.getByRole('link', { name: 'Configurações' }).waitFor()
    const [first, other] = (await widthOf()) === 64 ? [64, 240] : [240, 64]
    await page.getByRole('button', { name: first === 64 ? 'Abrir o menu' : 'Recolher o menu' }).click()
    await page.reload()
    await page.getByRole('button', { name: first === 64 ? 'Recolher o menu' : 'Abrir o menu' }).waitFor()
    expect(await widthOf()).toBe(other)
  })
})

describe('a page that is not for somebody', () => {
  it('is refused in words, and the person lands where they can work', async () => {
    const reception = await newColleague(await newAccount(), 'operator')
    const page = await signedIn(reception)
    for (const [path, name] of [
      ['/configuracoes/clinica', 'Clínica'],
      ['/saas', 'Clínicas'],
    ] as const) {
      await page.goto(path)
      await page.getByText(`Você não tem acesso a “${name}`).waitFor()
      await page.waitForURL((url) => url.pathname === '/')
    }
    await expectAccessible(page)
  })
})

describe('an invitation half written', () => {
  it('is not lost by Esc', async () => {
    const page = await signedIn(await newAccount())
    await page.goto('/configuracoes/equipe')
    await page.getByRole('button', { name: 'Convidar', exact: true }).click()
    const box = page.getByRole('dialog').getByLabel('E-mail')
    await box.fill('alguem@clinica.test')
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Descartar o que foi escrito?' })
    await question.waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(await box.inputValue()).toBe('alguem@clinica.test')
    await box.and(page.locator(':focus')).waitFor()
  })
})

describe('the state of WhatsApp', () => {
  it('is not said to be connected while the browser has no internet', async () => {
    const page = await signedIn(demo('admin@aurora.test'), {
      allowErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/,
    })
    const bar = page.getByRole('banner')
    await bar.getByText('WhatsApp conectado').waitFor()
    // parts that come later cannot be fetched any more
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await bar.getByText('Sem internet').waitFor()
    expect(await bar.getByText('WhatsApp conectado').count()).toBe(0)
    await expectAccessible(page)
    await page.context().setOffline(false)
    await bar.getByText('WhatsApp conectado').waitFor()
  })
})

describe('the person', () => {
  it('chooses the theme, which is remembered and set before the first paint', async () => {
    const page = await signedIn(demo('admin@aurora.test'))
    await page.getByRole('button', { name: /^Menu de / }).click()
    await page.getByText('Escuro').click()
    const isDark = () => page.locator('html').evaluate((html) => html.classList.contains('dark'))
    expect(await isDark()).toBe(true)
    await expectAccessible(page)
    await page.reload({ waitUntil: 'commit' })
    await expect.poll(isDark).toBe(true)
  })

  it('finds the shortcuts with ? and walks with them', async () => {
    const page = await signedIn(demo('admin@aurora.test'))
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Atalhos do teclado' })
    await dialog.getByText('Ir para Configurações').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.getByRole('heading', { name: 'Configurações', level: 1 }).waitFor()
  })

  it('changes name and language', async () => {
    const page = await signedIn(await newAccount())
    await page.goto('/configuracoes/perfil')
    await page.getByLabel('Seu nome').fill('Olívia Prado')
    await page.getByLabel('Idioma').selectOption('en')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Changes saved.').waitFor()
    await page.getByRole('button', { name: 'Menu of Olívia Prado' }).waitFor()
  })

  it('switches between clinics', async () => {
    const owner = await newAccount('Clínica Norte')
    const { error } = await owner.client.rpc('create_tenant', { p_name: 'Clínica Sul' })
    expect(error).toBeNull()
    const page = await signedIn(owner)
    const current = page.getByRole('button', { name: /^Clínica .*, trocar$/ })
    const before = await current.innerText()
    const other = before.includes('Norte') ? 'Clínica Sul' : 'Clínica Norte'
    await current.click()
    const choice = page.getByRole('dialog').getByRole('button', { name: other })
    await choice.waitFor()
    await expectAccessible(page)
    await choice.click()
    await page.getByRole('button', { name: `Clínica ${other}, trocar` }).waitFor()
    await page.goto('/configuracoes/clinica')
    expect(await page.getByLabel('Nome da clínica').inputValue()).toBe(other)
  })
})

describe('the clinic', () => {
  it('saves its data and refuses a CPF whose digits do not match', async () => {
    const page = await signedIn(await newAccount('Clínica Dados'))
    await page.goto('/configuracoes/clinica')
    const document = page.getByLabel(/^CPF ou CNPJ/)
    await document.fill('529.982.247-24')
    await document.blur()
    await page.getByText('não é um CPF ou CNPJ válido').waitFor()
    await document.fill('11222333000181')
    await document.blur()
    expect(await document.inputValue()).toBe('11.222.333/0001-81')
    await page.getByLabel('Fuso horário').selectOption('America/Manaus')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Alterações salvas.').waitFor()
    await page.reload()
    expect(await page.getByLabel(/^CPF ou CNPJ/).inputValue()).toBe('11.222.333/0001-81')
    expect(await page.getByLabel('Fuso horário').inputValue()).toBe('America/Manaus')
  })
})
