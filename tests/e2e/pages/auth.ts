import type { Locator, Page } from 'playwright-core'
import { forgetSessions, storeSession } from '../support/sign-in.ts'

/** The pages before the shell. */
export class AuthPages {
  readonly email: Locator
  readonly password: Locator
  readonly fullName: Locator
  readonly clinicName: Locator

  constructor(readonly page: Page) {
    this.email = page.getByRole('textbox', { name: 'E-mail', exact: true })
    this.password = page
      .getByLabel('Senha', { exact: true })
      .or(page.getByLabel('Nova senha', { exact: true }))
    this.fullName = page.getByLabel('Seu nome')
    this.clinicName = page.getByLabel('Nome da clínica')
  }

  /** The person is signed in already, and opens a page. */
  async signIn(person: { email: string; password: string }, path = '/'): Promise<void> {
    await storeSession(this.page, person)
    await this.page.goto(path)
    await this.shell().waitFor()
  }

  /** Signs in through the form, on the page they ask for first. */
  async signInByForm(
    { email, password }: { email: string; password: string },
    path = '/entrar',
  ): Promise<void> {
    await this.page.goto(path)
    await this.email.fill(email)
    await this.password.fill(password)
    await this.submit('Entrar')
    await this.shell().waitFor()
  }

  submit(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click()
  }

  /** The menu of whoever is signed in: it is there once they are. */
  shell(): Locator {
    return this.page.getByRole('button', { name: /^Menu de / })
  }

  async signOut(): Promise<void> {
    forgetSessions()
    await this.shell().click()
    await this.page.getByRole('button', { name: 'Sair', exact: true }).click()
    await this.page.waitForURL(/\/entrar(\?|$)/)
  }
}
