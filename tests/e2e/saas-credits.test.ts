import type { Page } from 'playwright-core'
import postgres from 'postgres'
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'

const browser = useBrowser()
const saas = { email: 'saas@zelo.test', password: demoPassword }
let page: Page

beforeEach(async () => {
  page = await browser.newPage()
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

    await open('/recarga')
    const form = page.getByRole('form', { name: 'Recarga de créditos de WhatsApp' })
    const give = form.getByRole('button', { name: 'Recarregar' })
    await give.click()
    await form.getByText('Explique o motivo').waitFor()
    await form.getByLabel('Buscar clínica').fill(name)
    await form.getByRole('option', { name: `${name} · 0 créditos` }).waitFor({ state: 'attached' })
    await form.getByLabel('Clínica', { exact: true }).selectOption({ label: `${name} · 0 créditos` })
    await form.getByLabel('Créditos', { exact: true }).fill('1.250')
    await form.getByLabel('Motivo').fill('Cortesia da inauguração')
    await expectAccessible(page)
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

    const row = page.getByRole('row', { name })
    await row.getByText('R$ 1.289,90').waitFor()
    const rows = page.getByRole('row')
    const place = async () => (await rows.allInnerTexts()).findIndex((text) => text.includes(name))
    const before = await place()
    await page.getByRole('button', { name: `Subir ${name}` }).click()
    await expect.poll(place).toBe(before - 1)

    await row.getByRole('switch').click()
    await expect.poll(() => row.getByRole('switch').getAttribute('aria-checked')).toBe('false')
    await expectAccessible(page)
    await page.getByRole('button', { name: `Excluir ${name}` }).click()
    await dialog().getByRole('button', { name: 'Excluir' }).click()
    await row.waitFor({ state: 'detached' })
  })
})

describe('add-ons', () => {
  it('are given to a clinic, limited, and found in the transactions', async () => {
    await open('/clinicas')
    await page.getByRole('button', { name: 'Dar créditos de recurso' }).click()
    await dialog().getByLabel('Clínica').selectOption({ label: 'Clínica Aurora' })
    await dialog().getByLabel('Tipo').selectOption('sms')
    await dialog().getByLabel('Créditos', { exact: true }).fill('30')
    await dialog().getByLabel('Motivo').fill('Teste de SMS')
    await dialog().getByRole('button', { name: 'Dar créditos', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })

    const row = page.getByRole('row', { name: /Clínica Aurora.*sms/s })
    await row.getByRole('button', { name: 'Limites' }).click()
    await dialog().getByLabel('Limite por dia').fill('10')
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await row.getByText('0 de 10').waitFor()

    await page.getByRole('link', { name: 'Movimentações' }).click()
    await page
      .getByRole('row', { name: /Teste de SMS/ })
      .first()
      .waitFor()
    await expectAccessible(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Exportar CSV' }).click()
    expect((await download).suggestedFilename()).toBe('movimentacoes-recursos.csv')
  })
})

describe('the nightly check of the books', () => {
  it('is a line while they are in order, and an alert that names the clinic and its fault', async () => {
    const { databaseUrl, functionsUrl, secretKey } = inject('stack')
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
  await page.waitForURL('**/conversas**')
})
