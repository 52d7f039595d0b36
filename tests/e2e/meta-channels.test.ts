import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { asService } from '../stack/support/clients.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { control, freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
/** Its name is followed by its state. */
const card = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })

/** A number, a page and an Instagram account that no other run has. */
async function ownAccounts() {
  const digits = freshPhone().slice(-9)
  const number = {
    provider: 'whatsapp_cloud',
    id: `1041${digits}`,
    parent: `2041${digits}`,
    label: `Clínica ${digits}`,
    number: `5511${digits}`,
  }
  const page = {
    provider: 'messenger',
    id: `3191${digits}`,
    parent: `3191${digits}`,
    label: `Página ${digits}`,
  }
  const instagram = {
    provider: 'instagram',
    id: `1784${digits}`,
    parent: page.id,
    label: `@clinica.${digits}`,
  }
  await control('/meta-accounts', [number, page, instagram])
  return { number, instagram }
}

/** Goes to Meta, says yes, and chooses an account. */
async function connect(page: Page, name: string, account: string) {
  await card(page, name).getByRole('button', { name: 'Conectar com a Meta' }).click()
  await page.getByRole('link', { name: /^Continuar como/ }).click()
  await card(page, name).getByLabel(account).check()
  await expectAccessible(page)
  await card(page, name).getByRole('button', { name: 'Usar esta conta' }).click()
  await card(page, name).getByText('Conectado', { exact: true }).waitFor()
}

it('a number and an Instagram account are connected at Meta, and both are answered in one inbox', async () => {
  const owner = await newAccount()
  const { number, instagram } = await ownAccounts()
  await asService().rpc('add_whatsapp_credits', {
    p_tenant_id: owner.tenantId,
    p_credits: 10,
    p_reference: `meta-${owner.tenantId}`,
  })
  const page = await browser.newPage()
  await new AuthPages(page).signIn(owner, '/configuracoes/whatsapp')
  await connect(page, 'Direto com a Meta', number.label)
  await card(page, 'Direto com a Meta').getByText('até 2.000 pessoas').waitFor()
  await page.getByRole('link', { name: 'WhatsApp conectado' }).waitFor()
  await connect(page, 'Instagram', instagram.label)
  await expectAccessible(page)

  const phone = freshPhone()
  const luzia = { from: phone, name: 'Luzia Farias' }
  await patientWrites({
    provider: 'whatsapp_cloud',
    account: number.id,
    text: 'Tem horário na quinta?',
    ...luzia,
  })
  await page.goto('/conversas')
  const inbox = new InboxPage(page)
  await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
  await inbox.open('Luzia Farias')
  await inbox.send('Temos às 15h!')
  await inbox.waitForStatus('Temos às 15h!', 'Entregue')
  expect((await phoneOf(phone)).filter(({ from }) => from === 'clinic').map(({ text }) => text)).toEqual([
    'Temos às 15h!',
  ])

  // a question with answers to press, and the press
  await page.getByRole('button', { name: 'Opções', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Perguntar com opções' })
  await dialog.getByLabel('Pergunta').fill('Qual dia é melhor?')
  await dialog.getByLabel('Opção 1').fill('Quinta')
  await dialog.getByLabel('Opção 2').fill('Sexta')
  await dialog.getByText('A pessoa vê botões.').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Enviar pergunta' }).click()
  await inbox.waitForStatus('Qual dia é melhor?', 'Entregue')
  const asked = (await phoneOf(phone)).find(({ text }) => text === 'Qual dia é melhor?')
  expect(asked?.choices?.map(({ title }) => title)).toEqual(['Quinta', 'Sexta'])
  const pressed = asked!.choices![1]!
  await patientWrites({
    provider: 'whatsapp_cloud',
    account: number.id,
    type: 'button',
    replyTo: asked!.id,
    button: { id: pressed.id, text: pressed.title },
    ...luzia,
  })
  const answer = inbox.messages.getByRole('article').last()
  await answer.getByText('Sexta').waitFor()
  await answer.getByText('Qual dia é melhor?').waitFor()
  await expectAccessible(page)

  const other = { from: freshPhone(), name: 'Caio Directo' }
  await patientWrites({ provider: 'instagram', account: instagram.id, text: 'Vi o story de vocês', ...other })
  // who it is, is asked for
  await inbox.row('Caio Directo').waitFor({ timeout: 30_000 })
  await inbox.open('Caio Directo')
  await inbox.bubble('Vi o story de vocês').waitFor()
  await inbox.send('Que bom! Quer agendar?')
  await inbox.waitForStatus('Que bom! Quer agendar?', 'Enviada')
  await expectAccessible(page)
}, 180_000)
