import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ownStack } from '../stack/support/stack.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()
const phone = { viewport: { width: 390, height: 844 } } as const

async function openAs(who: Account, path: string, options: OpenOptions = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto(path)
  return page
}
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Partes do assistente' }).getByRole('button', { name }).click()

describe('the assistant', () => {
  it('is switched on, connected, measured and activated', async () => {
    const owner = await newAccount('Clínica da Lia', 'Lívia Lopes')
    const page = await openAs(owner, '/configuracoes/modulos')
    await page.getByRole('switch', { name: /^Assistente/ }).check()
    await page.getByText('Assistente: ligado.').waitFor()

    await page.goto('/configuracoes/assistente')
    await page.getByText('Para responder pacientes, conecte primeiro um modelo.').waitFor()
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Conectar um modelo' }).click()
    await page.getByLabel('Endereço').fill(`${ownStack().simulatorsUrl}/model/v1`)
    await page.getByRole('textbox', { name: 'Modelo', exact: true }).fill('demo-model')
    await page.getByLabel('Chave').fill('demo-model-key')
    await page.getByRole('button', { name: 'Testar e guardar' }).click()
    await page.getByText('Modelo conectado.').waitFor()
    await expectAccessible(page)
    await tab(page, 'Início')
    await page.getByRole('button', { name: 'A clínica está de acordo' }).click()
    await page.getByText('De acordo com o tratamento', { exact: false }).waitFor()

    // a version cannot be activated before it is measured
    await tab(page, 'Instruções')
    await page.getByText('Nenhuma versão própria').waitFor()
    await page.getByRole('button', { name: 'Nova versão' }).click()
    const editor = page.getByRole('dialog')
    await editor.getByLabel('Nome').fill('Primeira')
    await editor.getByRole('button', { name: 'Guardar' }).click()
    const version = page.getByRole('listitem').filter({ hasText: 'Versão 1' })
    await version.getByText('Ainda não avaliada: por isso não pode ser ativada.').waitFor()
    expect(await version.getByRole('button', { name: 'Ativar' }).count()).toBe(0)
    await version.getByRole('button', { name: 'Avaliar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Avaliar' }).click()
    await version.getByText(/Avaliando: \d+ de \d+ casos/).waitFor()
    await version.getByText('Avaliada', { exact: true }).waitFor({ timeout: 60_000 })
    await expectAccessible(page)
    await version.getByRole('button', { name: 'Ver resultado' }).click()
    const result = page.getByRole('dialog')
    await result.getByRole('rowheader', { name: 'Resistiu a abusos' }).waitFor()
    await result.getByText('Todos', { exact: true }).click()
    await result.getByText('Oi, bom dia!').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await version.getByRole('button', { name: 'Ativar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ativar' }).click()
    await version.getByText('Em uso', { exact: true }).waitFor()
  })

  it('is tried, rated and given cases on a phone', async () => {
    const owner = await newAccount('Clínica do Telefone', 'Tânia Teste')
    const { error } = await owner.client.rpc('set_module', {
      p_tenant_id: owner.tenantId,
      p_module: 'assistant',
      p_is_on: true,
    })
    if (error) throw error
    const connected = await owner.client.functions.invoke('connect-assistant', {
      body: {
        tenant_id: owner.tenantId,
        base_url: `${ownStack().simulatorsUrl}/model/v1`,
        model: 'demo-model',
        fallback_model: null,
        embedding_model: null,
        api_key: 'demo-model-key',
      },
    })
    if (connected.error) throw connected.error as Error

    const page = await openAs(owner, '/configuracoes/assistente?aba=teste', phone)
    await page.getByRole('textbox', { name: 'Mensagem' }).fill('Oi, bom dia!')
    await page.getByRole('button', { name: 'Enviar' }).click()
    await page.getByText('Olá! Como posso ajudar?').waitFor()
    await expectAccessible(page)

    await tab(page, 'Registro')
    await page.getByRole('button', { name: 'Oi, bom dia!' }).first().click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Resposta ruim' }).click()
    await page.getByLabel('O que seria certo').fill('Diga o nome da clínica.')
    await page.getByRole('button', { name: 'Marcar como ruim' }).click()
    await page.keyboard.press('Escape')

    await tab(page, 'Casos')
    await page.getByText('Falta dizer o certo').waitFor()
    await page.getByRole('button', { name: 'Editar caso' }).click()
    await page.getByLabel('Como deve acabar').selectOption({ label: 'O assistente responde' })
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByText('Falta dizer o certo').waitFor({ state: 'detached' })
    await expectAccessible(page)
  })
})
