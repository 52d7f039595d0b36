import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { AuthPages } from './pages/auth.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const motherId = crypto.randomUUID()
let reception: Account

beforeAll(async () => {
  const owner = await newAccount()
  reception = await newColleague(owner, 'operator', 'Rita Recepção')
  await save(motherId, { full_name: 'Rosa Souza', birth_date: '1980-05-12' }, [{ phone: '11987650001' }])
})

async function save(id: string, patient: object, phones: object[] = [], version: number | null = null) {
  const { error } = await reception.client.rpc('save_patient', {
    p_tenant_id: reception.tenantId,
    p_id: id,
    p_version: version,
    p_patient: patient,
    p_phones: phones,
  })
  expect(error).toBeNull()
}

async function open(path: string, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(reception, path)
  return page
}

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)

describe('a patient who comes to the desk', () => {
  it.each([
    ['on a desk', undefined],
    ['on a phone', onPhone],
  ] as const)('is written down once, and who is there already is said, %s', async (where, options) => {
    const page = await open('/pacientes', options)
    await page.getByRole('button', { name: 'Novo paciente' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Nome').fill('Outra Rosa')
    await dialog.getByLabel('Telefone').fill('11 98765-0001')
    await dialog.getByText('Mesmo dado: telefone').first().waitFor()
    await expectAccessible(page)

    // it may be another person with the same phone: a mother and her daughter
    const name = `Nina Souza ${where}`
    await dialog.getByLabel('Nome').fill(name)
    await dialog.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.getByText('(11) 98765-0001').count()).toBeGreaterThan(0)
    await expectAccessible(page)
    await fits(page)

    await page.goto('/pacientes')
    await page.getByRole('button', { name: 'Novo paciente' }).click()
    await dialog.getByLabel('Nome').fill('rosa  SOUZA')
    await dialog.getByRole('link', { name: 'Abrir o cadastro de Rosa Souza' }).click()
    await page.getByRole('heading', { level: 1, name: 'Rosa Souza' }).waitFor()
  })
})

describe('the full form', () => {
  it.each([
    ['on a desk', undefined],
    ['on a phone', onPhone],
  ] as const)(
    'keeps everything, fills in the address and loses nothing on the way out, %s',
    async (_, options) => {
      const page = await open('/pacientes/novo', options)
      const save = page.getByRole('button', { name: 'Salvar' })
      await save.click()
      await page.getByText('Escreva o nome, de 2 a 120 letras.').waitFor()
      await page.getByLabel('Nome completo').fill('Alexandre Souza')
      await page.getByLabel('Nome social').fill('Alice Souza')
      await page.getByLabel('Pronome').selectOption('ela')
      await page.getByLabel('Nascimento').fill('2014-03-02')
      await page.getByLabel('CPF', { exact: false }).first().fill('52998224725')
      await page.getByRole('textbox', { name: 'Telefone 1' }).fill('1134567890')
      await page.getByRole('button', { name: 'Adicionar telefone' }).click()
      await page.getByRole('textbox', { name: 'Telefone 2' }).fill('11999990001')
      await page
        .getByRole('listitem')
        .filter({ has: page.getByRole('textbox', { name: 'Telefone 2' }) })
        .getByLabel('Principal')
        .check()
      await page.getByRole('button', { name: 'Adicionar pessoa' }).click()
      const relation = page.getByRole('group', { name: 'Nova pessoa' })
      await relation.getByLabel('Nome').fill('rosa sou')
      await page.getByRole('option', { name: /Rosa Souza/ }).click()
      const mother = page.getByRole('group', { name: 'Rosa Souza' })
      await mother.getByLabel('Decide').check()
      await mother.getByLabel('Paga').check()
      await page.getByRole('textbox', { name: 'CEP' }).fill('12530-000')
      await page.getByText('Endereço preenchido pelo CEP.').waitFor()
      expect(await page.getByLabel('Cidade').inputValue()).toBe('Cunha')
      // one CEP for a whole town: the street is typed
      await page.getByLabel('Rua').fill('Rua do Mercado')
      await expectAccessible(page)
      await fits(page)

      await page.getByRole('button', { name: 'Cancelar' }).click()
      await page.getByRole('button', { name: 'Continuar editando' }).click()
      await save.click()
      await page.getByRole('heading', { level: 1, name: 'Alice Souza' }).waitFor()
      await page.getByText('Rua do Mercado · Cunha/SP').waitFor()
      await page.getByText('12 anos').waitFor()
      const phones = page.getByRole('region', { name: 'Contatos' }).getByRole('listitem')
      expect(await phones.allInnerTexts()).toEqual([
        expect.stringContaining('(11) 3456-7890'),
        expect.stringMatching(/\(11\) 99999-0001[^]*principal/),
      ])
      await page.getByRole('link', { name: 'Rosa Souza' }).waitFor()
      await expectAccessible(page)
      await fits(page)
    },
  )

  it('says what a colleague saved meanwhile, and brings both together', async () => {
    const id = crypto.randomUUID()
    await save(id, { full_name: 'Bento Reis', city: 'Osasco' })
    const page = await open(`/pacientes/${id}/cadastro`, { allowErrors: /status of 409/ })
    await page.getByRole('textbox', { name: 'Observações' }).fill('Prefere de manhã.')
    await save(id, { full_name: 'Bento Reis', city: 'Santos', note: 'Vem de ônibus.' }, [], 1)
    await page.getByRole('button', { name: 'Salvar' }).click()
    const notice = page.getByRole('alert').filter({ hasText: 'Outra pessoa da equipe' })
    await notice.getByText('Mudou: cidade.').waitFor()
    await notice.getByText('fica o que você escreveu: observações.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Juntar as mudanças e continuar' }).click()
    expect(await page.getByLabel('Cidade').inputValue()).toBe('Santos')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Prefere de manhã.').waitFor()
    await page.getByText('Santos').waitFor()
  })
})

describe('the list', () => {
  it('archives several, takes it back, and shows at once what a colleague does', async () => {
    const ids = [crypto.randomUUID(), crypto.randomUUID()]
    await save(ids[0]!, { full_name: 'Zuleica Um' })
    await save(ids[1]!, { full_name: 'Zuleica Dois' })
    const page = await open('/pacientes?busca=zuleica')
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await row('Zuleica Um').getByRole('checkbox').check()
    await row('Zuleica Dois').getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Arquivar' }).click()
    await page.getByText('2 pacientes foram para os arquivados.').waitFor()
    await page.getByText('Nenhum paciente com esses filtros.').waitFor()
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await row('Zuleica Um').waitFor()

    // live: nobody presses anything here
    await save(ids[0]!, { full_name: 'Zuleica Primeira' }, [], 3)
    await row('Zuleica Primeira').waitFor()
    await expectAccessible(page)
  })
})

describe('a doctor', () => {
  it('is written down with a council, and found from everywhere', async () => {
    const page = await open('/pacientes/medicos')
    await page.getByRole('button', { name: 'Novo médico' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Nome').fill('Quirino Valente')
    await dialog.getByLabel('Conselho').selectOption('CRP')
    await dialog.getByLabel('UF ou região').fill('06')
    await dialog.getByLabel('Número do registro').fill('12345')
    await dialog.getByRole('button', { name: 'Adicionar telefone' }).click()
    await dialog.getByRole('textbox', { name: 'Telefone 1' }).fill('1134560002')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('row').filter({ hasText: 'CRP 06/12345' }).waitFor()

    await page.goto('/pacientes')
    // until it is there nobody listens to the keys
    await page.getByRole('button', { name: 'Buscar', exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Buscar em toda a clínica' }).waitFor()
    await page.keyboard.type('quirino')
    await page.getByRole('option', { name: /Quirino Valente/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Quirino Valente' }).waitFor()
    expect(await dialog.getByRole('textbox', { name: 'Telefone 1' }).inputValue()).toBe('(11) 3456-0002')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: 'Médicos' }).waitFor()
    await expectAccessible(page)
  })
})
