import { describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { ownStack } from '../stack/support/stack.ts'
import { AuthPages } from './pages/auth.ts'
import { newColleague } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'

const browser = useBrowser()

describe('where somebody is signed in', () => {
  it('is listed, and ended everywhere else', async () => {
    const manager = await asUser('admin@aurora.test')
    const { data } = await manager.rpc('my_context')
    const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
    // the account's own client is the other device
    const account = await newColleague(
      { client: manager, tenantId: clinic?.tenant_id ?? null },
      'operator',
      'Selma Sessões',
    )
    const page = await browser.newPage()
    await new AuthPages(page).signIn(account, '/configuracoes/perfil')
    const card = page.getByRole('region', { name: 'Onde você está conectado' })
    await card.getByText('este aparelho').waitFor()
    expect(await card.getByRole('listitem').count()).toBeGreaterThan(1)
    await expectAccessible(page)

    await card.getByRole('button', { name: 'Sair de todos os outros' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sair de todos os outros' }).click()
    await page.getByText(/acessos? encerrados?\./).waitFor()
    await expect.poll(() => card.getByRole('listitem').count()).toBe(1)
    const { error } = await account.client.auth.refreshSession()
    expect(error).not.toBeNull()

    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  it('stands on pages that run nothing but the app, as its headers say', async () => {
    const response = await fetch(`${ownStack().appUrl}/entrar`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')

    const page = await browser.newPage({ allowErrors: /Content Security Policy/ })
    await page.goto('/entrar')
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      return 'injected' in window
    })
    expect(ran).toBe(false)
  })
})
