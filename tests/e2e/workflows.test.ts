import { expect, it } from 'vitest'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()
const phone = { width: 390, height: 844 }

it('makes a recipe its own, publishes it, and shows what it did when its start happened', async () => {
  const account = await newAccount('Clínica das Automações', 'Olívia Souza')
  const page = await browser.newPage()
  await storeSession(page, account)
  await page.goto('/automacoes')
  await page.getByRole('heading', { name: 'Comece por uma receita' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Usar: Boas-vindas' }).click()
  await page.waitForURL(/automacoes\/[0-9a-f-]{36}$/)

  // a start without a conversation, and a task instead of the message
  await page.getByRole('button', { name: /^Quando/ }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('O que dá início').selectOption({ label: 'Um paciente é cadastrado' })
  await drawer.getByRole('button', { name: 'Pronto' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Remover: Enviar WhatsApp' }).click()
  await page.getByRole('button', { name: 'Remover: Condição' }).click()
  await page.getByRole('button', { name: 'Adicionar passo no começo', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Criar tarefa' }).click()
  await page.getByText('Falta preencher um campo.').first().waitFor()
  await page.getByRole('textbox', { name: 'Tarefa' }).fill('Ligar para ')
  await page.getByRole('button', { name: 'Inserir nome', exact: true }).click()
  await page.getByRole('figure').getByText('Ligar para Mariana').waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Pronto' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('textbox', { name: 'Nome' }).fill('Cadastro: ligar')
  await page.getByRole('button', { name: 'Publicar' }).click()
  await page.getByText('Automação publicada.').waitFor()
  await page.getByText(/Versão 1, publicada por Olívia/).waitFor()
  await expectAccessible(page)

  const { error } = await account.client.rpc('save_patient', {
    p_tenant_id: account.tenantId,
    p_id: crypto.randomUUID(),
    p_version: null,
    p_patient: { full_name: 'Marina Lopes' },
  })
  expect(error).toBeNull()
  await page.getByRole('link', { name: 'Execuções' }).click()
  const run = page
    .getByRole('list', { name: 'Execuções' })
    .getByRole('button', { name: /Marina Lopes.*Concluída/ })
  await run.click()
  const steps = page.getByRole('dialog', { name: 'Execução de Marina Lopes' })
  await steps.getByText('Ligar para Marina').waitFor()
  await steps.getByText('Feito').waitFor()
  await expectAccessible(page)
  await page.setViewportSize(phone)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await steps.getByRole('button', { name: 'Fechar' }).click()
  await steps.waitFor({ state: 'hidden' })

  await page.getByRole('link', { name: 'Passos' }).click()
  await page.getByRole('button', { name: 'Testar com um acontecimento' }).click()
  const test = page.getByRole('dialog', { name: 'Testar com um acontecimento' })
  await test.getByRole('button', { name: /Marina Lopes/ }).click()
  await test.getByText('O que aconteceria com Marina Lopes').waitFor()
  await expectAccessible(page)
})

it('moves steps with the keyboard, takes back, and keeps ways that part readable on a phone', async () => {
  const account = await newAccount('Clínica dos Passos', 'Olívia Souza')
  const page = await browser.newPage({ viewport: phone, colorScheme: 'dark' })
  await storeSession(page, account)
  await page.goto('/automacoes')
  await page.getByRole('button', { name: 'Usar: Falta: convidar para remarcar' }).click()
  await page.getByRole('region', { name: 'Condição: Não' }).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)

  const first = page.getByRole('main').getByRole('listitem').first()
  await page.getByRole('button', { name: /^Esperar um tempo/ }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await first.getByRole('button', { name: /^Condição/ }).waitFor()
  await page.getByRole('button', { name: 'Desfazer' }).click()
  await first.getByRole('button', { name: /^Esperar um tempo/ }).waitFor()
})
