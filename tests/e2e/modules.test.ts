import { it } from 'vitest'
import { newAccount, newColleague } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

it('what a clinic switches off leaves the menu of everybody, and comes back', async () => {
  const owner = await newAccount('Clínica sem Vendas', 'Mara Módulos')
  const reception = await newColleague(owner, 'operator', 'Rui Recepção')
  const other = await browser.newPage()
  await storeSession(other, reception)
  await other.goto('/')
  const theirs = other
    .getByRole('navigation', { name: 'Menu principal' })
    .getByRole('link', { name: 'Vendas' })
  await theirs.waitFor()
  await other.locator('[data-live="live"]').first().waitFor({ state: 'attached' })

  const page = await browser.newPage()
  await storeSession(page, owner)
  await page.goto('/configuracoes/modulos')
  const sales = page.getByRole('switch', { name: 'Vendas' })
  await sales.waitFor()
  await expectAccessible(page)
  await sales.uncheck()
  await page.getByText('Vendas: desligado.').waitFor()
  const menu = page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link', { name: 'Vendas' })
  await menu.waitFor({ state: 'detached' })
  await theirs.waitFor({ state: 'detached' })

  await page.goto('/vendas/leads')
  await page.waitForURL((url) => url.pathname === '/')

  await page.goto('/configuracoes/modulos')
  await page.getByRole('switch', { name: 'Vendas' }).check()
  await page.getByText('Vendas: ligado.').waitFor()
  await page
    .getByRole('navigation', { name: 'Menu principal' })
    .getByRole('link', { name: 'Vendas' })
    .waitFor()
})
