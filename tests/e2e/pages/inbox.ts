import type { Locator, Page } from 'playwright-core'
import { demoPassword } from '../../../local/demo.ts'
import { storeSession } from '../support/sign-in.ts'

/** The inbox as a person finds it: by roles and names. */
export class InboxPage {
  readonly list: Locator
  readonly messages: Locator
  readonly composer: Locator

  constructor(readonly page: Page) {
    this.list = page.getByRole('navigation', { name: 'Lista de conversas' })
    this.messages = page.getByRole('region', { name: 'Mensagens' })
    this.composer = page.getByRole('textbox', { name: /^Escreva uma mensagem para/ })
  }

  async signIn(email: string): Promise<void> {
    await storeSession(this.page, { email, password: demoPassword })
    await this.page.goto('/conversas')
    await this.list.getByRole('link').first().waitFor()
    // What happens from here on is heard.
    await this.page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
  }

  /** The row of a conversation. */
  row(name: string): Locator {
    return this.list.getByRole('link', { name })
  }

  async open(name: string): Promise<void> {
    await this.row(name).click()
    await this.page.getByRole('heading', { name, level: 2 }).waitFor()
    await this.messages.waitFor()
    // a pointer in the list holds its order
    await this.messages.hover()
  }

  /** The bubble that holds a text. */
  bubble(text: string): Locator {
    return this.messages.getByRole('article').filter({ hasText: text })
  }

  /** Begins a conversation with a number that never wrote. */
  async begin(phone: string, name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Nova conversa' }).first().click()
    await this.page.getByLabel('Telefone com DDD').fill(phone.replace(/^55/, ''))
    await this.page.getByLabel('Nome (opcional)').fill(name)
    await this.page.getByRole('button', { name: 'Começar conversa' }).click()
    await this.page.getByRole('heading', { name, level: 2 }).waitFor()
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }

  /** Waits until a bubble says how far its message got. */
  async waitForStatus(text: string, status: 'Enviada' | 'Entregue' | 'Lida' | 'Não enviada'): Promise<void> {
    await this.bubble(text).getByText(status, { exact: true }).waitFor({ state: 'attached', timeout: 30_000 })
  }
}
