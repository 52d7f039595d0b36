import { expect, it } from 'vitest'
import { AuthPages } from './pages/auth.ts'
import { newAccount, newColleague } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'
import { demoPassword } from '../../local/demo.ts'

const browser = useBrowser()

async function signedIn(person: { email: string; password: string }) {
  const auth = new AuthPages(await browser.newPage())
  await auth.signIn(person)
  return auth.page
}

it('shows who waits as it happens, leads there, and forgets them once they are answered', async () => {
  const page = await signedIn({ email: 'recepcao@aurora.test', password: demoPassword })
  const menu = page.getByRole('navigation', { name: 'Menu principal' })
  expect(await menu.getByRole('link', { name: 'Hoje' }).last().getAttribute('aria-current')).toBe('page')
  const card = page.getByRole('region', { name: /^Esperando resposta/ })
  await card.waitFor()
  await page.getByRole('region', { name: /^Sessões de hoje/ }).waitFor()

  const phone = freshPhone()
  const name = `Paciente ${phone.slice(-6)}`
  const total = async () => Number((await card.getByRole('heading').innerText()).replace(/\D/g, '') || '0')
  const before = await total()
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Tem horário?' })
  await expect.poll(total, { timeout: 10_000 }).toBe(before + 1)
  await page.getByRole('region', { name: 'WhatsApp da clínica' }).getByText('WhatsApp conectado').waitFor()
  await expectAccessible(page)

  await patientWrites({ provider: 'evolution', from: phone, type: 'text', text: 'Ainda hoje?' })
  await page.goto('/conversas')
  await page.getByRole('navigation', { name: 'Lista de conversas' }).getByRole('link', { name }).click()
  await page.getByRole('textbox', { name: /^Escreva uma mensagem para/ }).fill('Temos às 15h.')
  await page.keyboard.press('Enter')
  await page.getByRole('article').filter({ hasText: 'Temos às 15h.' }).getByText('Entregue').waitFor({
    state: 'attached',
    timeout: 30_000,
  })
  await menu.getByRole('link', { name: 'Hoje' }).last().click()
  await expect.poll(total, { timeout: 10_000 }).toBe(before)
})

it('leads a new clinic through its first steps, and is then without them', async () => {
  const owner = await newAccount('Clínica Primeira')
  const page = await signedIn(owner)
  const steps = page.getByRole('region', { name: 'Primeiros passos' })
  await steps.getByRole('link', { name: 'Conectar', exact: true }).waitFor()
  expect(await steps.getByRole('button', { name: 'Escrever' }).count()).toBe(0)

  await steps.getByRole('button', { name: 'Convidar' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill('recepcao.nova@clinica.test')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^(Enviar convite|Convidar)/ }).click()
  await dialog.getByRole('status').waitFor()
  await page.keyboard.press('Escape')
  await steps.getByText('Equipe convidada').waitFor()

  await connectOfficialNumber(owner, `+1415${Date.now().toString().slice(-7)}`)
  await steps.getByText('WhatsApp conectado').waitFor()
  await steps.getByRole('button', { name: 'Escrever' }).click()
  await page.getByRole('dialog').getByLabel('Telefone com DDD').waitFor()
  await page.keyboard.press('Escape')
  // an official number has nothing of before
  expect(await steps.getByText('Traga as conversas do celular').count()).toBe(0)
  await steps.getByRole('link', { name: 'Ativar' }).waitFor()
  await expectAccessible(page)
  await steps.getByRole('button', { name: 'Dispensar os primeiros passos' }).click()
  await steps.waitFor({ state: 'detached' })
})

it('shows no steps to staff, and the balance of an official number in the top bar', async () => {
  const owner = await newAccount('Clínica Oficial')
  const reception = await newColleague(owner, 'operator')
  await connectOfficialNumber(owner, `+1416${Date.now().toString().slice(-7)}`)
  const page = await signedIn(reception)
  await page.getByRole('region', { name: 'Saldo de WhatsApp' }).waitFor()
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^Saldo de WhatsApp/ })
    .waitFor()
  expect(await page.getByRole('region', { name: 'Primeiros passos' }).count()).toBe(0)
})
