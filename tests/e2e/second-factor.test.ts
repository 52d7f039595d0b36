import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { codeOf } from '../stack/support/totp.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount, newColleague } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { mailedLink } from './support/mailbox.ts'

const browser = useBrowser()

/** Names the device, takes the secret as typed text and confirms with the first code. */
async function enrol(page: Page): Promise<string> {
  await page.getByLabel('Nome do aparelho').waitFor()
  await page.getByRole('button', { name: 'Continuar', exact: true }).click()
  await page.getByRole('img', { name: 'QR code do segundo fator' }).waitFor()
  await expectAccessible(page)
  const secret = (
    await page.getByRole('textbox', { name: 'Sem câmera? Digite esta chave' }).inputValue()
  ).replaceAll(' ', '')
  await page.getByLabel('Código de 6 dígitos').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Confirmar', exact: true }).click()
  return secret
}

/** The codes on screen, which are shown once. */
async function keepCodes(page: Page): Promise<string[]> {
  const list = page.getByRole('list', { name: 'Códigos de recuperação' })
  await list.waitFor()
  const codes = await list.getByRole('listitem').allTextContents()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Guardei os códigos' }).click()
  await list.waitFor({ state: 'detached' })
  return codes
}

/** An owner who has switched it on elsewhere, and the secret of their app. */
async function withFactor(clinic: string) {
  const owner = await newAccount(clinic)
  const { data } = await owner.client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Celular' })
  const secret = data?.totp.secret ?? ''
  await owner.client.auth.mfa.challengeAndVerify({ factorId: data?.id ?? '', code: codeOf(secret) })
  return { owner, secret }
}

/** Signs in by the form, up to the question for the code. */
async function signInUpToCode(auth: AuthPages, { email, password }: { email: string; password: string }) {
  await auth.email.fill(email)
  await auth.password.fill(password)
  await auth.submit('Entrar')
  await auth.page.getByText('Digite o código do seu aplicativo para terminar de entrar.').waitFor()
}

test('somebody switches it on and comes in with it', async () => {
  const owner = await newAccount('Clínica Dois Fatores')
  const page = await browser.newPage()
  const auth = new AuthPages(page)
  await auth.signIn(owner, '/configuracoes/segundo-fator')
  await page.getByText('Você ainda entra só com a senha.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ligar', exact: true }).click()
  const secret = await enrol(page)
  expect(await keepCodes(page)).toHaveLength(10)
  await page.getByText('Restam 10 códigos').waitFor()

  await auth.signOut()
  await signInUpToCode(auth, owner)
  await expectAccessible(page)
  // every page of the clinic leads to the question
  await page.goto('/configuracoes/perfil')
  await page.getByLabel('Código de 6 dígitos').fill('12345')
  await auth.submit('Entrar')
  await page.getByText('Digite os 6 números do aplicativo.').waitFor()
  await page.getByLabel('Código de 6 dígitos').fill(codeOf(secret, 1))
  await auth.submit('Entrar')
  await page.waitForURL('**/configuracoes/perfil')
  await auth.shell().waitFor()
})

test('an owner requires it, and a colleague is led to setting it up', async () => {
  const { owner, secret } = await withFactor('Clínica que Exige')
  const colleague = await newColleague(owner, 'operator', 'Rosa Recepção')
  const page = await browser.newPage()
  const auth = new AuthPages(page)
  await page.goto('/entrar?voltar=/configuracoes/seguranca')
  await signInUpToCode(auth, owner)
  await page.getByLabel('Código de 6 dígitos').fill(codeOf(secret, 1))
  await auth.submit('Entrar')
  await page.getByText('1 de 2 pessoas entram com segundo fator.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('De quem').selectOption({ label: 'De toda a equipe' })
  await page.getByLabel('A partir de quando').selectOption({ label: 'Agora' })
  await page.getByRole('button', { name: 'Salvar', exact: true }).click()
  await page.getByRole('button', { name: 'Exigir agora', exact: true }).click()
  await page.getByText('Só entra depois de cadastrar').waitFor()

  const other = await browser.newPage()
  await other.goto('/entrar?voltar=/configuracoes/perfil')
  const entering = new AuthPages(other)
  await entering.email.fill(colleague.email)
  await entering.password.fill(colleague.password)
  await entering.submit('Entrar')
  await other.getByText('Clínica que Exige pede um segundo fator').waitFor()
  await expectAccessible(other)
  await enrol(other)
  await keepCodes(other)
  await other.waitForURL('**/configuracoes/perfil')
  await entering.shell().waitFor()
})

test('somebody at work is led to it when the clinic begins to require it', async () => {
  const { owner } = await withFactor('Clínica de Repente')
  const colleague = await newColleague(owner, 'operator', 'Rui de Repente')
  const page = await browser.newPage({ allowErrors: /403/ })
  await new AuthPages(page).signIn(colleague, '/configuracoes')
  const { error } = await owner.client.rpc('save_second_factor_rules', {
    p_tenant_id: owner.tenantId,
    p_roles: ['operator'],
  })
  expect(error).toBeNull()
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Equipe/ })
    .click()
  await page.getByRole('heading', { name: 'Proteja a sua conta' }).waitFor()
})

test('whoever lost the phone comes in with a recovery code', async () => {
  const { owner } = await withFactor('Clínica Perdida')
  const { data: codes } = await owner.client.rpc('create_recovery_codes')

  const page = await browser.newPage()
  const auth = new AuthPages(page)
  await page.goto('/entrar')
  await signInUpToCode(auth, owner)
  await page.getByRole('button', { name: 'Perdi o celular' }).click()
  await page.getByLabel('Código de recuperação').fill('AAAA-BBBB-CCCC')
  await page.getByRole('button', { name: 'Usar o código' }).click()
  await page.getByText('Este código não vale, ou já foi usado.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Código de recuperação').fill((codes as string[])[0] ?? '')
  await page.getByRole('button', { name: 'Usar o código' }).click()
  await page.waitForURL('**/configuracoes/segundo-fator')
  await page.getByText('Você ainda entra só com a senha.').waitFor()
})

test('a link for a new password is not enough for somebody who has it', async () => {
  const { owner, secret } = await withFactor('Clínica Senha Nova')
  await owner.client.auth.resetPasswordForEmail(owner.email)
  const page = await browser.newPage({ allowErrors: /401/ })
  const auth = new AuthPages(page)
  await page.goto(await mailedLink(owner.email))
  await auth.submit('Continuar')
  await page.waitForURL('**/redefinir-senha')
  await auth.password.fill('nova-senha-forte')
  await auth.submit('Salvar e entrar')
  await page.getByLabel('Código de 6 dígitos').fill(codeOf(secret, 1))
  await auth.submit('Entrar')
  await page.waitForURL('**/redefinir-senha')
  await auth.password.fill('nova-senha-forte')
  await auth.submit('Salvar e entrar')
  await auth.shell().waitFor()
})
