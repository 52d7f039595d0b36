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

describe('the knowledge', () => {
  it('is written, prepared, asked and deleted with a way back', async () => {
    const owner = await newAccount('Clínica do Saber', 'Sabrina Saber')
    const page = await openAs(owner, '/conhecimento')
    await page.getByText('Nada por escrito ainda.', { exact: false }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Novo documento' }).first().click()
    await page.getByText('Perguntas', { exact: true }).click()
    await page.getByLabel('Título').fill('Perguntas frequentes')
    await page.getByLabel('Pergunta 1').fill('Tem estacionamento?')
    await page.getByLabel('Resposta').fill('Temos oito vagas gratuitas atrás da casa.')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    const row = page.getByRole('row', { name: /Perguntas frequentes/ })
    await row.getByText('Pronto').waitFor()
    await page.getByLabel('Perguntar').fill('vocês têm estacionamento?')
    await page.getByRole('button', { name: 'Procurar' }).click()
    const answer = page.getByRole('region', { name: 'Perguntar' })
    await answer.getByText('Temos oito vagas gratuitas atrás da casa.').waitFor()
    await answer.getByRole('link', { name: /Perguntas frequentes/ }).waitFor()
    await expectAccessible(page)
    await page.getByLabel('Perguntar').fill('vocês fazem quiropraxia?')
    await page.getByRole('button', { name: 'Procurar' }).click()
    await answer.getByText('Isto não está nos documentos.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Excluir: Perguntas frequentes' }).click()
    await row.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await row.waitFor()
  })

  it('is read from a file on a phone, and looked at in passages', async () => {
    const owner = await newAccount('Clínica dos Arquivos', 'Aline Arquivo')
    const page = await openAs(owner, '/conhecimento/novo', { viewport: { width: 390, height: 844 } })
    await page.getByText('Arquivo', { exact: true }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: 'regras.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('# Regras da casa\n\nDesmarque até 12 horas antes.'),
    })
    await page.getByLabel('Texto', { exact: true }).last().waitFor()
    expect(await page.getByLabel('Título').inputValue()).toBe('Regras da casa')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('link', { name: 'Regras da casa' }).click()
    await page.getByText('Pronto').waitFor()
    await page.getByText('1. Regras da casa').click()
    await page.getByText('Desmarque até 12 horas antes.').last().waitFor()
    await expectAccessible(page)
  })
})
