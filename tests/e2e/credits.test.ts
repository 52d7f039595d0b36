import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demoAsaas } from '../../local/demo.ts'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { asService } from '../stack/support/clients.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { control, freshPhone, patientWrites } from './support/simulators.ts'
import { ownStack } from '../stack/support/stack.ts'

const browser = useBrowser()
const shop = '/configuracoes/creditos-whatsapp'

async function openShop(account: Account, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(account, shop)
  await page.getByRole('heading', { name: 'Créditos WhatsApp', level: 1 }).waitFor()
  return page
}

const balance = (page: Page) => page.getByRole('region', { name: 'Saldo' })

async function choose(page: Page, pack: string): Promise<void> {
  await page.getByRole('button', { name: `Comprar ${pack}`, exact: true }).click()
}

/** What the service does to a clinic's credits by itself. */
async function move({ tenantId }: Account, name: 'add' | 'deduct', credits: number, reference: string) {
  const { error } = await asService().rpc(`${name}_whatsapp_credits`, {
    p_tenant_id: tenantId,
    p_credits: credits,
    p_reference: `${tenantId}:${reference}`,
  })
  expect(error).toBeNull()
}

/** A clinic with an official number that a patient has just written to. */
async function newOfficialClinic(patient: string): Promise<Account> {
  const owner = await newAccount()
  const phone = freshPhone()
  const account = await connectOfficialNumber(owner, `+155${phone.slice(-8)}`)
  const written = { provider: 'twilio', account, from: phone, name: patient, text: 'Bom dia' } as const
  expect((await patientWrites(written)).status).toBe(200)
  return owner
}

async function openInbox(account: Account, options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await new AuthPages(inbox.page).signIn(account, '/conversas')
  return inbox
}

/** Fills in who pays, and pays. */
async function buyOnScreen(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('CPF ou CNPJ de quem paga').fill('529.982.247-25')
  await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
  await pay(await dialog.getByLabel('PIX copia e cola', { exact: true }).inputValue())
  await dialog.getByText('100 créditos já estão no saldo.').waitFor()
  await dialog.getByRole('button', { name: 'Fechar' }).last().click()
}

async function download(page: Page, format: 'CSV' | 'XLSX'): Promise<Buffer> {
  const started = page.waitForEvent('download')
  await page.getByRole('button', { name: `Baixar ${format}` }).click()
  const file = await started
  expect(file.suggestedFilename()).toBe(`extrato-creditos-whatsapp.${format.toLowerCase()}`)
  return readFile(await file.path())
}

/** The charge behind the PIX on screen, found as the payer's bank finds it. */
async function pay(copyPaste: string, action: 'pay' | 'expire' = 'pay'): Promise<void> {
  const answer = await fetch(`${ownStack().simulatorsUrl}/asaas/v3/payments?limit=100`, {
    headers: { access_token: demoAsaas.apiKey },
  })
  const { data } = (await answer.json()) as { data: { id: string }[] }
  for (const { id } of data) {
    const qr = await fetch(`${ownStack().simulatorsUrl}/asaas/v3/payments/${id}/pixQrCode`, {
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

    // The way back of a phone closes what is open, and only then leaves the page.
    await page.getByRole('link', { name: 'Equipe' }).click()
    await page.getByRole('link', { name: 'Créditos WhatsApp' }).click()
    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })
    expect(page.url()).toContain('/configuracoes/creditos-whatsapp')
    await page.goBack()
    await page.waitForURL('**/configuracoes/equipe')
    await page.goForward()
    await choose(page, 'Pacote 100')
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
    await dialog.getByText('Pacote 100 · 100 créditos').waitFor()
    // The keyboard goes on in the next step, not at the top of the page.
    await dialog.locator(':focus').waitFor()
    await dialog.getByRole('button', { name: 'Já paguei' }).click()
    await dialog.getByText('O pagamento ainda não chegou').waitFor()
    // A button at work keeps the place of the keyboard.
    await dialog.getByRole('button', { name: 'Já paguei' }).and(page.locator(':focus')).waitFor()
    await expectAccessible(page)

    // Who leaves finds the PIX again.
    await page.reload()
    await page.getByRole('button', { name: 'Ver PIX' }).click()
    await code.waitFor()
    await pay(await code.inputValue())
    await dialog.getByText('100 créditos já estão no saldo.').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // The button that opened it is gone with the purchase that waited.
    await page.locator('main:focus').waitFor()
    await balance(page).getByText('100', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Compras' }).getByText('Paga', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Extrato' }).getByText('+100').waitFor()
    await expectAccessible(page)

    // The document is the clinic's from then on.
    await choose(page, 'Pacote 250')
    expect(await document.inputValue()).toBe('11.222.333/0001-81')
  })

  it('shows a PIX that waits again, instead of a second one', async () => {
    const page = await openShop(await newAccount())
    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('CPF ou CNPJ de quem paga').fill('529.982.247-25')
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
    const code = dialog.getByLabel('PIX copia e cola', { exact: true })
    const first = await code.inputValue()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await choose(page, 'Pacote 100')
    expect(await code.inputValue()).toBe(first)
    await dialog.getByText(/Vence em \d/).waitFor()
    await page.keyboard.press('Escape')
    await choose(page, 'Pacote 250')
    await dialog.getByRole('button', { name: 'Gerar PIX' }).waitFor()
  })

  it('goes on with a purchase that got no code, and makes no second charge', async () => {
    const page = await openShop(await newAccount(), { allowErrors: /status of 503/ })
    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    await control('/faults', { provider: 'asaas', status429: 1000, scope: 'all' })
    try {
      await dialog.getByLabel('CPF ou CNPJ de quem paga').fill('529.982.247-25')
      await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
      await dialog.getByRole('alert').waitFor()
      await page.reload()

      await choose(page, 'Pacote 100')
      await dialog.getByRole('button', { name: 'Gerar o código PIX' }).waitFor()
      await expectAccessible(page)
    } finally {
      await control('/faults', undefined, 'DELETE')
    }
    await dialog.getByRole('button', { name: 'Gerar o código PIX' }).click()
    const code = dialog.getByLabel('PIX copia e cola', { exact: true })
    await pay(await code.inputValue())
    await dialog.getByText('100 créditos já estão no saldo.').waitFor()
    await page.getByRole('region', { name: 'Compras' }).getByText('Paga', { exact: true }).waitFor()
    expect(await page.getByRole('region', { name: 'Compras' }).getByText('Pacote 100').count()).toBe(1)
  })

  it('names who was corrected after a failure', async () => {
    const account = await newAccount()
    const page = await openShop(account, { allowErrors: /status of 503/ })
    await choose(page, 'Pacote 100')
    const dialog = page.getByRole('dialog')
    const document = dialog.getByLabel('CPF ou CNPJ de quem paga')
    await control('/faults', { provider: 'asaas', status429: 1000, scope: 'all' })
    try {
      await document.fill('529.982.247-25')
      await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
      await dialog.getByRole('alert').waitFor()
    } finally {
      await control('/faults', undefined, 'DELETE')
    }
    await document.fill('11.222.333/0001-81')
    await dialog.getByRole('button', { name: 'Gerar PIX' }).click()
    await dialog.getByLabel('PIX copia e cola', { exact: true }).waitFor()
    const { data: charged } = await asService()
      .from('whatsapp_credit_purchases')
      .select('cpf_cnpj')
      .eq('tenant_id', account.tenantId)
      .not('asaas_payment_id', 'is', null)
    expect(charged).toEqual([{ cpf_cnpj: '11222333000181' }])
  })

  it('asks before it forgets who pays', async () => {
    const page = await openShop(await newAccount())
    await choose(page, 'Pacote 100')
    const document = page.getByLabel('CPF ou CNPJ de quem paga')
    await document.fill('529.982.247-25')
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Descartar o que foi escrito?' })
    await question.waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(await document.inputValue()).toBe('529.982.247-25')
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Descartar' }).click()
    await document.waitFor({ state: 'detached' })
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
    await payer.fill('')
    await page.keyboard.press('Escape')
    await payer.waitFor({ state: 'detached' })
  })

  it('ends a run of charges with the last balance, though not each of them is told', async () => {
    const owner = await newAccount()
    const page = await openShop(owner)
    await move(owner, 'add', 200, 'bought')
    for (const message of ['1', '2', '3']) await move(owner, 'deduct', 1, message)
    await balance(page).getByText('197', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Extrato' }).getByText('197').waitFor()
  })
})

describe('the statement', () => {
  it('is saved as the screen shows it, for any spreadsheet', async () => {
    const owner = await newAccount()
    await move(owner, 'add', 200, 'bought')
    await move(owner, 'deduct', 3, 'sent')
    const page = await openShop(owner)
    const statement = page.getByRole('region', { name: 'Extrato' })
    await statement.getByText('-3', { exact: true }).waitFor()

    const text = (await download(page, 'CSV')).toString('utf8')
    const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true })
    expect(errors).toEqual([])
    const [heading, ...rows] = data
    expect(heading).toEqual(['Quando', 'Tipo', 'Movimento', 'Créditos', 'Dívida', 'Saldo depois'])
    expect(rows.map(([, kind, , ...numbers]) => [kind, ...numbers])).toEqual([
      ['Uso', '-3', '0', '197'],
      ['Compra', '200', '0', '200'],
    ])
    expect(rows.every(([when]) => /^\d{2}\/\d{2}\/\d{4},? \d{2}:\d{2}$/.test(when ?? ''))).toBe(true)

    const files = unzipSync(new Uint8Array(await download(page, 'XLSX')))
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!)
    expect(sheet.match(/<row /g)).toHaveLength(3)
    expect([...sheet.matchAll(/<v>(-?\d+)<\/v><\/c>/g)].map(([, value]) => value)).toEqual(
      expect.arrayContaining(['-3', '197', '200']),
    )

    await page.getByLabel('Tipo').selectOption({ label: 'Uso' })
    await statement.getByText('+200').waitFor({ state: 'detached' })
    const filtered = (await download(page, 'CSV')).toString('utf8').trim().split(/\r?\n/)
    expect(filtered).toHaveLength(2)
  })
})

describe('a balance that runs low', () => {
  it('is said above every page, with the way to the shop, until the clinic has more', async () => {
    const owner = await newOfficialClinic('Bia Nunes')
    await move(owner, 'add', 30, 'bought')
    const { page } = await openInbox(owner)
    const banner = page.getByText(/Restam \d+ créditos de WhatsApp/)
    await page.getByRole('link', { name: /Bia Nunes/ }).waitFor()
    expect(await banner.count()).toBe(0)

    await move(owner, 'deduct', 12, 'sent')
    await page.getByText('Restam 18 créditos de WhatsApp').waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Comprar créditos' }).click()
    await page.getByRole('heading', { name: 'Créditos WhatsApp', level: 1 }).waitFor()
    await banner.waitFor()
    await move(owner, 'add', 100, 'topped-up')
    await banner.waitFor({ state: 'detached' })
  })

  it('takes one line of a phone, also for whoever has to ask', async () => {
    const owner = await newOfficialClinic('Bia Nunes')
    await move(owner, 'add', 5, 'bought')
    for (const person of [owner, await newColleague(owner, 'operator')]) {
      const { page } = await openInbox(person, { viewport: { width: 390, height: 844 } })
      const banner = page.getByRole('status').filter({ hasText: /Restam \d+ créditos/ })
      await banner.waitFor()
      expect((await banner.boundingBox())?.height).toBeLessThanOrEqual(44)
      await expectAccessible(page)
    }
  })
})

describe('a clinic without credits', () => {
  it('is told where it would write, buys, and writes', async () => {
    const owner = await newOfficialClinic('Bia Nunes')
    const inbox = await openInbox(owner)
    const { page } = inbox
    await page.getByText('A clínica ainda não tem créditos de WhatsApp').first().waitFor()
    await inbox.open('Bia Nunes')
    await page.getByText('nenhuma mensagem sai até a clínica comprar mais').waitFor()
    expect(await inbox.composer.count()).toBe(0)
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Comprar créditos' }).last().click()
    await choose(page, 'Pacote 100')
    await buyOnScreen(page)
    await page.getByText('A clínica ainda não tem créditos de WhatsApp').waitFor({ state: 'detached' })

    await page.goBack()
    await inbox.send('Bom dia, Bia!')
    await inbox.waitForStatus('Bom dia, Bia!', 'Entregue')
    await page.goto(shop)
    await balance(page).getByText('99', { exact: true }).waitFor()
  })

  it('tells who may not buy whom to ask', async () => {
    const owner = await newOfficialClinic('Bia Nunes')
    const inbox = await openInbox(await newColleague(owner, 'operator'))
    await inbox.open('Bia Nunes')
    await inbox.page.getByText('Peça a Olívia Souza para comprar mais.').waitFor()
    expect(await inbox.composer.count()).toBe(0)
    await expectAccessible(inbox.page)
    // Before one types, not after.
    await inbox.page.getByRole('button', { name: 'Nova conversa' }).first().click()
    await inbox.page.getByRole('dialog').getByText('Peça a Olívia Souza para comprar mais.').waitFor()
    await expectAccessible(inbox.page)
  })

  it('keeps a message that met the end of the credits, and sends it after the purchase', async () => {
    const owner = await newOfficialClinic('Bia Nunes')
    await move(owner, 'add', 1, 'bought')
    const inbox = await openInbox(owner, { allowErrors: /402|ERR_INTERNET_DISCONNECTED|WebSocket/ })
    const { page } = inbox
    await inbox.open('Bia Nunes')
    await inbox.composer.waitFor()
    await page.context().setOffline(true)
    await inbox.send('Bom dia, Bia!')
    await inbox.send('Até já!')
    await page.context().setOffline(false)
    const bubble = inbox.bubble('Até já!')
    await bubble.getByText('Compre mais e tente de novo.').waitFor()
    await inbox.composer.waitFor({ state: 'detached' })
    await expectAccessible(page)

    await bubble.getByRole('link', { name: 'Comprar créditos' }).click()
    await choose(page, 'Pacote 100')
    await buyOnScreen(page)
    await page.goBack()
    await bubble.getByRole('button', { name: 'Tentar de novo' }).click()
    await inbox.waitForStatus('Até já!', 'Entregue')
  })
})
