import type { Locator, Page } from 'playwright-core'

/** `/configuracoes/equipe`. */
export class TeamPage {
  readonly invitations: Locator
  readonly dialog: Locator

  constructor(readonly page: Page) {
    this.invitations = page.getByRole('region', { name: 'Convites à espera' })
    this.dialog = page.getByRole('dialog')
  }

  member(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name })
  }

  roleOf(name: string): Locator {
    return this.page.getByRole('combobox', { name: `Papel de ${name}` })
  }

  async fillInvitation(email: string, role: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Convidar', exact: true }).click()
    await this.dialog.getByLabel('E-mail da pessoa').fill(email)
    await this.dialog.getByLabel('Papel').selectOption({ label: role })
    await this.dialog.getByRole('button', { name: 'Enviar convite' }).click()
  }

  /** Invites, and returns the link that is shown. */
  async invite(email: string, role: string): Promise<string> {
    await this.fillInvitation(email, role)
    return this.dialog.getByLabel('Link do convite', { exact: true }).inputValue()
  }

  async closeDialog(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.dialog.waitFor({ state: 'detached' })
  }

  /** Says yes to the question on screen. */
  async confirm(action: string): Promise<void> {
    await this.dialog.getByRole('button', { name: action, exact: true }).click()
  }
}
