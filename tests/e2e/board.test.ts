import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../stack/support/clients.ts'
import { InboxPage } from './pages/inbox.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()

/** The board as a person finds it: by roles and names. */
class BoardPage {
  readonly board: Locator
  readonly inbox: InboxPage

  constructor(readonly page: Page) {
    this.inbox = new InboxPage(page)
    this.board = page.getByRole('region', { name: 'Quadro de conversas' })
  }

  static async open(email: string, options?: OpenOptions): Promise<BoardPage> {
    const board = new BoardPage(await browser.newPage(options))
    await board.inbox.signIn(email)
    await board.page.getByRole('link', { name: 'Ver como quadro' }).click()
    await board.board.getByRole('article').first().waitFor()
    return board
  }

  column(name: string): Locator {
    return this.board.getByRole('region', { name, exact: true })
  }

  /** The card of a conversation in a column. */
  card(column: string, person: string): Locator {
    return this.column(column).getByRole('link', { name: person })
  }

  async menu(column: string, person: string, target: string): Promise<void> {
    const card = this.column(column).getByRole('article').filter({ hasText: person })
    await card.getByRole('button', { name: 'Mover e outras ações' }).click()
    await this.page.getByRole('button', { name: target, exact: true }).click()
  }
}

let phone: string
let name: string
const write = (text: string) => patientWrites({ provider: 'evolution', from: phone, name, text })
beforeEach(() => {
  phone = freshPhone()
  name = `Paciente ${phone.slice(-6)}`
})

describe('the board', () => {
  it('moves a card by keyboard, and a colleague sees it go', async () => {
    const [ana, bia] = await Promise.all([
      BoardPage.open('admin@aurora.test'),
      BoardPage.open('recepcao@aurora.test'),
    ])
    await write('Queria marcar')
    await ana.card('Novo', name).focus()
    await bia.card('Novo', name).waitFor()
    await ana.page.keyboard.press('Space')
    await ana.page.keyboard.press('ArrowRight')
    const said = ana.board.getByRole('status').filter({ hasText: `${name} sobre Em atendimento` })
    await said.waitFor({ state: 'attached' })
    await expectAccessible(ana.page)
    // Esc leaves it where it was
    await ana.page.keyboard.press('Escape')
    await ana.card('Novo', name).waitFor()
    await ana.page.keyboard.press('Space')
    await ana.page.keyboard.press('ArrowRight')
    await ana.page.keyboard.press('Space')
    await ana.card('Em atendimento', name).waitFor()
    await bia.card('Em atendimento', name).waitFor()
    await bia.card('Novo', name).waitFor({ state: 'detached' })
    // the keyboard goes on from the card
    await expect
      .poll(() => ana.card('Em atendimento', name).evaluate((link) => link === document.activeElement))
      .toBe(true)
  })

  it('moves by the menu, takes it back, and puts back what the server refuses', async () => {
    const ana = await BoardPage.open('admin@aurora.test', { allowErrors: /500/ })
    const { page } = ana
    await write('Queria marcar')
    await ana.card('Novo', name).waitFor()
    await ana.menu('Novo', name, 'Aguardando paciente')
    await ana.card('Aguardando paciente', name).waitFor()
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await ana.card('Novo', name).waitFor()
    await ana.card('Aguardando paciente', name).waitFor({ state: 'detached' })

    await page.route('**/rpc/move_conversation', (route) => route.fulfill({ status: 500, json: {} }))
    await ana.menu('Novo', name, 'Finalizado')
    await page.getByRole('status').getByText('detalhes').waitFor()
    await ana.card('Novo', name).waitFor()
    await ana.card('Finalizado', name).waitFor({ state: 'detached' })
  })

  it('is dragged with the mouse, and a release over its own link opens nothing', async () => {
    const ana = await BoardPage.open('admin@aurora.test')
    await write('Queria marcar')
    await ana.card('Novo', name).hover()
    await ana.page.mouse.down()
    await ana.column('Finalizado').hover()
    await ana.page.mouse.up()
    await ana.card('Finalizado', name).waitFor()
    expect(new URL(ana.page.url()).searchParams.get('conversa')).toBeNull()
  })

  it('opens a conversation in place, says who is there, and an answer moves the card', async () => {
    const [ana, bia] = await Promise.all([
      BoardPage.open('admin@aurora.test'),
      BoardPage.open('recepcao@aurora.test'),
    ])
    await write('Tem horário amanhã?')
    await ana.card('Novo', name).click()
    const drawer = ana.page.getByRole('dialog', { name })
    await ana.page.waitForURL((url) => url.searchParams.get('conversa') === `whatsapp:+${phone}`)
    await bia
      .card('Novo', name)
      .getByRole('img', { name: / está vendo$/ })
      .waitFor()
    await ana.inbox.bubble('Tem horário amanhã?').waitFor()
    await expectAccessible(ana.page)
    await ana.inbox.composer.fill('Temos às')
    await ana.page.reload()
    await ana.inbox.composer.waitFor()
    expect(await ana.inbox.composer.inputValue()).toBe('Temos às')
    await ana.inbox.send('Temos às 10h.')
    await ana.inbox.waitForStatus('Temos às 10h.', 'Entregue')
    expect((await phoneOf(phone)).map(({ text }) => text)).toContain('Temos às 10h.')
    await bia.card('Aguardando paciente', name).waitFor()
    // the first Esc leaves the composer, the second the conversation
    await ana.page.keyboard.press('Escape')
    await ana.page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await expect
      .poll(() => ana.card('Aguardando paciente', name).evaluate((link) => link === document.activeElement))
      .toBe(true)
    await write('Pode ser!')
    await ana.card('Em atendimento', name).waitFor()
  })

  it('keeps a column of 2,000 cards small: those in sight are in the document', async () => {
    const account = await newAccount()
    const sql = openDatabase()
    await sql`
      insert into public.conversation_threads (tenant_id, thread_key, contact_name, last_message_preview, last_message_at)
      select ${account.tenantId}, 'whatsapp:+55119' || n, 'Pessoa ' || n, 'Oi', now() - make_interval(mins => n - 10000000)
      from generate_series(10000001, 10002000) n`
    await sql.end()
    const board = new BoardPage(await browser.newPage())
    const { page } = board
    await page.goto('/conversas')
    await page.getByLabel('E-mail').fill(account.email)
    await page.getByLabel('Senha', { exact: true }).fill(account.password)
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByRole('link', { name: 'Ver como quadro' }).click()
    const column = board.column('Novo')
    await column.getByText('2.000', { exact: true }).waitFor()
    const cards = column.getByRole('article')
    await cards.first().waitFor()
    expect(await cards.count()).toBeLessThan(30)
    // pages further it holds no more, and the cards are other ones
    const scrollOn = () =>
      column.getByRole('list').evaluate((list) => {
        const scroller = list.parentElement!
        scroller.scrollTop = scroller.scrollHeight
        return Math.max(...[...list.children].map((card) => Number(card.getAttribute('aria-posinset'))))
      })
    await expect.poll(scrollOn).toBeGreaterThan(150)
    expect(await cards.count()).toBeLessThan(30)
    expect(await column.getByText('Pessoa 10000001', { exact: true }).count()).toBe(0)
  })

  it('shows a phone one column at a time, and the way back closes the conversation', async () => {
    const ana = await BoardPage.open('admin@aurora.test', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await write('Queria marcar')
    await ana.card('Novo', name).waitFor()
    await expectAccessible(ana.page)
    await ana.menu('Novo', name, 'Em atendimento')
    await ana.card('Novo', name).waitFor({ state: 'detached' })
    await ana.board.getByRole('button', { name: /^Em atendimento/ }).click()
    await ana.card('Em atendimento', name).click()
    await ana.inbox.bubble('Queria marcar').waitFor()
    await expectAccessible(ana.page)
    await ana.page.goBack()
    await ana.page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
    await ana.card('Em atendimento', name).waitFor()
  })

  it('lets who leads name and order the columns, for everybody at once', async () => {
    const [ana, bia] = await Promise.all([
      BoardPage.open('admin@aurora.test'),
      BoardPage.open('recepcao@aurora.test'),
    ])
    const edit = (board: BoardPage) => board.page.getByRole('button', { name: 'Nomes e ordem das colunas' })
    expect(await edit(bia).count()).toBe(0)
    const save = async (column: string, text: string, way: string) => {
      await edit(ana).click()
      const dialog = ana.page.getByRole('dialog', { name: 'Colunas do quadro' })
      await dialog.getByRole('textbox', { name: column }).fill(text)
      await expectAccessible(ana.page)
      await dialog.getByRole('button', { name: way }).click()
      await dialog.getByRole('button', { name: 'Salvar' }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await save('Coluna 1', 'Chegou agora', 'Mover Chegou agora para depois')
    await bia.column('Chegou agora').waitFor()
    const order = () => bia.board.getByRole('heading', { level: 2 }).allTextContents()
    expect(await order()).toEqual(['Em atendimento', 'Chegou agora', 'Aguardando paciente', 'Finalizado'])
    await save('Coluna 2', '', 'Mover Novo para antes')
    await bia.column('Novo').waitFor()
  })
})
