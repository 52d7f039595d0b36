import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone } from './support/simulators.ts'

const browser = useBrowser()
let owner: Account
let colleague: Account
let name: string

beforeAll(async () => {
  owner = await newAccount('Clínica da Equipe', 'Olívia Souza')
  colleague = await newColleague(owner, 'operator', 'Téo Lima')
})
beforeEach(async () => {
  const phone = freshPhone()
  name = `Bia ${phone.slice(-6)}`
  const { error } = await owner.client.rpc('start_conversation', {
    p_tenant_id: owner.tenantId,
    p_phone: `+${phone}`,
    p_name: name,
  })
  expect(error).toBeNull()
})

async function openAs(who: Account, options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await new AuthPages(inbox.page).signIn(who, '/conversas')
  await inbox.row(name).click()
  await inbox.page.getByRole('heading', { name, level: 2 }).waitFor()
  return inbox
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

describe('a team at work on a conversation', () => {
  it('T tags it, a new tag too, everybody sees it at once, and the list shows only that tag', async () => {
    const [mine, theirs] = [await openAs(owner), await openAs(colleague)]
    await mine.page.getByRole('heading', { name, level: 2 }).click()
    await mine.page.keyboard.press('t')
    await mine.page.getByRole('combobox', { name: 'Buscar ou criar etiqueta' }).waitFor()
    await expectAccessible(mine.page)
    await mine.page.keyboard.type(`Convênio ${name.slice(-6)}`)
    await mine.page.keyboard.press('Enter')
    const chip = `Convênio ${name.slice(-6)}`
    await mine.list.getByText(chip).waitFor()
    await theirs.list.getByText(chip).waitFor()
    await mine.page.keyboard.press('Escape')
    await mine.page.getByRole('button', { name: 'Mais filtros' }).click()
    await mine.page.getByRole('button', { name: chip, exact: true }).click()
    await mine.page.waitForURL(/etiqueta=/)
    await expect.poll(() => mine.list.getByRole('listitem').count()).toBe(1)
    await expectAccessible(mine.page)
    await mine.page.reload()
    await mine.row(name).waitFor()
    await mine.page.getByRole('button', { name: `Tirar a etiqueta ${chip}` }).click()
    await theirs.list.getByText(chip).waitFor({ state: 'detached' })
  })

  it('a note names a colleague, who sees it at once and cannot change it', async () => {
    const [mine, theirs] = [await openAs(owner), await openAs(colleague)]
    await mine.page.getByRole('button', { name: 'Nota interna' }).click()
    const field = mine.page.getByRole('textbox', { name: 'Escreva uma nota interna' })
    await field.waitFor()
    await mine.page.keyboard.type('Confira o convênio, @té')
    await mine.page
      .getByRole('listbox', { name: 'Chamar alguém da equipe' })
      .getByRole('option', { name: 'Téo Lima' })
      .waitFor()
    await expectAccessible(mine.page)
    await mine.page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('Confira o convênio, @Téo Lima ')
    await mine.page.keyboard.press('Enter')
    const note = (inbox: InboxPage) => inbox.page.locator('[data-note]')
    await note(theirs).getByText('Confira o convênio').waitFor()
    expect(await note(theirs).getByRole('button', { name: 'Editar nota' }).count()).toBe(0)
    await note(mine).getByRole('button', { name: 'Editar nota' }).click()
    await mine.page.getByRole('textbox', { name: 'Editar nota' }).fill('Convênio conferido')
    await note(mine).getByRole('button', { name: 'Salvar' }).click()
    await note(theirs).getByText('Convênio conferido').waitFor()
    await note(theirs).getByRole('button', { name: 'Editada' }).click()
    await note(theirs).getByText('Confira o convênio').waitFor()
    await expectAccessible(theirs.page)
    await note(mine).getByRole('button', { name: 'Excluir nota' }).click()
    await mine.page
      .getByRole('alertdialog')
      .or(mine.page.getByRole('dialog'))
      .getByRole('button', { name: 'Excluir' })
      .click()
    await note(theirs).waitFor({ state: 'detached' })
  })

  it('it sleeps until tomorrow, is found among those that do, and comes back', async () => {
    const { page, list, row } = await openAs(owner).then((inbox) => ({
      page: inbox.page,
      list: inbox.list,
      row: inbox.row.bind(inbox),
    }))
    await page.getByRole('heading', { name, level: 2 }).click()
    await page.keyboard.press('z')
    await page.getByRole('dialog').getByRole('button', { name: 'Amanhã' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Amanhã' }).click()
    await page.getByRole('button', { name: 'Trazer de volta' }).waitFor()
    await page.goto('/conversas')
    await list.waitFor()
    await page.getByRole('button', { name: 'Mais filtros' }).click()
    await page.getByRole('button', { name: 'Adiadas', exact: true }).click()
    await row(name).click()
    await page.getByRole('button', { name: 'Trazer de volta' }).click()
    await page.getByText('A conversa voltou para a lista').waitFor()
    await page.goto('/conversas')
    await row(name).waitFor()
  })

  it('on a phone a message is written for later, changed and cancelled', async () => {
    const { page } = await openAs(owner, phone)
    await page.getByRole('button', { name: 'Enviar mais tarde' }).tap()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Mensagem' }).fill('Bom dia! Confirma a consulta?')
    await dialog.getByRole('button', { name: 'Amanhã' }).tap()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Agendar' }).tap()
    const later = page.getByRole('list', { name: 'Mensagens agendadas' })
    await later.getByText('Bom dia! Confirma a consulta?').waitFor()
    await later.getByText('Cancelar se a pessoa escrever antes').waitFor()
    await expectAccessible(page)
    await later.getByRole('button', { name: /^Mudar a mensagem/ }).tap()
    await dialog.getByRole('textbox', { name: 'Mensagem' }).fill('Confirma a consulta de amanhã?')
    await dialog.getByRole('button', { name: 'Salvar' }).tap()
    await later.getByText('Confirma a consulta de amanhã?').waitFor()
    await later.getByRole('button', { name: /^Cancelar a mensagem/ }).tap()
    await later.waitFor({ state: 'detached' })
  })
})

describe('several conversations at once', () => {
  it('are selected in the list and get a tag', async () => {
    const inbox = await openAs(owner)
    await inbox.page.getByRole('button', { name: 'Selecionar conversas' }).click()
    await inbox.page.getByRole('checkbox', { name: `Selecionar ${name}` }).click()
    await inbox.page.getByText('1 selecionada', { exact: true }).waitFor()
    await expectAccessible(inbox.page)
    const toolbar = inbox.page.getByRole('toolbar', { name: 'Ações para as selecionadas' })
    await toolbar.getByRole('button', { name: 'Etiquetar' }).click()
    await inbox.page.getByRole('dialog').getByRole('button', { name: 'Urgente' }).click()
    await inbox.page.getByText('1 conversa mudou').waitFor()
    await inbox.row(name).getByText('Urgente').waitFor()
    expect(await inbox.page.getByRole('checkbox').count()).toBe(0)
  })

  it('go to a colleague and to a column, and back again', async () => {
    const inbox = await openAs(owner)
    const { page } = inbox
    const choose = async (act: string, value: string | RegExp) => {
      await page.getByRole('button', { name: 'Selecionar conversas' }).click()
      await page.getByRole('checkbox', { name: `Selecionar ${name}` }).click()
      await page.getByRole('toolbar', { name: 'Ações para as selecionadas' }).getByText(act).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(value).click()
    }
    await choose('Mover para…', 'Finalizado')
    await inbox.row(name).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await inbox.row(name).waitFor()
    await choose('Passar para…', /^Eu/)
    await page.getByText('1 conversa mudou').last().waitFor()
    await page.getByRole('button', { name: 'Desfazer' }).last().click()
    await page.getByText('Desfeito').last().waitFor()
  })
})

describe('the tags of a clinic', () => {
  it('are made, changed and archived in the settings by those who lead', async () => {
    const page = await browser.newPage()
    await new AuthPages(page).signIn(owner, '/configuracoes/etiquetas')
    await page.getByRole('button', { name: 'Nova etiqueta' }).click()
    await page.getByLabel('Nome').fill('Urgente')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Já existe uma etiqueta com este nome.').waitFor()
    await page.getByLabel('Nome').fill('Plano premium')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('button', { name: 'Arquivar Plano premium' }).click()
    await page.getByRole('heading', { name: 'Arquivadas' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Trazer de volta Plano premium' }).click()
    await page.getByRole('button', { name: 'Excluir Plano premium' }).click()
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: 'Excluir' })
      .click()
    await page.getByText('Plano premium', { exact: true }).waitFor({ state: 'detached' })
  })
})
