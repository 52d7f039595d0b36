import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

/** A day of the clinic's calendar. */
const day = (offset: number) =>
  new Date(Date.now() - 3 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10)

/** A clinic of two therapists: the owner held two sessions and missed one, Téo held one. */
async function openClinic(): Promise<{ owner: Account; therapist: Account }> {
  const owner = await newAccount('Clínica do Painel', 'Olívia Souza')
  const therapist = await newColleague(owner, 'therapist', 'Téo Lima')
  const call = async (name: string, args: object) => {
    const { error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  }
  const [typeId, patientId] = [crypto.randomUUID(), crypto.randomUUID()]
  const ids = await Promise.all(
    [owner, therapist].map(async ({ client }) => (await client.auth.getUser()).data.user!.id),
  )
  for (const p_user_id of ids) await call('save_therapist', { p_user_id, p_therapist: { color: 'teal' } })
  await call('save_session_type', {
    p_id: typeId,
    p_type: { name: 'Psicoterapia', minutes: 50, color: 'teal', capacity: 1, price_cents: 20000 },
  })
  await call('save_patient', { p_id: patientId, p_version: null, p_patient: { full_name: 'Ana Painel' } })
  const sessions = [
    [0, -1, '09:00', 'attended'],
    [0, -2, '10:00', 'attended'],
    [0, -3, '11:00', 'missed'],
    [1, -2, '15:00', 'attended'],
  ] as const
  for (const [who, days, time, p_status] of sessions) {
    const p_id = crypto.randomUUID()
    await call('book_session', {
      p_id,
      p_session: {
        therapist_id: ids[who],
        start_local: `${day(days)}T${time}`,
        session_type_id: typeId,
        patient_ids: [patientId],
      },
    })
    await call('set_session_status', { p_id, p_status })
  }
  return { owner, therapist }
}

async function open(who: Account, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto(`/painel?periodo=livre&de=${day(-6)}&ate=${day(0)}`)
  return page
}

const number = (page: Page, name: string) =>
  page.getByRole('article', { name, exact: true }).locator('p').first().innerText()

describe('the dashboard', () => {
  it('shows the clinic, explains each number, leads to the list behind it, and has a table for each chart', async () => {
    const { owner } = await openClinic()
    const page = await open(owner)
    await page.getByRole('article', { name: 'Sessões realizadas' }).waitFor()
    expect(await number(page, 'Sessões realizadas')).toContain('3')
    expect(await number(page, 'Taxa de faltas')).toContain('25%')
    expect(await number(page, 'Pacientes novos')).toContain('1')
    expect(await number(page, 'Cobrado')).toMatch(/R\$\s800,00/)
    expect(await number(page, 'Em aberto')).toMatch(/R\$\s800,00/)

    await page.getByRole('button', { name: 'Como se calcula: Taxa de faltas' }).click()
    await page.getByText('Faltas divididas por sessões realizadas mais faltas').waitFor()
    await page.locator('canvas').first().waitFor()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Ver como tabela: Sessões' }).click()
    const table = page.getByRole('table', { name: 'Sessões', exact: true })
    await table.getByRole('columnheader', { name: 'Faltas' }).waitFor()
    expect(await table.getByRole('row').count()).toBe(8)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Baixar CSV: Por terapeuta' }).click(),
    ])
    expect(file.suggestedFilename()).toBe(`painel-terapeutas-${day(-6)}-${day(0)}.csv`)

    await page.getByLabel('Terapeuta', { exact: true }).selectOption({ label: 'Téo Lima' })
    await expect.poll(() => number(page, 'Sessões realizadas')).toMatch(/^1/)
    await page.getByRole('article', { name: 'Atrasado' }).getByRole('link').click()
    await page.waitForURL(/financeiro\?situacao=atrasadas/)
  })

  it('a therapist sees the own numbers on a phone; the reception has no dashboard', async () => {
    const { owner, therapist } = await openClinic()
    const page = await open(therapist, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    await page.getByText('Como vão os seus atendimentos').waitFor()
    expect(await number(page, 'Sessões realizadas')).toContain('1')
    expect(await number(page, 'Cobrado')).toMatch(/R\$\s200,00/)
    expect(await page.getByLabel('Terapeuta', { exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Ver como tabela: Sessões' }).click()
    await page.getByRole('table', { name: 'Sessões', exact: true }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)

    const desk = await newColleague(owner, 'operator', 'Rita Balcão')
    const other = await open(desk)
    await other.getByText('Você não tem acesso a “Painel”').waitFor()
    expect(await other.getByRole('link', { name: 'Painel' }).count()).toBe(0)
  })
})
