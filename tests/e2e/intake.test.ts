import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { asAnon } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'

const browser = useBrowser()
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const patientId = crypto.randomUUID()
const otherId = crypto.randomUUID()
let owner: Account
let therapist: Account

beforeAll(async () => {
  owner = await newAccount('Clínica Ficha')
  therapist = await newColleague(owner, 'therapist', 'Helena Prado')
  for (const [id, name] of [
    [patientId, 'Caio Souza'],
    [otherId, 'Nina Souza'],
  ])
    await rpc('save_patient', { p_id: id, p_version: null, p_patient: { full_name: name } })
})

async function rpc(name: string, values: object): Promise<unknown> {
  const { data, error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...values })
  if (error) throw error
  return data
}

/** The mother of the other patient answers, as the page would send it. */
async function answerByLink(): Promise<void> {
  const { token } = (await rpc('create_intake_invite', { p_patient_id: otherId })) as { token: string }
  const { error } = await asAnon().functions.invoke('submit-patient-intake', {
    body: {
      token,
      submission_id: crypto.randomUUID(),
      answers: {
        full_name: 'Nina Souza Lima',
        birth_date: '2016-05-03',
        cpf: '52998224725',
        phone: '11987654321',
        guardian_name: 'Mariana Souza',
        guardian_kinship: 'mother',
        guardian_phone: '11912345678',
        complaint: 'Dorme mal desde março.',
      },
      accepted: { privacy_notice: true, care_contract: true, guardian_authorisation: true },
      signer: { full_name: 'Mariana Souza', kinship: 'mother' },
    },
  })
  if (error) throw error as Error
}

async function signedIn(person: Account, path: string): Promise<Page> {
  const page = await browser.newPage()
  await new AuthPages(page).signIn(person, path)
  return page
}
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const next = (page: Page) => page.getByRole('button', { name: 'Continuar' }).click()

/** The desk makes a link for the patient and takes it out of the dialog. */
async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Nova ficha' }).click()
  await page.getByRole('button', { name: 'Criar link' }).click()
  const link = await page.getByRole('textbox', { name: 'Link da ficha' }).inputValue()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Fechar' }).click()
  return link
}

describe('an intake form', () => {
  it('goes to a patient by a link and is answered on a phone, also after the page was gone', async () => {
    const desk = await signedIn(owner, `/pacientes/${patientId}/fichas`)
    const link = await makeLink(desk)
    await desk.getByText('Enviada').waitFor()

    const guest = await browser.newPage(phone)
    await guest.goto(link)
    await heading(guest, 'Quem vai ser atendido')
    // the token is in no history
    expect(new URL(guest.url()).pathname).toBe('/ficha')
    await guest.getByLabel('Nome completo').fill('Caio Souza Lima')
    await next(guest)
    await guest.getByText('Responda para continuar.').waitFor()
    await expectAccessible(guest)
    await guest.getByLabel('Data de nascimento').fill('03052016')
    await guest.getByLabel('CPF').fill('52998224725')
    await guest.getByRole('radio', { name: 'Ele', exact: true }).check()
    await next(guest)
    await heading(guest, 'Contato')
    await guest.getByLabel('Celular com WhatsApp').fill('11987654321')

    // the phone rings, and the page is gone for a while
    await guest.goto('about:blank')
    await guest.goto(link)
    await guest.getByText('Continuamos de onde você parou.').waitFor()
    // as it was typed, or already as it is read: some browsers say that a field was left before the page goes
    expect((await guest.getByLabel('Celular com WhatsApp').inputValue()).replace(/\D/g, '')).toBe(
      '11987654321',
    )
    await next(guest)
    // under eighteen: the guardian is asked for, and signs
    await heading(guest, 'Responsável')
    await guest.getByLabel('Nome completo do responsável').fill('Mariana Souza')
    await guest.getByRole('radio', { name: 'Mãe' }).check()
    await guest.getByLabel('Telefone do responsável').fill('11 91234-5678')
    await next(guest)
    await next(guest)
    await heading(guest, 'O que traz você aqui')
    await guest.getByLabel('Conte, com suas palavras').fill('Dorme mal desde março.')
    await next(guest)
    await guest
      .getByRole('group', { name: /Usa algum medicamento/ })
      .getByLabel('Sim')
      .check()
    await guest.getByLabel('Quais?').fill('Melatonina')
    await next(guest)
    await heading(guest, 'Leitura e assinatura')
    await guest.getByText('um responsável legal precisa assinar').waitFor()
    expect(await guest.getByLabel('Nome completo de quem assina').inputValue()).toBe('Mariana Souza')
    await expectAccessible(guest)
    for (const box of await guest.getByRole('checkbox').all()) await box.check()
    await guest.getByRole('button', { name: 'Enviar ficha' }).click()
    await heading(guest, 'Ficha enviada. Obrigado!')
    await guest.goto(link)
    await heading(guest, 'Esta ficha já foi enviada')

    await desk.getByText('Para revisar').waitFor()
  })

  it('comes back, and its answers are taken one by one; what is clinical is for who treats', async () => {
    await answerByLink()
    const desk = await signedIn(owner, '/fichas')
    await desk.getByRole('link', { name: 'Revisar' }).first().click()
    await heading(desk, 'Nina Souza')
    await desk.getByText('Menor de idade: Mariana Souza (mãe) assinou como responsável.').waitFor()
    expect(await desk.getByText('As respostas desta parte são lidas apenas por quem atende.').count()).toBe(2)
    await expectAccessible(desk)
    await desk
      .getByRole('group', { name: /Nome completo/ })
      .getByLabel('Usar a resposta')
      .check()
    await desk.getByRole('group', { name: /CPF/ }).getByLabel('Manter').check()
    await desk.getByRole('button', { name: 'Concluir revisão' }).click()
    await desk.getByText(/As respostas continuam aqui/).waitFor()
    expect(await rpc('get_patient', { p_id: otherId })).toMatchObject({
      patient: { full_name: 'Nina Souza Lima', cpf: null, birth_date: '2016-05-03' },
      relations: [{ full_name: 'Mariana Souza', kinship: 'mother', is_guardian: true }],
    })

    const treating = await signedIn(therapist, new URL(desk.url()).pathname)
    await treating.getByText('Dorme mal desde março.').waitFor()
  })

  it('is built by the clinic, with questions that depend on answers', async () => {
    const page = await signedIn(owner, '/configuracoes/fichas/nova')
    await page.getByLabel('Nome do formulário').fill('Ficha curta')
    await page.getByRole('button', { name: 'Adicionar pergunta' }).last().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Pergunta', { exact: true }).fill('Fuma?')
    await dialog.getByLabel('Tipo de resposta').selectOption('yes_no')
    await dialog.getByRole('button', { name: 'Aplicar' }).click()
    await page.getByRole('button', { name: 'Adicionar pergunta' }).last().click()
    await dialog.getByLabel('Pergunta', { exact: true }).fill('Quantos por dia?')
    await dialog.getByLabel('Depende de').selectOption({ label: 'Fuma?' })
    await dialog.getByLabel('Condição').selectOption('in')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Aplicar' }).click()
    await dialog.waitFor({ state: 'hidden' })

    const preview = page.getByRole('region', { name: 'Prévia' })
    expect(await preview.getByLabel('Quantos por dia?').count()).toBe(0)
    await preview.getByRole('group', { name: /Fuma/ }).getByLabel('Sim').check()
    await preview.getByLabel('Quantos por dia?').waitFor()
    await page.getByRole('button', { name: 'Mover para cima: Fuma?' }).press('Enter')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Formulário salvo.').waitFor()
    await page.waitForURL(/\/configuracoes\/fichas\/[\da-f-]{36}/)
    await expectAccessible(page)
  })
})
