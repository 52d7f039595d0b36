import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let therapist: Account
let reception: Account
let colleague: Account
let patientId: string

beforeAll(async () => {
  const client = await asUser('admin@horizonte.test')
  const { data } = await client.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  const owner = { client, tenantId: clinic?.tenant_id ?? null }
  therapist = await newColleague(owner, 'therapist', 'Lia Terapeuta')
  colleague = await newColleague(owner, 'therapist', 'Caio Colega')
  reception = await newColleague(owner, 'operator', 'Rita Recepção')
})

beforeEach(async () => {
  patientId = crypto.randomUUID()
  await call(reception, 'save_patient', {
    p_id: patientId,
    p_version: null,
    p_patient: { full_name: `Marina ${patientId.slice(0, 6)}` },
  })
  const { data } = await therapist.client.rpc('my_context')
  const { user } = data as { user: { id: string } }
  await call(reception, 'add_care_team', { p_patient_id: patientId, p_user_id: user.id })
})

async function call(who: Account, name: string, args: object): Promise<unknown> {
  const { data, error } = await who.client.rpc(name, { p_tenant_id: who.tenantId, ...args })
  expect(error).toBeNull()
  return data as unknown
}

async function openAs(who: Account, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(who, `/pacientes/${patientId}/record`)
  await page.getByRole('heading', { name: 'Quem atende' }).waitFor()
  return page
}

/** An entry of the therapist's, as the server has it. */
async function written(lines: string[], isSigned = true): Promise<string> {
  const id = crypto.randomUUID()
  const content = {
    type: 'doc',
    content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
  await call(therapist, 'save_record_entry', {
    p_patient_id: patientId,
    p_id: id,
    p_version: null,
    p_entry: { content },
  })
  if (isSigned) await call(therapist, 'sign_record_entry', { p_id: id, p_version: 1 })
  return id
}

const editor = (page: Page) => page.getByRole('textbox', { name: 'Texto' })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Salvo' }).waitFor()
const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text }).first()

describe('who treats the patient', () => {
  it('writes, is saved meanwhile, signs, adds, and sees what changed', async () => {
    const page = await openAs(therapist)
    await button(page, 'Nova evolução').click()
    await editor(page).pressSequentially('Chegou bem.')
    await saved(page)
    await expectAccessible(page)
    await button(page, 'Concluir').click()
    await article(page, 'Chegou bem.').getByText('Não assinada', { exact: true }).waitFor()

    await button(page, 'Continuar escrevendo').click()
    await editor(page).press('Control+End')
    await editor(page).pressSequentially(' Dormiu pouco.')
    await button(page, 'Assinar').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Assinar', exact: true }).click()
    const entry = article(page, 'Chegou bem. Dormiu pouco.')
    await entry.getByText(/Assinatura simples de Lia Terapeuta/).waitFor()
    expect(await entry.getByRole('button', { name: 'Continuar escrevendo' }).count()).toBe(0)

    await entry.getByRole('button', { name: 'Adendo' }).click()
    await editor(page).pressSequentially('Era terça-feira.')
    await button(page, 'Concluir').click()
    await article(page, 'Era terça-feira.').waitFor()

    await entry.getByRole('button', { name: 'Versões' }).first().click()
    const drawer = page.getByRole('dialog', { name: 'Versões' })
    await drawer.locator('ins').filter({ hasText: 'Dormiu pouco.' }).waitFor()
    await expectAccessible(page)
  })

  it('is asked which text stays when it changed on another device', async () => {
    const id = await written(['Do celular.'], false)
    const page = await openAs(therapist, { allowErrors: /409/ })
    await button(page, 'Continuar escrevendo').click()
    await editor(page).waitFor()
    const content = (text: string) => ({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    })
    await call(therapist, 'save_record_entry', {
      p_patient_id: patientId,
      p_id: id,
      p_version: 1,
      p_entry: { content: content('Do celular, depois.') },
    })
    await editor(page).press('Control+End')
    await editor(page).pressSequentially(' E do computador.')
    const notice = page.getByRole('alert').filter({ hasText: 'Este texto mudou em outro aparelho.' })
    await notice.locator('ins').filter({ hasText: 'computador' }).waitFor()
    await expectAccessible(page)
    await notice.getByRole('button', { name: 'Ficar com o meu' }).click()
    await saved(page)
    await button(page, 'Concluir').click()
    await article(page, 'Do celular. E do computador.').waitFor()
  })

  it('keeps a private folder apart, and takes a copy without it, on a phone', async () => {
    await written(['Falou do trabalho.'])
    const page = await openAs(therapist, onPhone)
    await article(page, 'Falou do trabalho.').waitFor()
    await page.getByText('Pasta privada', { exact: true }).click()
    await button(page, 'Nova anotação privada').click()
    await editor(page).pressSequentially('Hipótese minha.')
    await button(page, 'Concluir').click()
    await article(page, 'Hipótese minha.').waitFor()
    await expectAccessible(page)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Cópia para o paciente').click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^Prontuário de Marina .*\.pdf$/)
    expect(existsSync(await file.path())).toBe(true)
    await page.getByText('Prontuário', { exact: true }).last().click()
    expect(await page.getByText('Hipótese minha.').count()).toBe(0)
  })
})

describe('who does not', () => {
  it('sees that a record is there, and nothing of it', async () => {
    await written(['Falou do trabalho.'])
    const page = await openAs(reception, onPhone)
    await page.getByRole('heading', { name: 'Prontuário reservado' }).waitFor()
    await page.getByText(/Há 1 registro/).waitFor()
    expect(await page.getByText('Falou do trabalho.').count()).toBe(0)
    expect(await button(page, 'Acesso de emergência').count()).toBe(0)
    await expectAccessible(page)
  })

  it('opens it in an emergency, with a reason, and who treats the patient is told', async () => {
    await written(['Falou do trabalho.'])
    const page = await openAs(colleague)
    await button(page, 'Acesso de emergência').click()
    await page.getByLabel('Motivo').fill('Crise na sala de espera.')
    await expectAccessible(page)
    await button(page, 'Abrir e avisar').click()
    await article(page, 'Falou do trabalho.').waitFor()
    await page.getByText(/Acesso de emergência até/).waitFor()
    expect(await button(page, 'Nova evolução').count()).toBe(0)

    const told = await openAs(therapist)
    await told.getByRole('button', { name: /não lida/ }).click()
    await told.getByRole('link', { name: /Caio Colega abriu o prontuário/ }).waitFor()
  })
})
