import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, undo, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let phone: string
let name: string

beforeEach(() => {
  phone = freshPhone()
  name = `Paciente ${phone.slice(-6)}`
})

/** Somebody unknown writes, and the reception has their conversation open. */
async function opened(options?: OpenOptions): Promise<Page> {
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Queria marcar uma sessão' })
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn('recepcao@aurora.test')
  await inbox.open(name)
  return inbox.page
}

/** Presses what is named, and counts. */
function counting(page: Page) {
  let clicks = 0
  return {
    press: async (...[role, options]: Parameters<Locator['getByRole']>) => {
      await page.getByRole(role, options).first().click()
      clicks += 1
    },
    clicks: () => clicks,
  }
}

const patients = (page: Page) => page.getByRole('region', { name: 'Pacientes desta conversa' })
const toast = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text })

describe('an unknown person', () => {
  it('is a patient after two clicks beside the conversation', async () => {
    const page = await opened()
    const { press, clicks } = counting(page)
    await press('button', { name: 'Converter em paciente' })
    await expectAccessible(page)
    await press('button', { name: 'Criar paciente' })
    await patients(page).getByRole('link', { name }).waitFor()
    expect(clicks()).toBe(2)
    await patients(page).getByRole('link', { name }).click()
    await page.waitForURL(/\/pacientes\/[\da-f-]{36}/)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
  })

  it('is one after three on a phone', async () => {
    const page = await opened(onPhone)
    const { press, clicks } = counting(page)
    await press('button', { name: 'Detalhes da conversa' })
    await press('button', { name: 'Converter em paciente' })
    await expectAccessible(page)
    await press('button', { name: 'Criar paciente' })
    await patients(page).getByRole('link', { name }).waitFor()
    expect(clicks()).toBe(3)
  })

  it('is one after three from the board', async () => {
    const page = await opened()
    await page.goto('/conversas/quadro')
    const card = page.getByRole('article').filter({ hasText: name })
    await card.waitFor()
    const { press, clicks } = counting(page)
    await card.getByRole('button', { name: 'Mover e outras ações' }).click()
    await press('button', { name: 'Converter em paciente' })
    await press('button', { name: 'Criar paciente' })
    await toast(page, `${name} agora é paciente`).waitFor()
    expect(clicks()).toBe(2)
  })

  it('turns out to be somebody who is there: told before, found by a search, linked and taken back', async () => {
    const page = await opened()
    await page.getByRole('button', { name: 'Converter em paciente' }).click()
    await page.getByRole('button', { name: 'Criar paciente' }).click()
    await patients(page).getByRole('link', { name }).waitFor()

    // the same person writes from another number
    const other = freshPhone()
    await patientWrites({
      provider: 'evolution',
      from: other,
      name: 'Número novo',
      text: 'Troquei de número',
    })
    await page.goto(`/conversas/${encodeURIComponent(`whatsapp:+${other}`)}`)
    await page.getByRole('button', { name: 'Converter em paciente' }).click()
    await page.getByLabel('Nome do paciente').fill(name)
    await page.getByText('É a mesma pessoa?').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Cancelar' }).click()
    await page.getByRole('button', { name: 'Vincular existente' }).click()
    await page.getByLabel('Buscar paciente').fill(name)
    await page.getByRole('button', { name: new RegExp(`^${name}.*Vincular$`) }).click()
    await patients(page).getByRole('link', { name }).waitFor()
    await page.getByRole('button', { name: `Desvincular ${name}` }).click()
    await undo(page, `Conversa desvinculada de ${name}`)
    await patients(page).getByRole('link', { name }).waitFor()
  })
})

/** Two files of one person, whose conversation the newer one has. */
async function twice(): Promise<void> {
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Consegui remarcar?' })
  const reception = await asUser('recepcao@aurora.test')
  const { data } = await reception.rpc('my_context')
  const tenant = (data as { memberships: { tenant_id: string }[] }).memberships[0]!.tenant_id
  for (const patient of [{ birth_date: '1990-02-28' }, { cpf: '11144477735' }]) {
    const { error } = await reception.rpc('save_patient', {
      p_tenant_id: tenant,
      p_id: crypto.randomUUID(),
      p_version: null,
      p_patient: { full_name: name, ...patient },
      p_phones: 'cpf' in patient ? [{ phone: `+${phone}` }] : [],
    })
    expect(error).toBeNull()
  }
}

describe('somebody who is there twice', () => {
  it('is one after a look at both, with all that was written, and two again', async () => {
    await twice()
    const page = await browser.newPage()
    const inbox = new InboxPage(page)
    await inbox.signIn('recepcao@aurora.test')
    await page.goto('/pacientes')
    await page.getByRole('link', { name: 'Duplicados' }).click()
    const pair = page.getByRole('article').filter({ hasText: name })
    await pair.getByText('Nome parecido').waitFor()
    await expectAccessible(page)
    await pair.getByRole('button', { name: 'Comparar' }).click()
    const dialog = page.getByRole('dialog', { name: 'Comparar cadastros' })
    await dialog.getByText('111.444.777-35').waitFor()
    await dialog.getByText('1 telefone').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Unir cadastros' }).click()
    await pair.waitFor({ state: 'detached' })

    // the one that stays has the number, and with it what was written
    await page.getByRole('link', { name, exact: true }).click()
    await page
      .getByRole('navigation', { name: 'Partes do cadastro' })
      .getByRole('link', { name: 'Conversas' })
      .click()
    const messages = page.getByRole('region', { name: 'Mensagens com o paciente' })
    await messages.getByText('Consegui remarcar?').waitFor()
    await expectAccessible(page)
    await page.getByText('Enviadas').last().click()
    await page.getByText('Nenhuma mensagem deste lado.').waitFor()
    await page.getByRole('link', { name: /^Abrir no CRM/ }).click()
    await inbox.bubble('Consegui remarcar?').waitFor()
    await page.goto('/pacientes/duplicados')
    await page.getByRole('button', { name: `Desfazer a união de ${name}` }).click()
    await pair.getByText('Nome parecido').waitFor()
    await pair.getByRole('button', { name: 'Não são a mesma pessoa' }).click()
    await pair.waitFor({ state: 'detached' })
  })
})
