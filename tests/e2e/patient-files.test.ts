import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gradientPng, onePagePdf } from '../../local/simulators/core/samples.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const name = 'Mariana Souza'
let owner: Account
let therapist: Account
let patient: string

beforeAll(async () => {
  owner = await newAccount()
  therapist = await newColleague(owner, 'therapist', 'Helena Prado')
})

beforeEach(async () => {
  patient = crypto.randomUUID()
  const { error } = await owner.client.rpc('save_patient', {
    p_tenant_id: owner.tenantId,
    p_id: patient,
    p_version: null,
    p_patient: { full_name: name, cpf: '52998224725' },
  })
  if (error) throw error
})

async function opened(who: Account = owner, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto(`/pacientes/${patient}/arquivos`)
  await page.getByRole('heading', { name: 'Arquivos', level: 2 }).waitFor()
  return page
}

const png = { name: 'Exame de sangue.png', mimeType: 'image/png', buffer: Buffer.from(gradientPng(320)) }
const upload = (page: Page, file = png) =>
  page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from(file.buffer) })
const toast = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text })
const menu = (page: Page, file: string) => page.getByRole('button', { name: `Mais opções de ${file}` })

describe('files of a patient', () => {
  it('are put, opened, renamed, archived and brought back', async () => {
    const page = await opened()
    await upload(page)
    const entry = page.getByRole('button', { name: /^Exame de sangue\.png/ })
    await entry.click()
    const dialog = page.getByRole('dialog', { name: png.name })
    await dialog.getByRole('img', { name: png.name }).waitFor()
    await expectAccessible(page)
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Baixar' }).click()
    expect((await downloading).suggestedFilename()).toBe(png.name)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await menu(page, png.name).click()
    await page.getByRole('button', { name: 'Renomear' }).click()
    await page.getByLabel('Nome do arquivo').fill('Hemograma de maio')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Hemograma de maio\.png/ }).waitFor()

    await menu(page, 'Hemograma de maio.png').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Arquivar' }).click()
    await page.getByText('Nenhum arquivo ainda.').waitFor()
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await page.getByRole('button', { name: /^Hemograma de maio\.png/ }).waitFor()
    await page.getByRole('button', { name: 'Em grade' }).click()
    await expectAccessible(page)
  })

  it('are dropped; what is no file of a clinic is refused with the reason', async () => {
    const page = await opened(owner, { allowErrors: /422/ })
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['<html><script>1</script></html>'], 'exame.txt', { type: 'text/plain' }))
      return data
    })
    const files = page.getByRole('heading', { name: 'Arquivos', level: 2 })
    await files.dispatchEvent('dragenter', { dataTransfer: transfer })
    await page.getByText('Solte os arquivos aqui').waitFor()
    await files.dispatchEvent('drop', { dataTransfer: transfer })
    await page.getByRole('alert').filter({ hasText: 'este tipo não é aceito' }).waitFor()
  })

  it('that are clinical are seen by who treats the patient alone', async () => {
    const { error } = await therapist.client.rpc('add_care_team', {
      p_tenant_id: owner.tenantId,
      p_patient_id: patient,
      p_user_id: therapist.email && (await therapist.client.auth.getUser()).data.user?.id,
    })
    if (error) throw error
    const page = await opened()
    await page.getByLabel('Quem vê os arquivos enviados').selectOption('Só quem atende vê')
    await upload(page, {
      name: 'laudo.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(onePagePdf('x')),
    })
    await page.getByText('Há 1 arquivo clínico que só a equipe que atende pode ver.').waitFor()
    expect(await page.getByRole('button', { name: /^laudo\.pdf/ }).count()).toBe(0)
    const theirs = await opened(therapist)
    await theirs.getByRole('button', { name: /^laudo\.pdf/ }).waitFor()
  })
})

describe('a declaration of attendance', () => {
  it('is written from its template, issued as a PDF, kept and cancelled', async () => {
    const page = await opened()
    await page.getByRole('button', { name: 'Novo documento' }).click()
    const dialog = page.getByRole('dialog', { name: 'Novo documento' })
    await dialog.getByRole('button', { name: 'Emitir' }).click()
    await dialog.getByText(/Falta preencher: .*Início do atendimento/).waitFor()
    await dialog.getByLabel('Início do atendimento').fill('14h')
    await dialog.getByLabel('Fim do atendimento').fill('14h50')
    await dialog.getByLabel('Cidade').fill('Campinas')
    await dialog.getByText(`que ${name}, CPF 529.982.247-25, compareceu`).last().waitFor()
    await expectAccessible(page)
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Emitir' }).click()
    const file = readFileSync(await (await downloading).path(), 'latin1')
    expect(file).toMatch(/^%PDF/)
    for (const text of ['das 14h', 'Campinas', owner.fullName, 'assinatura simples', 'SHA-256 '])
      expect(file).toContain(text)
    await toast(page, /Documento nº \d+\/\d{4} emitido/).waitFor()
    const documents = page.getByRole('region', { name: 'Documentos emitidos' })
    await documents.getByText('Declaração de comparecimento').waitFor()
    const { data } = await owner.client.rpc('list_patient_documents', {
      p_tenant_id: owner.tenantId,
      p_patient_id: patient,
    })
    expect((data as { documents: { file_id: string }[] }).documents[0]?.file_id).toBeTruthy()

    await documents.getByRole('button', { name: /^Cancelar o documento/ }).click()
    await page.getByLabel('Motivo').fill('Data errada')
    await page.getByRole('button', { name: 'Cancelar documento' }).click()
    await documents.getByText('Motivo: Data errada').waitFor()
    await expectAccessible(page)
  })

  it('is issued on a phone, with words of the clinic', async () => {
    const settings = await browser.newPage()
    await storeSession(settings, owner)
    await settings.goto('/configuracoes/documentos')
    await settings.getByRole('button', { name: 'Editar Declaração de acompanhante' }).click()
    const form = settings.getByRole('dialog', { name: 'Editar modelo' })
    await form.getByLabel('Texto').fill('{{acompanhante}} acompanhou {{paciente}}.')
    await expectAccessible(settings)
    await form.getByRole('button', { name: 'Salvar' }).click()
    await settings.getByText('Alterado pela clínica').waitFor()

    const page = await opened(owner, onPhone)
    await page.getByRole('button', { name: 'Novo documento' }).click()
    const dialog = page.getByRole('dialog', { name: 'Novo documento' })
    await dialog.getByLabel('Modelo').selectOption('Declaração de acompanhante')
    await dialog.getByLabel('Acompanhante').fill('Rosa Lima')
    await dialog.getByText(`Rosa Lima acompanhou ${name}.`).waitFor()
    await expectAccessible(page)
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Emitir' }).click()
    expect((await downloading).suggestedFilename()).toMatch(/^Declaração de acompanhante \d+-\d{4}\.pdf$/)
    await page.getByRole('button', { name: 'Tirar foto' }).waitFor()
    await expectAccessible(page)
  })
})
