import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

const choose = (page: Page, name: string, text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') })

describe('imports', () => {
  it('take a file, say what was refused, take it again corrected, and go back', async () => {
    const owner = await newAccount('Clínica das Planilhas', 'Paula Planilha')
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await storeSession(page, owner)
    await page.goto('/pacientes')
    await page.getByRole('link', { name: 'Importar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Importar planilha' }).waitFor()
    await choose(
      page,
      'base.csv',
      'Paciente;CPF;Celular\r\nConceição Ávila;222.333.444-05;(11) 98765-0001\r\n=Bia;;123\r\n',
    )
    await page.getByText('1 de 2 linhas serão importadas.').waitFor()
    await page.getByText('telefone que não dá para ler').first().waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Importar 1 linha' }).click()

    const card = page.getByRole('article', { name: 'base.csv' })
    await card.getByText('Concluída').waitFor()
    await expectAccessible(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('button', { name: 'Baixar recusadas' }).click(),
    ])
    const rejected = readFileSync(await download.path(), 'utf8')
    expect(rejected).toContain(`'=Bia;;123;telefone que não dá para ler`)

    await page.getByRole('link', { name: 'Importar planilha' }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: 'corrigidas.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rejected.replace('123', '11987650002')),
    })
    await page.getByText('1 de 1 linhas serão importadas.').waitFor()
    await page.getByRole('button', { name: 'Importar 1 linha' }).click()
    const second = page.getByRole('article', { name: 'corrigidas.csv' })
    await second.getByText('Concluída').waitFor()
    await second.getByRole('button', { name: 'Desfazer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Desfazer' }).click()
    await second.getByText('1 cadastro voltou a ser como era.').waitFor()

    await page.goto('/pacientes')
    await page.getByRole('link', { name: 'Conceição Ávila' }).waitFor()
    expect(await page.getByText('=Bia').count()).toBe(0)
  })
})
