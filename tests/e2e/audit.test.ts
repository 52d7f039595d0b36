import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'

const browser = useBrowser()
const path = '/configuracoes/auditoria'
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const
let admin: Account
/** Unique in every run, so that a second run on the same stack finds its own. */
const name = `Ágata Auditada ${crypto.randomUUID().slice(0, 8)}`

beforeAll(async () => {
  const owner = await asUser('admin@aurora.test')
  const { data } = await owner.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  admin = await newColleague({ client: owner, tenantId: clinic?.tenant_id ?? null }, 'admin', 'Alba Auditora')
  const id = crypto.randomUUID()
  const patient = { p_tenant_id: admin.tenantId, p_id: id, p_phones: [], p_emails: [], p_relations: [] }
  const saved = await admin.client.rpc('save_patient', {
    ...patient,
    p_version: null,
    p_patient: { full_name: name, birth_date: '1990-05-01' },
  })
  const { version } = (saved.data as { patient: { version: number } }).patient
  await admin.client.rpc('save_patient', {
    ...patient,
    p_version: version,
    // a spreadsheet would calculate it
    p_patient: { full_name: name, birth_date: '1991-06-02', city: '=1+1' },
  })
})

async function open(options?: OpenOptions, query = '') {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(admin, path + query)
  return page
}

describe('the audit', () => {
  it('tells who changed what, field by field, is narrowed, and leads to the thing', async () => {
    const page = await open()
    await page.getByLabel('Pessoa').selectOption({ label: 'Alba Auditora' })
    await page.getByLabel('Ação').selectOption({ label: 'Paciente alterado' })
    const row = page.getByRole('row').filter({ hasText: name })
    await row.getByText('Paciente alterado').waitFor()
    await row.getByText('Paciente cadastrado').waitFor({ state: 'detached' })
    expect(await row.count()).toBe(1)
    await expectAccessible(page)

    await row.getByRole('button', { name: /Paciente alterado/ }).click()
    const dialog = page.getByRole('dialog')
    const birth = dialog.getByRole('row').filter({ hasText: 'Nascimento' })
    await birth.getByText('01/05/1990').waitFor()
    await birth.getByText('02/06/1991').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('link', { name: 'Só deste assunto' }).click()
    await page.getByText('Mostrando só o que aconteceu com este assunto.').waitFor()
    await page.getByRole('row').filter({ hasText: 'Paciente cadastrado' }).waitFor()
    expect(new URL(page.url()).searchParams.get('assunto')).toBe('patient')
  })

  it('is checked to its end, and saved as a file that no spreadsheet calculates', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Conferir agora' }).click()
    await page.getByText('Conferido: a corrente está íntegra.').waitFor()
    await page.getByText(/^Íntegro até /).waitFor()

    await page.getByLabel('Pessoa').selectOption({ label: 'Alba Auditora' })
    await page.getByRole('row').filter({ hasText: name }).first().waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Baixar CSV' }).click()
    const file = readFileSync(await (await downloading).path(), 'utf8')
    expect(file).toContain(name)
    expect(file).not.toMatch(/(^|[;,"])=1\+1/)
    await page.reload()
    await page.getByRole('row').filter({ hasText: 'Auditoria exportada' }).first().waitFor()
  })

  it('fits a phone', async () => {
    const page = await open(onPhone, '?area=patients')
    await page.getByText(name).first().waitFor()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
