import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function openAs(who: Account, path: string, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto(path)
  return page
}

async function savePatient(who: Account, full_name: string, city: string): Promise<void> {
  const { error } = await who.client.rpc('save_patient', {
    p_tenant_id: who.tenantId,
    p_id: crypto.randomUUID(),
    p_version: null as never,
    p_patient: { full_name, city },
  })
  expect(error).toBeNull()
}

describe('a segment', () => {
  it('is written with a live count, saved, and filters the list of patients', async () => {
    const owner = await newAccount('Clínica dos Segmentos', 'Selma Segmento')
    await savePatient(owner, 'Ana Prado', 'Santos')
    await savePatient(owner, 'Bia Reis', 'São Paulo')
    await savePatient(owner, 'Caio Melo', 'Campinas')
    const page = await openAs(owner, '/vendas/segmentos')
    await page.getByRole('link', { name: 'Novo segmento' }).first().click()
    await page.getByLabel('Nome do segmento').fill('Santos e capital')
    const first = page.getByRole('group', { name: 'Regra 1' })
    await first.getByLabel('Campo').selectOption('city')
    await page.getByText('Preencha todas as regras para ver quem atende.').waitFor()
    await first.getByLabel('Valor').fill('santos')
    await page.getByText('1 paciente', { exact: true }).waitFor()
    await page.getByText('quem atende a uma delas').click()
    await page.getByRole('button', { name: 'Regra', exact: true }).click()
    const second = page.getByRole('group', { name: 'Regra 2' })
    await second.getByLabel('Campo').selectOption('city')
    await second.getByLabel('Comparação').selectOption('starts')
    await second.getByLabel('Valor').fill('SAO')
    await page.getByText('2 pacientes', { exact: true }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Segmento salvo: Santos e capital').waitFor()
    await page.getByRole('link', { name: 'Abrir na lista' }).click()
    await page.getByRole('heading', { level: 1, name: 'Pacientes' }).waitFor()
    await page.getByRole('link', { name: 'Bia Reis' }).waitFor()
    await page.getByText('Caio Melo').waitFor({ state: 'detached' })
  })

  it('is written on a phone, with groups in groups', async () => {
    const owner = await newAccount('Clínica dos Grupos', 'Gilda Grupo')
    await savePatient(owner, 'Davi Lima', 'Recife')
    const page = await openAs(owner, '/vendas/segmentos/novo', { viewport: { width: 390, height: 844 } })
    await page.getByText('Nenhum paciente', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Remover a regra 1' }).click()
    await page.getByRole('button', { name: 'Grupo', exact: true }).click()
    const group = page.getByRole('group', { name: 'Grupo de regras' })
    const rule = group.getByRole('group', { name: 'Regra 1' })
    await rule.getByLabel('Comparação').selectOption('is_filled')
    await page.getByText('1 paciente', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Davi Lima' }).waitFor()
    await expectAccessible(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
  })
})
