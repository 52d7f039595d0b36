import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { AuthPages } from './pages/auth.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { control, freshPhone, patientWrites } from './support/simulators.ts'
import { ownStack } from '../stack/support/stack.ts'
import { gradientPng } from '../../local/simulators/core/samples.ts'

const browser = useBrowser()

async function openChannels(owner: Account, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(owner, '/configuracoes/whatsapp')
  return page
}

const card = (page: Page, name: string) => page.getByRole('region', { name })
const confirm = (page: Page, action: string) =>
  page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click()

describe('the clinic’s own phone', () => {
  it('is paired by QR code, shown live, disconnected and deactivated', async () => {
    const owner = await newAccount()
    const page = await openChannels(owner)
    await card(page, 'Pessoal').getByRole('button', { name: 'Conectar celular' }).click()
    await page.getByText('Marque que leu o aviso para conectar.').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Li e entendi o risco.').check()
    await card(page, 'Pessoal').getByRole('button', { name: 'Conectar celular' }).click()
    await page.getByRole('img', { name: 'QR code para parear o WhatsApp' }).waitFor()
    await card(page, 'Pessoal').getByText('Aguardando o celular').waitFor()
    await expectAccessible(page)

    await control('/scan', { instance: `zelo-${owner.tenantId}` })
    await card(page, 'Pessoal').getByText('Conectado', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'WhatsApp conectado' }).waitFor()
    await expectAccessible(page)

    await card(page, 'Pessoal').getByRole('button', { name: 'Desconectar celular' }).click()
    await confirm(page, 'Desconectar celular')
    // without a further click
    await page.getByRole('img', { name: 'QR code para parear o WhatsApp' }).waitFor()
    await control('/scan', { instance: `zelo-${owner.tenantId}` })
    await card(page, 'Pessoal').getByText('Conectado', { exact: true }).waitFor()

    const own = freshPhone()
    await page.getByLabel('Seu celular').fill(own)
    await page.getByRole('button', { name: 'Mandar teste' }).click()
    await page.getByText('Enviada. Veja no seu celular.').waitFor()
    await expectAccessible(page)

    await card(page, 'Pessoal').getByRole('button', { name: 'Desativar' }).click()
    await confirm(page, 'Desativar')
    await card(page, 'Pessoal').getByRole('button', { name: 'Conectar celular' }).waitFor()
    await page.getByRole('link', { name: 'Sem WhatsApp' }).waitFor()
  })
})

describe('what was said before', () => {
  it('is imported when the phone is connected, its progress shown, without a mark of unread', async () => {
    const owner = await newAccount()
    const page = await openChannels(owner)
    await card(page, 'Pessoal').getByLabel('Li e entendi o risco.').check()
    await card(page, 'Pessoal').getByRole('button', { name: 'Conectar celular' }).click()
    await page.getByRole('img', { name: 'QR code para parear o WhatsApp' }).waitFor()
    const instance = `zelo-${owner.tenantId}`
    const phone = freshPhone()
    await patientWrites({
      provider: 'evolution',
      instance,
      from: phone,
      name: 'Rosa Maria',
      text: 'Até terça!',
      at: new Date(Date.now() - 3_600_000).toISOString(),
      unheard: true,
    })
    await control('/scan', { instance })
    const history = page.getByRole('region', { name: 'Histórico de conversas' })
    await history.getByText('Esperando o celular entregar as conversas…').waitFor()
    await expectAccessible(page)
    await history.getByText(/^Histórico importado/).waitFor({ timeout: 60_000 })
    await history.getByText(/1 de 1 conversa · 1 mensagem guardada/).waitFor()
    await history.getByRole('button', { name: 'Importar de novo' }).waitFor()
    await page.goto('/conversas')
    const row = page
      .getByRole('navigation', { name: 'Lista de conversas' })
      .getByRole('link', { name: 'Rosa Maria' })
    await row.waitFor()
    expect(await row.getByText(/não lida/).count()).toBe(0)

    // she writes, and her picture takes the place of her initials: in the list and over the conversation
    const picture = Buffer.from(gradientPng(96)).toString('base64')
    await patientWrites({
      provider: 'evolution',
      instance,
      from: phone,
      name: 'Rosa Maria',
      text: 'Oi!',
      picture,
    })
    await row.locator('img').waitFor({ timeout: 30_000 })
    await row.click()
    await page.getByRole('main').locator('header img').first().waitFor()
    await expectAccessible(page)
  })
})

describe('the official number', () => {
  const digits = freshPhone().slice(-8)
  const account = {
    sid: `ACtest${digits.padStart(26, '0')}`,
    authToken: 'token-da-clinica',
    number: `+155${digits}`,
  }

  const fill = async (page: Page, token: string) => {
    await page.getByLabel('Account SID', { exact: true }).fill(account.sid)
    await page.getByLabel('Auth token').fill(token)
    await page.getByLabel('Número do WhatsApp').fill(`whatsapp:${account.number}`)
    await page.getByRole('button', { name: 'Testar e salvar' }).click()
  }

  it('is saved only with credentials that work, and takes over from the phone after asking', async () => {
    await control('/accounts', {
      ...account,
      inboundUrl: `${ownStack().functionsUrl}/twilio-whatsapp-inbound`,
    })
    const page = await openChannels(await newAccount(), { allowErrors: /status of 4\d\d/ })
    await page.getByLabel('Li e entendi o risco.').check()
    await card(page, 'Pessoal').getByRole('button', { name: 'Conectar celular' }).click()
    await card(page, 'Pessoal').getByText('Aguardando o celular').waitFor()

    await page.getByRole('button', { name: 'Trocar para o número oficial' }).click()
    await page.getByRole('button', { name: 'Testar e salvar' }).click()
    await page.getByText('O Account SID começa com AC').waitFor()
    await expectAccessible(page)

    await fill(page, 'errado-errado')
    await confirm(page, 'Trocar')
    await page.getByText('As credenciais não conferem.').waitFor()
    await card(page, 'Pessoal').getByText('Aguardando o celular').waitFor()

    await fill(page, account.authToken)
    await confirm(page, 'Trocar')
    await card(page, 'Oficial').getByText('Falta testar', { exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Falta pouco para conectar' }).waitFor()
    await expectAccessible(page)
    await patientWrites({ provider: 'twilio', account: account.sid, from: freshPhone(), text: 'Oi' })
    await card(page, 'Oficial').getByText('Conectado', { exact: true }).waitFor()
    const webhook = page.getByLabel('Endereço para mensagens recebidas', { exact: true })
    expect(await webhook.inputValue()).toMatch(/\/functions\/v1\/twilio-whatsapp-inbound#rc=5&rp=all$/)
    await card(page, 'Pessoal').getByRole('button', { name: 'Trocar para o celular' }).waitFor()
    await expectAccessible(page)
  })
})
