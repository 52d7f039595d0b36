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
  await test.getByRole('button', { name: 'Executar de verdade com este acontecimento' }).click()
  await page.getByRole('button', { name: 'Executar', exact: true }).click()
  await page.getByText('Este acontecimento já tinha sido executado.').waitFor()
  await page.getByRole('dialog', { name: 'Execução de Marina Lopes' }).getByText('Feito').waitFor()
})

it('moves steps with the keyboard, takes back, and keeps ways that part readable on a phone', async () => {
  const account = await newAccount('Clínica dos Passos', 'Olívia Souza')
  const page = await browser.newPage({ viewport: phone, colorScheme: 'dark' })
  await storeSession(page, account)
  await page.goto('/automacoes')
  await page.getByRole('button', { name: 'Usar: Falta: convidar para remarcar' }).click()
  await page.getByRole('group', { name: 'Condição: Não' }).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)

  // arrows go into the ways and out again
  const focused = (name: RegExp) => page.getByRole('button', { name }).and(page.locator(':focus'))
  await page.getByRole('button', { name: /^Esperar um tempo/ }).focus()
  await page.keyboard.press('ArrowDown')
  await focused(/^Condição/).waitFor()
  await page.keyboard.press('ArrowRight')
  await focused(/^Adicionar passo no começo de “Sim”/).waitFor()
  await page.keyboard.press('ArrowRight')
  await focused(/^Enviar WhatsApp/).waitFor()
  await page.keyboard.press('Alt+ArrowLeft')
  await page
    .getByRole('group', { name: 'Condição: Sim' })
    .getByRole('button', { name: /^Enviar WhatsApp/ })
    .waitFor()
  await page.getByRole('button', { name: 'Desfazer' }).click()
  await page
    .getByRole('group', { name: 'Condição: Não' })
    .getByRole('button', { name: /^Enviar WhatsApp/ })
    .waitFor()

  const first = page.getByRole('main').getByRole('listitem').first()
  await page.getByRole('button', { name: /^Esperar um tempo/ }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await first.getByRole('button', { name: /^Condição/ }).waitFor()
  await page.getByRole('button', { name: 'Desfazer' }).click()
  await first.getByRole('button', { name: /^Esperar um tempo/ }).waitFor()
})

it('asks for the tag before a recipe is switched on, and shows who is inside at which step', async () => {
  const account = await newAccount('Clínica das Etiquetas', 'Olívia Souza')
  const page = await browser.newPage()
  await storeSession(page, account)
  await page.goto('/automacoes')
  await page.getByText('Você escolhe antes de publicar: a etiqueta').waitFor()
  await page.getByRole('button', { name: 'Usar: Sem resposta em 24 horas' }).click()
  const drawer = page.getByRole('dialog', { name: 'Início' })
  await drawer.getByText('Escolha a etiqueta.').waitFor()
  await expectAccessible(page)
  await drawer.getByLabel('Etiqueta').selectOption({ index: 1 })
  await drawer.getByRole('button', { name: 'Pronto' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByRole('heading', { name: /a corrigir antes de publicar/ }).waitFor({ state: 'hidden' })

  // a start without a conversation, so that somebody goes in
  await page.getByRole('button', { name: /^Quando/ }).click()
  await drawer.getByLabel('O que dá início').selectOption({ label: 'Um paciente é cadastrado' })
  await drawer.getByRole('button', { name: 'Pronto' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Adicionar passo no começo', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Esperar um tempo' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pronto' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Publicar' }).click()
  await page.getByText('Automação publicada.').waitFor()
  const { error } = await account.client.rpc('save_patient', {
    p_tenant_id: account.tenantId,
    p_id: crypto.randomUUID(),
    p_version: null,
    p_patient: { full_name: 'Rita Couto' },
  })
  expect(error).toBeNull()
  await page.getByRole('button', { name: /^Esperar um tempo.*1 pessoa aqui agora/ }).waitFor()
  await expectAccessible(page)

  await page.goto('/automacoes')
  await page.getByRole('link', { name: /1 hoje · 1 em andamento agora/ }).waitFor()
  await expectAccessible(page)
  await page.setViewportSize(phone)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.getByRole('link', { name: /1 em andamento agora/ }).click()
  await page.waitForURL(/quais=inside/)
  const run = page.getByRole('list', { name: 'Execuções' }).getByRole('button', { name: /Rita Couto/ })
  await run.getByText('Em: Esperar um tempo').waitFor()
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await run.click()
  const steps = page.getByRole('dialog', { name: 'Execução de Rita Couto' })
  await steps.getByRole('button', { name: 'Pausar' }).click()
  await page.getByText('Execução pausada.').waitFor()
  await steps.getByRole('button', { name: 'Continuar' }).click()
  await page.getByText('Execução retomada.').waitFor()
  await expectAccessible(page)
})
