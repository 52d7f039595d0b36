import { describe, expect, it } from 'vitest'
import { freshEmail } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { TeamPage } from './pages/team.ts'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { mailedLink } from './support/mailbox.ts'

const browser = useBrowser()

async function openTeam(person: Account, options?: OpenOptions): Promise<TeamPage> {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(person, '/configuracoes/equipe')
  return new TeamPage(page)
}

describe('an invitation', () => {
  it('reaches the person by mail and by a link to copy, and brings them in with their role', async () => {
    const owner = await newAccount('Clínica Convite')
    const team = await openTeam(owner)
    const email = freshEmail('convidada')
    const link = await team.invite(email, 'Terapeuta')
    await expectAccessible(team.page)
    expect(await mailedLink(email)).toBe(link)
    await team.closeDialog()
    await team.invitations.getByText(email).waitFor()

    const guest = new AuthPages(await browser.newPage())
    await guest.page.goto(link)
    await guest.page.getByRole('heading', { name: 'Convite para Clínica Convite' }).waitFor()
    await guest.page.getByText('como Terapeuta').waitFor()
    await expectAccessible(guest.page)
    await guest.fullName.fill('Clara Nunes')
    await guest.password.fill('senha-da-clara')
    await guest.submit('Criar conta e aceitar')
    await guest.shell().waitFor()

    await team.page.reload()
    await team.member('Clara Nunes').waitFor()
    expect(await team.roleOf('Clara Nunes').inputValue()).toBe('therapist')
    await team.invitations.getByText('Nenhum convite à espera.').waitFor()
  })

  it('is no use after it was cancelled', async () => {
    const team = await openTeam(await newAccount('Clínica Cancela'))
    const email = freshEmail('cancelada')
    const link = await team.invite(email, 'Atendente')
    await team.closeDialog()
    await team.invitations.getByRole('button', { name: 'Cancelar convite' }).click()
    await team.confirm('Cancelar convite')
    await team.invitations.getByText('Nenhum convite à espera.').waitFor()

    const guest = await browser.newPage()
    await guest.goto(link)
    await guest.getByRole('heading', { name: 'Este convite foi cancelado' }).waitFor()
  })

  it('is refused to somebody who is already there', async () => {
    const owner = await newAccount()
    const colleague = await newColleague(owner, 'operator')
    const team = await openTeam(owner, { allowErrors: /status of 409/ })
    await team.fillInvitation(colleague.email, 'Atendente')
    await team.page.getByText('Esta pessoa já está na equipe.').waitFor()
  })

  it('is offered only to the person it is for', async () => {
    const owner = await newAccount('Clínica Alheia')
    const team = await openTeam(owner)
    const link = await team.invite(freshEmail('outra'), 'Atendente')
    await team.page.goto(link)
    await team.page.getByText(`Você entrou como ${owner.email}`).waitFor()
    await team.page.getByRole('button', { name: 'Sair' }).click()
    await team.page.getByRole('button', { name: 'Criar conta e aceitar' }).waitFor()
  })
})

describe('the team', () => {
  it('gets another role and loses a member, who is then without a clinic', async () => {
    const owner = await newAccount()
    const colleague = await newColleague(owner, 'operator', 'Bia Reis')
    const team = await openTeam(owner)
    await team.roleOf('Bia Reis').selectOption('supervisor')
    await team.page.getByText('Papel alterado.').waitFor()
    await team.page.reload()
    expect(await team.roleOf('Bia Reis').inputValue()).toBe('supervisor')

    await team.page.getByRole('button', { name: 'Remover Bia Reis' }).click()
    await expectAccessible(team.page)
    await team.confirm('Remover')
    await team.member('Bia Reis').waitFor({ state: 'detached' })

    const page = await browser.newPage()
    const auth = new AuthPages(page)
    await page.goto('/entrar')
    await auth.email.fill(colleague.email)
    await auth.password.fill(colleague.password)
    await auth.submit('Entrar')
    await page.getByRole('heading', { name: /^Você não faz mais parte de / }).waitFor()
    await expectAccessible(page)
  })

  it('takes the screens of somebody who is removed, or may do less now, along at once', async () => {
    const owner = await newAccount()
    const colleague = await newColleague(owner, 'admin', 'Bia Reis')
    const theirs = await openTeam(colleague)
    const invite = theirs.page.getByRole('button', { name: 'Convidar', exact: true })
    await invite.waitFor()
    const team = await openTeam(owner)
    await team.roleOf('Bia Reis').selectOption('operator')
    await invite.waitFor({ state: 'detached' })

    await team.page.getByRole('button', { name: 'Remover Bia Reis' }).click()
    await team.confirm('Remover')
    await theirs.page.waitForURL('**/sem-clinica')
  })

  it('keeps its last owner', async () => {
    const team = await openTeam(await newAccount())
    await team.page.getByText('Você é o único proprietário.').waitFor()
    expect(await team.page.getByRole('button', { name: 'Sair da clínica' }).isDisabled()).toBe(true)
  })

  it('lets anybody else leave', async () => {
    const colleague = await newColleague(await newAccount(), 'therapist')
    const team = await openTeam(colleague)
    await team.page.getByRole('button', { name: 'Sair da clínica' }).click()
    await team.confirm('Sair da clínica')
    await team.page.waitForURL('**/sem-clinica')
  })

  it('shows therapists who is there and nothing to change', async () => {
    const colleague = await newColleague(await newAccount(), 'therapist', 'Tais Melo')
    const team = await openTeam(colleague)
    await team.member('Tais Melo').waitFor()
    expect(await team.page.getByRole('combobox').count()).toBe(0)
    expect(await team.page.getByRole('button', { name: 'Convidar' }).count()).toBe(0)
    for (const path of ['clinica', 'whatsapp', 'filas']) {
      await team.page.goto(`/configuracoes/${path}`)
      await team.page.waitForURL((url) => url.pathname === '/')
    }
  })
})
