import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { asService } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'

const browser = useBrowser()
const saas = { email: 'saas@zelo.test', password: demoPassword }
let page: Page

beforeEach(async () => {
  page = await browser.newPage({ allowErrors: /status of 409/ })
})

const open = (tab: string) => new AuthPages(page).signIn(saas, `/saas/addons${tab}`)
const dialog = () => page.getByRole('dialog')

async function chooseClinic(where: Pick<Page, 'getByRole'>, name: string): Promise<void> {
  await where.getByRole('combobox', { name: 'Clínica' }).fill(name)
  await where.getByRole('option', { name }).click()
}

/** What the service writes into a clinic's books. */
async function post(rpc: string, tenantId: string | null, type: string, credits: number, name: string) {
  const reference = `${tenantId}:${name}`
  const { error } = await asService().rpc(rpc, {
    p_tenant_id: tenantId,
    p_addon_type: type,
    p_credits: credits,
    p_reference: reference,
  })
  expect(error).toBeNull()
}

async function download(format: 'CSV' | 'XLSX'): Promise<Buffer> {
  const started = page.waitForEvent('download')
  await page.getByRole('button', { name: `Baixar ${format}` }).click()
  const file = await started
  expect(file.suggestedFilename()).toBe(`movimentacoes-recursos.${format.toLowerCase()}`)
  return readFile(await file.path())
}

/** Makes a product of a type of its own, with what the admin types as its price. */
async function newProduct(name: string, type: string, price: string): Promise<void> {
  await page.getByRole('button', { name: 'Novo produto' }).click()
  await dialog().getByLabel('Nome do produto').fill(name)
  await dialog().getByLabel('Tipo', { exact: true }).selectOption({ label: 'Outro tipo' })
  await dialog().getByLabel('Identificador do novo tipo').fill(type)
  await dialog().getByLabel('Créditos', { exact: true }).fill('1.000')
  await dialog().getByLabel('Preço em reais').fill(price)
  await dialog().getByText('R$ 49,90').waitFor()
  await dialog().getByRole('button', { name: 'Salvar' }).click()
  await dialog().waitFor({ state: 'detached' })
}

describe('a product', () => {
  it('is made with a price typed with a point, changed, and deleted after asking', async () => {
    const name = `Minutos ${Date.now()}`
    await open('/produtos')
    await page.getByRole('button', { name: 'Novo produto' }).click()
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await dialog().getByText('Escreva o preço em reais').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await newProduct(name, `voz_${Date.now()}`, '49.90')

    const row = page.getByRole('row', { name })
    await row.getByText('R$ 49,90').waitFor()
    expect(await row.innerText()).toMatch(/Voz \d+[\s\S]*1\.000[\s\S]*oferecido/)
    await page.getByRole('button', { name: `Editar ${name}` }).click()
    expect(await dialog().getByLabel('Preço em reais').inputValue()).toBe('49,90')
    await dialog().getByLabel('Preço em reais').fill('1.049,90')
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Descartar o que foi escrito?' })
    await question.getByRole('button', { name: 'Continuar editando' }).click()
    await question.waitFor({ state: 'detached' })
    await dialog().getByLabel('Visível para as clínicas').click()
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await row.getByText('R$ 1.049,90').waitFor()
    await row.getByText('escondido').waitFor()

    await page.getByRole('button', { name: `Excluir ${name}` }).click()
    await dialog().getByRole('button', { name: 'Cancelar' }).click()
    await dialog().waitFor({ state: 'detached' })
    await row.waitFor()
    await page.getByRole('button', { name: `Excluir ${name}` }).click()
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Excluir' }).click()
    await row.waitFor({ state: 'detached' })
  })

  it('is not deleted but made inactive when it is the last of a type of which clinics have credits', async () => {
    const name = `Fax ${Date.now()}`
    const type = `fax_${Date.now()}`
    await open('/produtos')
    await newProduct(name, type, '49,90')
    const { tenantId } = await newAccount(`Clínica ${name}`)
    await post('add_addon_credits', tenantId, type, 10, 'fax')

    await page.getByRole('button', { name: `Excluir ${name}` }).click()
    await dialog().getByRole('button', { name: 'Excluir' }).click()
    await dialog().getByText('ele não pode ser excluído').waitFor()
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Deixar inativo' }).click()
    await page.getByRole('row', { name }).getByText('inativo').waitFor()

    await page.getByRole('button', { name: `Excluir ${name}` }).click()
    await dialog().getByRole('button', { name: 'Excluir' }).click()
    await page.getByText('Há clínicas com créditos deste tipo').waitFor()
    await page.getByRole('row', { name }).waitFor()
  })
})

describe('add-ons', () => {
  it('are given to a clinic that is looked for, limited, and found in the transactions', async () => {
    const name = `Clínica Doação ${Date.now()}`
    await newAccount(name)
    await open('/clinicas')
    await page.getByRole('button', { name: 'Dar créditos de recurso' }).click()
    await dialog().getByRole('combobox', { name: 'Clínica' }).and(page.locator(':focus')).fill('a')
    await dialog().getByRole('listbox').waitFor()
    await page.keyboard.press('Escape')
    await dialog().getByRole('listbox').waitFor({ state: 'detached' })
    await chooseClinic(dialog(), name)
    // Who types another name and goes on has not chosen the first one any more.
    await dialog().getByRole('combobox', { name: 'Clínica' }).fill('ninguém assim')
    await page.keyboard.press('Tab')
    await dialog().getByRole('button', { name: 'Dar créditos', exact: true }).click()
    await dialog().getByText('Escolha uma clínica.').waitFor()
    await chooseClinic(dialog(), name)
    await dialog().getByLabel('Tipo').selectOption({ label: 'SMS' })
    await dialog().getByLabel('Créditos', { exact: true }).fill('30')
    await dialog().getByLabel('Motivo').fill('Teste de SMS')
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Dar créditos', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })

    await page.getByLabel('Buscar clínica').fill(name.replace('çã', 'ca').toLowerCase())
    const row = page.getByRole('row', { name: new RegExp(`${name}.*SMS`, 's') })
    await row.getByRole('button', { name: 'Limites' }).click()
    await dialog().getByText(`Limites de ${name}: SMS`).waitFor()
    await dialog().getByLabel('Limite por dia').fill('10')
    await expectAccessible(page)
    await dialog().getByRole('button', { name: 'Salvar' }).click()
    await row.getByText('0 de 10').waitFor()

    await page.getByRole('link', { name: 'Movimentações' }).click()
    await chooseClinic(page, name)
    await page.getByRole('row', { name: /Teste de SMS/ }).waitFor()
    await expectAccessible(page)
  })
})

describe('the transactions', () => {
  it('are filtered by clinic, add-on, kind and period, paged, and saved whole as they are filtered', async () => {
    const name = `Clínica Extrato ${Date.now()}`
    const { tenantId } = await newAccount(name)
    await post('add_addon_credits', tenantId, 'sms', 300, 'bought')
    for (let n = 1; n <= 250; n++) await post('deduct_addon_credits', tenantId, 'sms', 1, `used-${n}`)
    await open('/transacoes')
    await chooseClinic(page, name)
    const rows = page.getByRole('row').filter({ has: page.getByRole('cell', { name }) })
    await expect.poll(() => rows.count()).toBe(50)
    await page.getByRole('button', { name: 'Mostrar mais' }).click()
    await expect.poll(() => rows.count()).toBe(100)
    await page.getByLabel('Movimento', { exact: true }).selectOption({ label: 'Compra' })
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByLabel('Movimento', { exact: true }).selectOption({ label: 'Uso' })
    await page.getByLabel('Período').selectOption({ label: '7 dias' })
    await page.getByLabel('Tipo').selectOption({ label: 'SMS' })
    await expect.poll(() => rows.count()).toBe(50)
    await expectAccessible(page)

    const csv = (await download('CSV')).toString('utf8')
    expect(csv.startsWith('\uFEFF')).toBe(true)
    const { data, errors } = Papa.parse<Record<string, string>>(csv.slice(1).trim(), {
      header: true,
      delimiter: ';',
    })
    expect(errors).toEqual([])
    expect(data[0]).toMatchObject({
      Clínica: name,
      Tipo: 'SMS',
      Movimento: 'Uso',
      Créditos: '-1',
      'Saldo depois': '50',
      Quando: expect.stringMatching(/^\d\d\/\d\d\/\d{4}, \d\d:\d\d$/),
    })
    const balances = data.map((line) => Number(line['Saldo depois']))
    expect(balances).toEqual(Array.from({ length: 250 }, (_, n) => 50 + n))

    const files = unzipSync(new Uint8Array(await download('XLSX')))
    expect(strFromU8(files['xl/worksheets/sheet1.xml']!).match(/<row /g)).toHaveLength(251)

    await page.getByLabel('Tipo').selectOption({ label: 'Transcrição de áudios' })
    await page.getByText('Nenhuma movimentação com estes filtros.').waitFor()
    expect(await page.getByRole('button', { name: 'Baixar CSV' }).isDisabled()).toBe(true)
  })
})
