import type { Page } from 'playwright-core'
import postgres from 'postgres'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { asaas, reconcile } from '../stack/credits/support.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { ownStack } from '../stack/support/stack.ts'

const browser = useBrowser()
const saas = { email: 'saas@zelo.test', password: demoPassword }
let page: Page

beforeEach(async () => {
  page = await browser.newPage({ allowErrors: /status of 409/ })
})

const open = (tab = '') => new AuthPages(page).signIn(saas, `/saas/addons${tab}`)
const dialog = () => page.getByRole('dialog')

describe('a top-up', () => {
  it('asks for a reason, shows the balance before and after, reaches the open screen of the clinic, and is listed', async () => {
    const name = `Clínica Recarga ${Date.now()}`
    const owner = await newAccount(name)
    const clinic = await browser.newPage()
    await new AuthPages(clinic).signIn(owner, '/configuracoes/creditos-whatsapp')
    const balance = clinic.getByRole('region', { name: 'Saldo' })
    await balance.getByText('0', { exact: true }).first().waitFor()

    await open('/pacotes')
    await page.getByRole('link', { name: 'Recarga' }).click()
    const form = page.getByRole('form', { name: 'Recarga de créditos de WhatsApp' })
    const give = form.getByRole('button', { name: 'Recarregar' })
    await give.click()
    await form.getByText('Explique o motivo').waitFor()
    const field = form.getByRole('combobox', { name: 'Clínica' })
    await field.and(page.locator(':focus')).waitFor()
    await field.fill(`${name} que não existe`)
    await form.getByText('Nada encontrado').first().waitFor()
    await expectAccessible(page)
    await field.fill(name.toUpperCase().replace('Í', 'I'))
    await form.getByRole('option', { name: new RegExp(`${name}.*0 créditos`) }).waitFor()
    await expectAccessible(page)
    await field.press('Enter')
    expect(await field.inputValue()).toBe(name)
    await form.getByLabel('Créditos', { exact: true }).fill('1.250')
    await form.getByLabel('Motivo').fill('Cortesia da inauguração')
    await expectAccessible(page)
    // Another tab is another page: what was typed is not lost without a word.
    await page.getByRole('link', { name: 'Pacotes' }).click()
    await dialog().getByRole('button', { name: 'Continuar editando' }).click()
    await dialog().waitFor({ state: 'detached' })
    expect(page.url()).toContain('/saas/addons/recarga')
    // The way back closes the question first, and asks on the page; what was kept does not stand in a later way.
    await give.click()
    await dialog().getByText('Motivo: Cortesia da inauguração').waitFor()
    await page.goBack()
    await dialog().waitFor({ state: 'detached' })
    await page.goBack()
    await dialog().getByRole('button', { name: 'Continuar editando' }).click()
    await dialog().waitFor({ state: 'detached' })
    expect(page.url()).toContain('/saas/addons/recarga')
    await give.click()
    await dialog().getByText('Motivo: Cortesia da inauguração').waitFor()
    await dialog().getByRole('button', { name: 'Recarregar' }).click()

    await page.getByText(`${name} recebeu 1.250 créditos.`).waitFor()
    await form.getByText('1.250', { exact: true }).waitFor()
    const row = page.getByRole('region', { name: 'Últimas 20 recargas' }).getByRole('row', { name })
    expect(await row.innerText()).toMatch(/\+1\.250[\s\S]*Cortesia da inauguração[\s\S]*Zélia Zelo/)
    await balance.getByText('1.250', { exact: true }).first().waitFor()
  })
})

describe('the packages of the shop', () => {
  it('are made with a Brazilian price, ordered, taken off sale and deleted after asking', async () => {
    const name = `Pacote ${Date.now()}`
    await open('/pacotes')
    await page.getByRole('button', { name: 'Novo pacote' }).click()
    await dialog().getByLabel('Nome do pacote').fill(name)
    await dialog().getByLabel('Créditos', { exact: true }).fill('2.000')
    await dialog().getByLabel('Preço em reais').fill('1.289,90')
    await dialog().getByText('R$ 0,64 por mensagem').waitFor()
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await dialog().waitFor({ state: 'detached' })

    const shop = page.getByRole('table', { name: 'Pacotes WhatsApp' })
    const row = shop.getByRole('row', { name })
    await row.getByText('R$ 1.289,90').waitFor()
    const rows = shop.getByRole('row')
    const place = async () => (await rows.allInnerTexts()).findIndex((text) => text.includes(name))
    const before = await place()
    await page.getByRole('button', { name: `Subir ${name}` }).click()
    await expect.poll(place).toBe(before - 1)

    // another administrator changes the price while this one edits
    const sql = postgres(ownStack().databaseUrl, { max: 1 })
    onTestFinished(() => sql.end())
    const edit = () => page.getByRole('button', { name: `Editar ${name}` }).click()
    await edit()
    await dialog().getByLabel('Créditos', { exact: true }).fill('2.500')
    await sql`update public.whatsapp_credit_packages set price_brl = 1400 where name = ${name}`
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await dialog().getByText('Outra pessoa mudou isto').waitFor()
    await dialog().getByRole('button', { name: 'Cancelar' }).click()
    await row.getByText('R$ 1.400,00').waitFor()
    await edit()
    await dialog().getByLabel('Créditos', { exact: true }).fill('2.500')
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await expect.poll(() => row.innerText()).toMatch(/2\.500\s+R\$\s1\.400,00/)

    const sale = row.getByRole('switch', { name: `À venda: ${name}` })
    await sale.getByText('À venda').click()
    await expect.poll(() => sale.getAttribute('aria-checked')).toBe('false')
    await expectAccessible(page)
    await page.getByRole('button', { name: `Excluir ${name}` }).click()
    await dialog().getByLabel('Motivo').fill('Saiu de linha')
    await dialog().getByRole('button', { name: 'Excluir' }).click()
    await row.waitFor({ state: 'detached' })
    const changes = page.getByRole('table', { name: 'Últimas 20 mudanças de preço' })
    await changes
      .getByRole('row', { name: /excluído.*Saiu de linha/s })
      .first()
      .waitFor()
  })
})

describe('the only featured package', () => {
  it('is deleted or taken off sale only by whoever knows that the shop then recommends none', async () => {
    await open('/pacotes')
    const row = page.getByRole('row', { name: /Em destaque/ })
    await row.getByRole('switch').click()
    await dialog().getByText('É o único em destaque').waitFor()
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Cancelar' }).click()
    await dialog().waitFor({ state: 'detached' })
    await row.getByRole('button', { name: /^Excluir/ }).click()
    await dialog().getByText('É o único em destaque').waitFor()
    await dialog().getByRole('button', { name: 'Cancelar' }).click()
    expect(await row.getByRole('switch').getAttribute('aria-checked')).toBe('true')
  })
})

describe('the notice that payments are no longer told', () => {
  it('stands above the figures until the queue of Asaas runs again', async () => {
    const { data } = await asaas<{ data: { id: string }[] }>('GET', '/webhooks')
    const queue = (interrupted: boolean) => asaas('PUT', `/webhooks/${data[0]!.id}`, { interrupted })
    const notice = page.getByRole('alert').filter({ hasText: 'O Asaas parou de avisar sobre pagamentos' })
    onTestFinished(async () => void (await queue(false).then(reconcile)))
    await queue(true)
    await reconcile()
    await open()
    await notice.getByText('Reative a fila.').waitFor()
    await notice.getByText(/^Conferido hoje \d\d:\d\d$/).waitFor()
    await expectAccessible(page)

    await queue(false)
    await reconcile()
    await page.reload()
    await page.getByText('Receita em 30 dias').waitFor()
    await notice.waitFor({ state: 'detached' })
  })
})

describe('the nightly check of the books', () => {
  it('is a line while they are in order, and an alert that names the clinic and its fault', async () => {
    const { databaseUrl, functionsUrl, secretKey } = ownStack()
    const sql = postgres(databaseUrl, { max: 1 })
    onTestFinished(() => sql.end())
    await newAccount(`Clínica Livros ${Date.now()}`)
    const checkBooks = () =>
      fetch(`${functionsUrl}/process-jobs`, {
        method: 'POST',
        headers: { apikey: secretKey, 'content-type': 'application/json' },
        body: '{"task":"books"}',
      })
    expect(await (await checkBooks()).json()).toEqual({ faults: 0 })
    await open()
    await page.getByText(/^Livros conferidos hoje \d\d:\d\d · em ordem$/).waitFor()
    await expectAccessible(page)

    await sql`insert into app.book_checks (faults)
      select jsonb_build_array(jsonb_build_object('tenant_id', id, 'addon_type', null, 'fault', 'balance'))
      from public.tenants where slug = 'aurora'`
    onTestFinished(async () => void (await checkBooks()))
    await page.reload()
    const alert = page.getByRole('alert').filter({ hasText: 'Há saldos que não batem' })
    await alert.getByText('Clínica Aurora').waitFor()
    await alert.getByText('Créditos de WhatsApp: o saldo é diferente da soma das movimentações.').waitFor()
    await expectAccessible(page)
  })
})

describe('hundreds of clinics', () => {
  it('are all reached: page after page in the list, and by name or to the end in the field', async () => {
    const stamp = Date.now()
    const prefix = `Clínica Lote ${stamp}`
    const sql = postgres(ownStack().databaseUrl, { max: 1 })
    await sql`
      insert into public.tenants (slug, name)
      select 'lote-' || ${stamp}::text || '-' || n, ${prefix} || ' ' || lpad(n::text, 3, '0') from generate_series(1, 210) n`
    onTestFinished(async () => {
      await sql`delete from public.tenants where name like ${`${prefix}%`}`
      await sql.end()
    })
    await open()
    const card = page.getByRole('region', { name: 'Saldo das clínicas' })
    await card.getByLabel('Buscar clínica').fill(prefix)
    const rows = card.getByRole('row').filter({ has: page.getByRole('cell', { name: prefix }) })
    await expect.poll(() => rows.count()).toBe(50)
    const more = card.getByRole('button', { name: 'Mostrar mais' })
    for (const count of [100, 150, 200, 210]) {
      await more.click()
      await expect.poll(() => rows.count()).toBe(count)
    }
    expect(await more.count()).toBe(0)

    await page.getByRole('link', { name: 'Recarga' }).click()
    const field = page.getByRole('combobox', { name: 'Clínica' })
    await field.fill(prefix)
    const options = page.getByRole('option')
    await expect.poll(() => options.count()).toBe(50)
    const scrolled = async () => {
      await options.last().scrollIntoViewIfNeeded()
      return options.count()
    }
    await expect.poll(scrolled, { timeout: 10_000 }).toBe(210)
    await field.fill(`${prefix} 207`)
    await expect.poll(() => options.count()).toBe(1)
    await options.click()
    expect(await field.inputValue()).toBe(`${prefix} 207`)
    await page.getByText('Saldo agora').waitFor()
    await page.getByRole('button', { name: 'Limpar a clínica' }).click()
    expect(await field.inputValue()).toBe('')
  })
})

describe('every tab', () => {
  it.each(['', '/produtos', '/clinicas', '/transacoes', '/pacotes', '/recarga'])(
    '"%s" is accessible',
    async (tab) => {
      await open(tab)
      await page.getByRole('heading', { name: 'Créditos e recursos extras', level: 1 }).waitFor()
      await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
      await expectAccessible(page)
    },
  )
})

it('sends whoever does not run the service home', async () => {
  await new AuthPages(page).signIn(
    { email: 'admin@aurora.test', password: demoPassword },
    '/saas/addons/recarga',
  )
  await page.waitForURL((url) => url.pathname === '/')
})
