import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

/** A day of the clinic's calendar. */
const day = (offset: number) =>
  new Date(Date.now() - 3 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10)

/** A clinic whose owner held one session and missed another that nobody was reminded of. */
async function openClinic(): Promise<Account> {
  const owner = await newAccount('Clínica dos Relatórios', 'Rosa Relatório')
  const call = async (name: string, args: object) => {
    const { error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  }
  const [typeId, patientId] = [crypto.randomUUID(), crypto.randomUUID()]
  const { id } = (await owner.client.auth.getUser()).data.user!
  await call('save_therapist', { p_user_id: id, p_therapist: { color: 'teal' } })
  await call('save_session_type', {
    p_id: typeId,
    p_type: { name: 'Psicoterapia', minutes: 50, color: 'teal', capacity: 1, price_cents: 20000 },
  })
  await call('save_patient', { p_id: patientId, p_version: null, p_patient: { full_name: 'Fábio Faltoso' } })
  for (const [days, p_status] of [
    [-2, 'attended'],
    [-3, 'missed'],
  ] as const) {
    const p_id = crypto.randomUUID()
    await call('book_session', {
      p_id,
      p_session: {
        therapist_id: id,
        start_local: `${day(days)}T09:00`,
        session_type_id: typeId,
        patient_ids: [patientId],
      },
    })
    await call('set_session_status', { p_id, p_status })
  }
  return owner
}

async function open(who: Account, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto(`/relatorios?periodo=livre&de=${day(-6)}&ate=${day(0)}`)
  await page.getByRole('article', { name: 'Taxa de faltas' }).waitFor()
  return page
}

describe('reports', () => {
  it('show how people were served, lead to what is behind a number, are saved as a file and sent by e-mail', async () => {
    const owner = await openClinic()
    const page = await open(owner)
    await page.getByRole('article', { name: 'Taxa de faltas' }).getByText('50%').waitFor()
    await page.getByRole('table', { name: 'Quando as pessoas escrevem' }).waitFor()
    await page.locator('canvas').first().waitFor()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Ver 1 faltas: Sem lembrete' }).click()
    const behind = page.getByRole('dialog', { name: 'Faltas' })
    await behind.getByRole('link', { name: 'Fábio Faltoso' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await behind.waitFor({ state: 'detached' })

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Baixar CSV', exact: true }).click(),
    ])
    const csv = await readFile(await file.path(), 'utf8')
    expect(csv).toContain('Sem lembrete;Faltas;1;0')

    await page.getByRole('button', { name: 'Receber por e-mail' }).click()
    const dialog = page.getByRole('dialog', { name: 'Relatório por e-mail' })
    await dialog.getByRole('checkbox', { name: 'Rosa Relatório' }).check()
    await dialog.getByRole('button', { name: 'Agendar' }).click()
    await dialog.getByText('Toda semana · Horas de expediente').waitFor()
    await expectAccessible(page)
  })

  it('fit a phone, and show a colleague the own numbers', async () => {
    const owner = await newAccount('Clínica dos Relatórios', 'Olga Relatório')
    const reception = await newColleague(owner, 'operator', 'Rita Recepção')
    const page = await open(reception, { viewport: { width: 390, height: 844 } })
    await page.getByText('Como foram os seus atendimentos, em números.').waitFor()
    expect(await page.getByRole('button', { name: 'Receber por e-mail' }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})
