import { expect, it } from 'vitest'
import { demo } from '../../local/simulators/demo.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

it('a clinic connects a list, and its leads are kept in step with it', async () => {
  const owner = await newAccount('Clínica dos E-mails', 'Dina Mize')
  const email = `lead-${crypto.randomUUID()}@exemplo.test`
  const page = await browser.newPage({ allowErrors: /status of 400/ })
  await storeSession(page, owner)
  await page.goto('/configuracoes/dinamize')
  await page.getByLabel('Número da conta').fill(demo.dinamize.clientCode)
  await page.getByLabel('Usuário (e-mail)').fill(demo.dinamize.user)
  await page.getByLabel('Senha', { exact: true }).fill('errada')
  await page.getByRole('button', { name: 'Testar e escolher a lista' }).click()
  await page.getByText('A Dinamize não aceitou usuário, senha ou número da conta.').waitFor()
  await page.getByLabel('Senha', { exact: true }).fill(demo.dinamize.password)
  await page.getByRole('button', { name: 'Testar e escolher a lista' }).click()
  await page.getByLabel('Lista', { exact: true }).selectOption('Leads da clínica')
  await page.getByLabel('Campo do telefone').selectOption('Telefone')
  // what other clinics write there is not ours
  await page.getByRole('switch', { name: 'Trazer inscritos da Dinamize' }).uncheck()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.getByText('Dinamize conectada.').waitFor()

  const { error } = await owner.client.rpc('save_lead', {
    p_tenant_id: owner.tenantId,
    p_id: crypto.randomUUID(),
    p_version: null as never,
    p_lead: { full_name: 'Otávia Lista', email, phone: '11 97777-0077' },
  })
  expect(error).toBeNull()
  const row = page.getByRole('row', { name: /Otávia Lista/ })
  await row.getByText('Em dia').waitFor({ timeout: 60_000 })
  await page.getByText('Criado na Dinamize').waitFor()
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Enviar de novo: Otávia Lista' }).click()
  await page.getByText('1 lead na fila.').waitFor()
  await page.getByText('Já estava na Dinamize').waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Otávia Lista' }).first().click()
  await page.getByRole('dialog').getByText('Em dia').waitFor()
}, 180_000)
