import type { Download, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { mailedLink } from './support/mailbox.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const name = 'Zuleica Prado Lins'
let owner: Account
let patientId: string

async function call<Answer>(rpc: string, args: object): Promise<Answer> {
  const { data, error } = await owner.client.rpc(rpc, { p_tenant_id: owner.tenantId, ...args })
  if (error) throw new Error(`${rpc}: ${error.message} ${error.details}`)
  return data as Answer
}

beforeAll(async () => {
  owner = await newAccount('Clínica da Privacidade', 'Olga Prado')
  patientId = crypto.randomUUID()
  await call('save_patient', {
    p_id: patientId,
    p_version: null,
    p_patient: { full_name: name, cpf: '52998224725' },
  })
})

async function opened(path: string, heading: string, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, owner)
  await page.goto(path)
  await page.getByRole('heading', { name: heading, exact: true }).waitFor()
  return page
}

it('gives a person a copy of their data, then anonymises them with a certificate', async () => {
  const page = await opened(`/pacientes/${patientId}/lgpd`, 'Cópia dos dados')
  await page.getByRole('button', { name: 'Exportar dados da pessoa' }).click()
  const save = page.getByRole('button', { name: 'Baixar', exact: true })
  await save.waitFor({ timeout: 30_000 })
  const [file] = await Promise.all([page.waitForEvent('download') as Promise<Download>, save.click()])
  expect(file.suggestedFilename()).toMatch(/^dados-da-pessoa-.*\.zip$/)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Anonimizar pessoa…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Anonimizar pessoa' })
  await dialog.getByText('Isto não pode ser desfeito').waitFor()
  const act = dialog.getByRole('button', { name: 'Anonimizar de vez' })
  expect(await act.isDisabled()).toBe(true)
  await dialog.getByLabel(/Digite/).fill(name)
  await expectAccessible(page)
  await act.click()
  await page.getByText(/^Anonimizado em/).waitFor({ timeout: 30_000 })
  await page.getByRole('heading', { name: 'Pessoa anonimizada', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Gerar certificado' }).click()
  await page.getByRole('button', { name: 'Baixar', exact: true }).waitFor({ timeout: 30_000 })
})

it('keeps requests with their deadline, and the registers, on a phone too', async () => {
  const page = await opened('/configuracoes/lgpd', 'LGPD', onPhone)
  await page.getByText('Nenhum pedido').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Registrar pedido' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Quem pediu').fill('Joana Dias')
  await form.getByLabel('Tipo de pedido').selectOption('deletion')
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Salvar' }).click()
  await page.getByText('Joana Dias').waitFor()
  await page.getByText('15 dias restantes').waitFor()
  await page.getByRole('button', { name: 'Responder' }).click()
  await page.getByLabel('O que foi respondido').fill('Enviamos a cópia por e-mail.')
  await page.getByRole('button', { name: 'Encerrar pedido' }).click()
  await page.getByText('Atendido').waitFor()

  await page.getByRole('link', { name: 'Registro de operações' }).click()
  await page.getByRole('heading', { name: 'Prontuário', exact: true }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Retenção' }).click()
  await page.getByText('Avisos brutos do WhatsApp').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Consentimentos' }).click()
  await page.getByText('Nenhum consentimento').waitFor()
  await page.getByRole('link', { name: 'Incidentes' }).click()
  await page.getByRole('button', { name: 'Registrar incidente' }).click()
  await page.getByLabel('Título').fill('Celular perdido')
  await page.getByLabel('A clínica soube em').fill('2026-11-19')
  await page.getByLabel('O que aconteceu').fill('Celular da recepção, sem senha.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.getByText(/prazo para comunicar/).waitFor()
})

it('takes a request of a stranger by the public page, and answers on it', async () => {
  const page = await opened('/configuracoes/lgpd', 'LGPD')
  await page.getByRole('switch', { name: 'Receber pedidos por esta página' }).check()
  await page.getByRole('button', { name: 'Salvar' }).click()
  const address = await page.getByLabel('Endereço', { exact: true }).inputValue()
  await expectAccessible(page)

  const stranger = await browser.newPage({ ...onPhone, allowErrors: /422/ })
  await stranger.goto(address)
  const own = crypto.randomUUID().slice(0, 8)
  const email = `zuleica-${own}@exemplo.test`
  await stranger.getByLabel('O que você pede').selectOption('access')
  await stranger.getByLabel('Seu nome completo').fill(`Zuleica ${own}`)
  await stranger.getByLabel('Seu e-mail').fill(email)
  await stranger.getByLabel(/Os dados são meus/).check()
  await expectAccessible(stranger)
  const protocol = stranger.getByText(/^LGPD-/)
  // quicker than people is asked to send it again
  await stranger.getByRole('button', { name: 'Enviar pedido' }).click()
  const again = stranger.getByText('Confira o que você escreveu e envie outra vez.')
  await again.or(protocol).waitFor()
  while (await again.isVisible()) {
    await expectAccessible(stranger)
    await Promise.all([
      stranger.waitForEvent('load'),
      stranger.getByRole('button', { name: 'Enviar pedido' }).click(),
    ])
  }
  const number = (await protocol.textContent()) ?? ''
  await expectAccessible(stranger)

  await page.getByText(number).waitFor()
  await page.getByText('E-mail não confirmado').waitFor()
  await stranger.goto(await mailedLink(email))
  await stranger.getByText('Em análise').waitFor()
  await expectAccessible(stranger)
  await page.getByText('E-mail confirmado', { exact: true }).waitFor()
})
