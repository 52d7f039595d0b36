import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const
let owner: Account
/** The server of the clinic, which refuses the first event. */
let server: Server
const got: { id: string | undefined; body: string }[] = []

beforeAll(async () => {
  owner = await newAccount('Clínica das Integrações', 'Iara Integra')
  server = createServer((incoming, answer) => {
    let body = ''
    incoming.on('data', (piece: Buffer) => (body += piece.toString()))
    incoming.on('end', () => {
      got.push({ id: incoming.headers['webhook-id'] as string | undefined, body })
      answer.writeHead(got.length === 1 ? 500 : 204)
      answer.end(got.length === 1 ? 'Ainda não.' : undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function open(path: string, options?: OpenOptions) {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(owner, path)
  return page
}

describe('programs of a clinic', () => {
  it('get a key that is shown once, works for what it may, and stops when it is revoked', async () => {
    const page = await open('/configuracoes/api')
    await page.getByRole('button', { name: 'Nova chave' }).click()
    const form = page.getByRole('dialog', { name: 'Nova chave' })
    await form.getByLabel('Nome').fill('Site da clínica')
    await form.getByRole('button', { name: 'Criar chave' }).click()
    await form.getByText('Escolha ao menos uma permissão.').waitFor()
    await form.getByLabel('Ver pacientes').check()
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Criar chave' }).click()
    const once = page.getByRole('dialog', { name: 'Guarde a chave agora' })
    const key = await once.getByLabel('Chave', { exact: true }).inputValue()
    expect(key).toMatch(/^zk_live_[0-9a-f]{48}$/)
    await once.getByRole('button', { name: 'Já guardei' }).click()

    const call = (path: string) =>
      request(`/functions/v1/api${path}`, { headers: { authorization: `Bearer ${key}` } })
    expect(await (await call('/v1/patients')).json()).toEqual({ data: [], next_cursor: null })
    expect((await call('/v1/payments')).status).toBe(403)
    expect(((await (await call('/v1/openapi.json')).json()) as { openapi: string }).openapi).toBe('3.1.0')

    const row = page.getByRole('listitem').filter({ hasText: 'Site da clínica' })
    await row.getByText('Ativa').waitFor()
    await row.getByRole('button', { name: 'Revogar Site da clínica' }).click()
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: 'Revogar' })
      .click()
    await row.getByText('Revogada').waitFor()
    expect((await call('/v1/patients')).status).toBe(401)
  })

  it('are told what happens, and told again what they refused', async () => {
    const { port } = server.address() as AddressInfo
    const page = await open('/configuracoes/api')
    await page.getByRole('button', { name: 'Novo webhook' }).click()
    const form = page.getByRole('dialog', { name: 'Novo webhook' })
    await form.getByLabel('Endereço (URL)').fill(`http://127.0.0.1:${port}/zelo`)
    await form.getByLabel('Paciente cadastrado').check()
    await form.getByRole('button', { name: 'Salvar' }).click()
    const once = page.getByRole('dialog', { name: 'Guarde o segredo agora' })
    expect(await once.getByLabel('Segredo', { exact: true }).inputValue()).toMatch(/^whsec_/)
    await once.getByRole('button', { name: 'Já guardei' }).click()
    await page.getByRole('button', { name: 'Enviar teste' }).click()
    const log = page.getByRole('dialog', { name: 'Entregas' })
    const delivery = log.getByRole('listitem').filter({ hasText: 'Teste' })
    await delivery.getByText('Falhou', { exact: true }).waitFor()
    await delivery.getByRole('button', { name: 'Ver detalhes' }).click()
    await delivery.getByText('Ainda não.').waitFor()
    await expectAccessible(page)
    await delivery.getByRole('button', { name: 'Reenviar' }).click()
    await delivery.getByText('Entregue', { exact: true }).waitFor()
    expect(new Set(got.map(({ id }) => id)).size).toBe(1)
    expect(got).toHaveLength(2)
  })

  it('are set up on a phone', async () => {
    const page = await open('/configuracoes/api', onPhone)
    await page.getByRole('button', { name: 'Novo webhook' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

describe('the whole of a clinic', () => {
  it('is built and can be downloaded', async () => {
    const page = await open('/configuracoes/exportacoes')
    await page.getByRole('button', { name: 'Exportar a clínica' }).click()
    await page.getByRole('button', { name: 'Baixar' }).waitFor()
    await expectAccessible(page)
  })

  it('is let go by its owner, who is told when, and comes back', async () => {
    const page = await open('/configuracoes/exportacoes', onPhone)
    await page.getByRole('button', { name: 'Encerrar a clínica' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Escreva o nome da clínica').fill('Clínica das Integrações')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Encerrar a clínica' }).click()
    const banner = page.getByRole('status').filter({ hasText: 'Esta clínica foi encerrada' })
    await banner.waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Desfazer o encerramento' }).click()
    await banner.waitFor({ state: 'detached' })
  })
})
