import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { demoAsaas } from '../../local/demo.ts'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { asService } from '../stack/support/clients.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { control, freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
const shop = '/configuracoes/creditos-whatsapp'

async function openShop(account: Account): Promise<Page> {
  const page = await browser.newPage()
  await new AuthPages(page).signIn(account, shop)
  await page.getByRole('heading', { name: 'Créditos WhatsApp', level: 1 }).waitFor()
  return page
}

const balance = (page: Page) => page.getByRole('region', { name: 'Saldo' })

async function choose(page: Page, pack: string): Promise<void> {
  await page.getByRole('button', { name: `Comprar ${pack}`, exact: true }).click()
}

/** Gives a clinic a number of its own at the simulated Twilio; its account is what patients write to. */
async function connectOfficialNumber({ client, tenantId }: Account, number: string): Promise<string> {
  const account = { sid: `ACtest${number.slice(1).padStart(26, '0')}`, authToken: 'token-da-clinica', number }
  await control('/accounts', {
    ...account,
    inboundUrl: `${inject('stack').functionsUrl}/twilio-whatsapp-inbound`,
  })
  const { error } = await client.functions.invoke('twilio-channel-provision', {
    body: {
      tenant_id: tenantId,
      account_sid: account.sid,
      auth_token: account.authToken,
      sender_phone: number,
    },
  })
  expect(error).toBeNull()
  return account.sid
}

/** The charge behind the PIX on screen, found as the payer's bank finds it. */
async function pay(copyPaste: string, action: 'pay' | 'expire' = 'pay'): Promise<void> {
  const answer = await fetch(`${inject('stack').simulatorsUrl}/asaas/v3/payments?limit=100`, {
    headers: { access_token: demoAsaas.apiKey },
  })
  const { data } = (await answer.json()) as { data: { id: string }[] }
  for (const { id } of data) {
    const qr = await fetch(`${inject('stack').simulatorsUrl}/asaas/v3/payments/${id}/pixQrCode`, {
      headers: { access_token: demoAsaas.apiKey },
    })
    const { payload } = (await qr.json()) as { payload?: string }
    if (payload !== copyPaste) continue
    await control('/pix', { id, action })
    return
  }
  throw new Error('No charge has this code')
}

describe('buying credits by PIX', () => {
  it('asks who pays, shows the code, and turns to paid with the balance risen, without a reload', async () => {
    const owner = await newAccount()
    const page = await openShop(owner)
    await balance(page).getByText('0', { exact: true }).waitFor()
    await expectAccessible(page)

    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    const document = dialog.getByLabel('CPF ou CNPJ de quem paga')
    await document.fill('11222333000180')
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
    await dialog.getByText('não é um CPF ou CNPJ válido').waitFor()
    await document.fill('11222333000181')
    await document.blur()
    expect(await document.inputValue()).toBe('11.222.333/0001-81')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()

    const code = dialog.getByLabel('PIX copia e cola', { exact: true })
    await code.waitFor()
    await dialog.getByRole('img', { name: 'QR code do PIX' }).waitFor()
    await dialog.getByText(/Vence em \d/).waitFor()
    await dialog.getByRole('button', { name: 'Já paguei' }).click()
    await dialog.getByText('os créditos entram sozinhos').waitFor()
    await expectAccessible(page)

    // Who leaves finds the PIX again.
    await page.reload()
    await page.getByRole('button', { name: 'Ver PIX' }).click()
    await code.waitFor()
    await pay(await code.inputValue())
    await dialog.getByText('100 créditos já estão no saldo.').waitFor()
    await dialog.getByRole('button', { name: 'Fechar' }).last().click()
    await balance(page).getByText('100', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Compras' }).getByText('Paga', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Extrato' }).getByText('+100').waitFor()
    await expectAccessible(page)

    // The document is the clinic's from then on.
    await choose(page, 'Pacote 250')
    expect(await document.inputValue()).toBe('11.222.333/0001-81')
  })

  it('offers a new code when one is over', async () => {
    const page = await openShop(await newAccount())
    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('CPF ou CNPJ de quem paga').fill('529.982.247-25')
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
    const code = dialog.getByLabel('PIX copia e cola', { exact: true })
    await pay(await code.inputValue(), 'expire')
    await dialog.getByText('Este PIX venceu').waitFor()
    await dialog.getByRole('button', { name: 'Gerar novo PIX' }).click()
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
    await code.waitFor()
  })

  it('is for managers; the reception sees the balance and whom to ask', async () => {
    const page = await openShop(await newColleague(await newAccount(), 'operator'))
    await balance(page).getByText('0', { exact: true }).waitFor()
    await page.getByText('Quem compra é o proprietário').waitFor()
    expect(await page.getByRole('button', { name: /^Comprar/ }).count()).toBe(0)
    expect(await page.getByRole('region', { name: 'Extrato' }).count()).toBe(0)
  })
})

describe('the page of credits', () => {
  it('opens the purchase on a double click as on a single one, ready to type, and scrolls inside the window', async () => {
    const page = await openShop(await newAccount())
    await page.getByRole('region', { name: 'Extrato' }).waitFor()
    const fits = () => page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)
    expect(await fits()).toBe(true)
    await page.getByRole('button', { name: 'Comprar Pacote 100', exact: true }).dblclick()
    const payer = page.getByRole('dialog').getByLabel('CPF ou CNPJ de quem paga')
    await payer.and(page.locator(':focus')).waitFor()
    await page.keyboard.type('529')
    expect(await payer.inputValue()).toBe('529')
    await page.keyboard.press('Escape')
    await payer.waitFor({ state: 'detached' })
  })

  it('ends a run of charges with the last balance, though not each of them is told', async () => {
    const owner = await newAccount()
    const page = await openShop(owner)
    const service = asService()
    const call = async (name: string, credits: number, reference: string) => {
      const { error } = await service.rpc(name, {
        p_tenant_id: owner.tenantId,
        p_credits: credits,
        p_reference: `${owner.tenantId}:${reference}`,
      })
      expect(error).toBeNull()
    }
    await call('add_whatsapp_credits', 200, 'bought')
    for (const message of ['1', '2', '3']) await call('deduct_whatsapp_credits', 1, message)
    await balance(page).getByText('197', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Extrato' }).getByText('197').waitFor()
  })
})

describe('a clinic whose credits ran out', () => {
  it('is told in the conversation, buys, and sends the same message again', async () => {
    const owner = await newAccount()
    const phone = freshPhone()
    const account = await connectOfficialNumber(owner, `+155${phone.slice(-8)}`)
    const written = { provider: 'twilio', account, from: phone, name: 'Bia Nunes', text: 'Bom dia' } as const
    expect((await patientWrites(written)).status).toBe(200)

    const inbox = new InboxPage(await browser.newPage({ allowErrors: /status of 402/ }))
    const { page } = inbox
    await new AuthPages(page).signIn(owner, '/conversas')
    await page.getByText('Os créditos de WhatsApp acabaram:').waitFor()
    await inbox.open('Bia Nunes')
    await inbox.send('Bom dia, Bia!')
    const bubble = inbox.bubble('Bom dia, Bia!')
    await bubble.getByText('Compre mais e tente de novo.').waitFor()
    await expectAccessible(page)

    await bubble.getByRole('link', { name: 'Comprar créditos' }).click()
    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('CPF ou CNPJ de quem paga').fill('529.982.247-25')
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
    await pay(await dialog.getByLabel('PIX copia e cola', { exact: true }).inputValue())
    await dialog.getByText('100 créditos já estão no saldo.').waitFor()
    await dialog.getByRole('button', { name: 'Fechar' }).last().click()
    await page.getByText('Os créditos de WhatsApp acabaram:').waitFor({ state: 'detached' })

    await page.goBack()
    await bubble.getByRole('button', { name: 'Tentar de novo' }).click()
    await inbox.waitForStatus('Bom dia, Bia!', 'Entregue')
    await page.goto(shop)
    await balance(page).getByText('99', { exact: true }).waitFor()
  })
})
