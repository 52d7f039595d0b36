import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function open(who: Account, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto('/configuracoes/operacao')
  await page.getByRole('heading', { name: 'O que avisa a clínica' }).waitFor()
  return page
}

describe('operations', () => {
  it('say that all is well, and take what the clinic wants to be warned of', async () => {
    const owner = await newAccount('Clínica da Operação', 'Otávia Operação')
    const page = await open(owner)
    await page.getByText('Nada pede a sua atenção.').waitFor()
    await expectAccessible(page)

    const queue = page.getByRole('group', { name: 'A fila está parada' })
    await queue.getByLabel('Espera de (min)').fill('0')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await queue.getByText('De 2 a 1440.').waitFor()
    await queue.getByLabel('Espera de (min)').fill('40')
    await queue.getByLabel('E-mail').uncheck()
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Avisos salvos.').waitFor()
    await page.reload()
    await queue.waitFor()
    expect(await queue.getByLabel('Espera de (min)').inputValue()).toBe('40')
    expect(await queue.getByLabel('E-mail').isChecked()).toBe(false)
  })

  it('fit a phone', async () => {
    const owner = await newAccount('Clínica da Operação', 'Olavo Operação')
    const page = await open(owner, { viewport: { width: 390, height: 844 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})

describe('whoever runs the service', () => {
  it('sees the WhatsApp of each clinic, and no message or patient', async () => {
    const name = `Clínica Vista ${crypto.randomUUID().slice(0, 8)}`
    await newAccount(name, 'Vera Vista')
    const page = await browser.newPage()
    await new AuthPages(page).signIn({ email: 'saas@zelo.test', password: demoPassword }, '/saas/whatsapp')
    await page.getByRole('heading', { name: 'WhatsApp das clínicas' }).waitFor()
    await page.getByLabel('Buscar clínica').fill(name)
    const row = page.getByRole('row').filter({ hasText: name })
    await row.waitFor()
    await page.getByText('Clínica Aurora').waitFor({ state: 'detached' })
    expect(await row.textContent()).toContain('Sem WhatsApp')
    await expectAccessible(page)

    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByText(name).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})
