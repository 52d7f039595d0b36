import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { asService } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'

const browser = useBrowser()
const addons = '/configuracoes/recursos-extras'

/** A clinic that was given two add-ons and used one of them. */
async function newClinicWithAddons(): Promise<Account> {
  const owner = await newAccount(`Clínica Extras ${Date.now()}`)
  const call = async (name: string, args: Record<string, unknown>) => {
    const { error } = await asService().rpc(name, { p_tenant_id: owner.tenantId, ...args })
    expect(error).toBeNull()
  }
  for (const [type, credits] of [
    ['sms', 30],
    ['transcription', 8],
  ]) {
    await call('add_addon_credits', {
      p_addon_type: type,
      p_credits: credits,
      p_reference: `${owner.tenantId}:given-${type}`,
      p_type: 'purchase',
    })
  }
  await call('deduct_addon_credits', {
    p_addon_type: 'sms',
    p_credits: 3,
    p_reference: `${owner.tenantId}:used-sms`,
  })
  return owner
}

async function open(account: Account, path: string): Promise<Page> {
  const page = await browser.newPage()
  await new AuthPages(page).signIn(account, path)
  return page
}

async function download(page: Page, format: 'CSV' | 'XLSX'): Promise<Buffer> {
  const started = page.waitForEvent('download')
  await page.getByRole('button', { name: `Baixar ${format}` }).click()
  const file = await started
  expect(file.suggestedFilename()).toBe(`extrato-recursos-extras.${format.toLowerCase()}`)
  return readFile(await file.path())
}

describe('the add-ons of a clinic', () => {
  it('are read by the supervisor, filtered, and saved as the filter shows them', async () => {
    const supervisor = await newColleague(await newClinicWithAddons(), 'supervisor')
    const page = await open(supervisor, addons)
    await page.getByRole('heading', { name: 'Transcrição de áudios' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Extrato de recursos extras' }).click()

    const rows = page.getByRole('row').filter({ has: page.getByRole('cell') })
    await expect.poll(() => rows.count()).toBe(3)
    await page.getByLabel('Recurso', { exact: true }).selectOption({ label: 'SMS' })
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByLabel('Período').selectOption({ label: '7 dias' })
    await page.getByLabel('Tipo').selectOption({ label: 'Uso' })
    await expect.poll(() => rows.count()).toBe(1)
    await expectAccessible(page)

    const csv = (await download(page, 'CSV')).toString('utf8').trim().split(/\r?\n/)
    expect(csv).toHaveLength(2)
    expect(csv[1]).toMatch(/\d\d\/\d\d\/\d{4}, \d\d:\d\d.*SMS.*Uso/)
    const files = unzipSync(new Uint8Array(await download(page, 'XLSX')))
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!)
    expect(sheet.match(/<row /g)).toHaveLength(2)

    await page.getByLabel('Tipo').selectOption({ label: 'Ajuste' })
    await page.getByText('Nenhum movimento com estes filtros.').waitFor()
    expect(await page.getByRole('button', { name: 'Baixar CSV' }).isDisabled()).toBe(true)
  })

  it('are balances alone for the reception', async () => {
    const reception = await newColleague(await newClinicWithAddons(), 'operator')
    const page = await open(reception, addons)
    await page.getByRole('heading', { name: 'SMS' }).waitFor()
    expect(await page.getByRole('link', { name: 'Extrato de recursos extras' }).count()).toBe(0)
    await page.goto(`${addons}/extrato`)
    await page.waitForURL((url) => !url.pathname.startsWith(addons))
  })
})
