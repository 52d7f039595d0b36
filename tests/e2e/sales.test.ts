import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function openSales(who: Account, path: string, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto(path)
  return page
}

describe('sales', () => {
  it('make a lead a deal, and the deal a customer', async () => {
    const owner = await newAccount('Clínica das Vendas', 'Vera Vendas')
    const page = await openSales(owner, '/vendas/leads')
    await page.getByRole('button', { name: 'Novo lead' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Nome').fill('Otto Reis')
    await dialog.getByLabel('Telefone').fill('11 97777-0001')
    await dialog.getByLabel('Empresa').fill('Padaria Sol')
    await dialog.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Lead salvo: Otto Reis').waitFor()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Otto Reis' }).first().click()
    await page.getByRole('button', { name: 'Converter em oportunidade' }).click()
    const convert = page.getByRole('dialog', { name: 'Converter Otto Reis' })
    await convert.getByLabel('Valor').fill('2.400,00')
    await convert.getByRole('button', { name: 'Converter em oportunidade' }).click()
    await page.getByRole('heading', { level: 1, name: 'Otto Reis' }).waitFor()
    await page.getByText('Lead convertido em oportunidade').waitFor()
    await page.getByRole('button', { name: 'Proposta enviada' }).click()
    await page.getByText('de “Primeiro contato” para “Proposta enviada”').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ganhou' }).click()
    await page.getByText('Oportunidade ganha: Otto Reis').waitFor()

    await page.getByRole('link', { name: 'Otto Reis' }).click()
    await page.getByText('Cliente', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Padaria Sol' }).waitFor()
  })

  it('move a card by the keyboard, on a screen and on a phone', async () => {
    const owner = await newAccount('Clínica do Quadro', 'Quitéria Quadro')
    const { error } = await owner.client.rpc('save_deal', {
      p_tenant_id: owner.tenantId,
      p_id: crypto.randomUUID(),
      p_version: null as never,
      p_deal: { title: 'Avaliação da Escola Lua', value_cents: 180000 },
    })
    expect(error).toBeNull()
    const page = await openSales(owner, '/vendas/oportunidades')
    const card = page.getByRole('link', { name: /Avaliação da Escola Lua/ })
    await card.waitFor()
    await expectAccessible(page)
    await card.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await page.getByText('Movida para “Conversa marcada”').waitFor()
    await page
      .getByRole('region', { name: 'Conversa marcada' })
      .getByRole('link', { name: /Avaliação da Escola Lua/ })
      .waitFor()

    const phone = await openSales(owner, '/vendas/oportunidades', { viewport: { width: 390, height: 844 } })
    await phone.getByRole('button', { name: /Conversa marcada/ }).click()
    await phone.getByRole('link', { name: /Avaliação da Escola Lua/ }).waitFor()
    await expectAccessible(phone)
    await phone.goto('/vendas/contatos')
    await phone.getByText('Nenhum contato ainda').waitFor()
    await expectAccessible(phone)
  })

  it('keep a new contact, and find who it is when it is written twice', async () => {
    const owner = await newAccount('Clínica dos Contatos', 'Célia Contato')
    const page = await openSales(owner, '/vendas/contatos', { allowErrors: /status of 409/ })
    const write = async (name: string, phone: string) => {
      await page.getByRole('button', { name: 'Novo contato' }).first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Nome', { exact: true }).fill(name)
      await dialog.getByRole('button', { name: 'Adicionar telefone' }).click()
      await dialog.getByRole('textbox', { name: 'Telefone 1', exact: true }).fill(phone)
      await dialog.getByRole('button', { name: 'Salvar' }).click()
      return dialog
    }
    await write('Dora Lima', '11 97777-0042')
    await page.getByText('Contato salvo: Dora Lima').waitFor()
    await page.goto('/vendas/contatos')
    await page.getByRole('link', { name: 'Dora Lima' }).first().waitFor()
    await expectAccessible(page)

    const again = await write('Doralice Lima', '11 97777-0042')
    await again.getByRole('listitem').getByText('Dora Lima').waitFor()
    await expectAccessible(page)
  })

  it('make a lead of who writes by WhatsApp', async () => {
    const phone = freshPhone()
    const name = `Interessado ${phone.slice(-6)}`
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'Vi o anúncio. Como começo?' })
    const inbox = new InboxPage(await browser.newPage())
    await inbox.signIn('admin@aurora.test')
    await inbox.open(name)
    const { page } = inbox
    await page.getByRole('button', { name: 'Criar lead' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Nome', { exact: true }).inputValue()).toBe(name)
    await dialog.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText(`Lead salvo: ${name}`).waitFor()
    await page.getByRole('link', { name: new RegExp(`Lead: ${name}`) }).click()
    await page.waitForURL((url) => url.pathname === '/vendas/leads')
    await page.getByText(name).first().waitFor()
    await expectAccessible(page)
  })
})
