import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, undo, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
const autoreply = '/configuracoes/conversas/resposta-automatica'
const optouts = '/configuracoes/conversas/descadastros'
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const
let admin: Account

beforeAll(async () => {
  const client = await asUser('admin@aurora.test')
  const { data } = await client.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  admin = await newColleague({ client, tenantId: clinic?.tenant_id ?? null }, 'admin', 'Ada Automática')
})
// other files write to the same clinic
afterAll(async () => {
  const { data } = await admin.client.rpc('get_autoreply', { p_tenant_id: admin.tenantId })
  const { settings } = data as { settings: Record<string, unknown> }
  await admin.client.rpc('save_autoreply', {
    p_tenant_id: admin.tenantId,
    p_settings: { ...settings, is_on: false },
  })
})

async function open(path: string, options?: OpenOptions) {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(admin, path)
  return page
}

describe('automatic answers', () => {
  it('are switched on, say what would happen now, and answer who writes', async () => {
    const page = await open(autoreply)
    await page.getByText('Agora responderia: não, porque está desligada.').waitFor()
    await page.getByRole('switch', { name: 'Responder sozinho' }).click()
    for (const day of ['segunda', 'terça', 'quarta', 'quinta', 'sexta']) {
      await page.getByRole('button', { name: `Tirar horário de ${day}` }).click()
    }
    await page.getByLabel('Mensagem fora do horário').fill('Oi, {nome}! A {clinica} responde {volta}.')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Agora responderia: sim.').waitFor()

    const phone = freshPhone()
    const name = `Nina ${phone.slice(-6)}`
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'Tem horário?' })
    const inbox = new InboxPage(page)
    await page.goto(`/conversas/${encodeURIComponent(`whatsapp:+${phone}`)}`)
    await inbox.bubble('responde assim que pudermos').waitFor()
    await page.goto(autoreply)
    await page.getByRole('listitem').filter({ hasText: name }).getByText('Respondida').waitFor()
  })

  it('are set on a phone', async () => {
    const page = await open(autoreply, onPhone)
    await page.getByRole('switch', { name: 'Responder sozinho' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

describe('opt-outs', () => {
  it('are listed with their words, and lifted', async () => {
    const phone = freshPhone()
    const name = `Otto ${phone.slice(-6)}`
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'SAIR, por favor' })
    const page = await open(optouts)
    const row = page.getByRole('listitem').filter({ hasText: name })
    await row.getByText('Escreveu “sair”').waitFor()
    await expectAccessible(page)
    await row.getByRole('button', { name: 'Voltar a enviar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Voltar a enviar' }).click()
    await page.getByText(`${name} volta a receber mensagens`).waitFor()
    await row.waitFor({ state: 'detached' })
  })

  it('have words of the clinic, tried on a phrase, taken back and brought back', async () => {
    const word = `basta${freshPhone()
      .slice(-6)
      .replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}`
    const page = await open(optouts, onPhone)
    await page.getByLabel('Palavra da clínica').fill(`${word.toUpperCase()}!`)
    await page.getByRole('button', { name: 'Acrescentar' }).click()
    await page.getByText(word, { exact: true }).waitFor()
    await page.getByLabel('Testar uma frase').fill(`Olá, ${word}`)
    await page.getByRole('button', { name: 'Testar', exact: true }).click()
    await page.getByText(`Pararia de receber: “${word}”.`).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: `Tirar a palavra ${word}` }).click()
    await undo(page, `A palavra “${word}” não vale mais`)
    await page.getByRole('button', { name: `Tirar a palavra ${word}` }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
