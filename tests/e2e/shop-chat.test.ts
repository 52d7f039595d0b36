import { expect, it } from 'vitest'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { InboxPage } from './pages/inbox.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

it('a stranger writes in the shop, the clinic answers from its inbox, and the page shows it', async () => {
  const owner = await newAccount('Clínica da Conversa', 'Olívia Souza')
  const call = async (name: string, args: object) => {
    const { error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  }
  for (const module of ['products', 'shop']) await call('set_module', { p_module: module, p_is_on: true })
  const slug = `conversa-${crypto.randomUUID().slice(0, 8)}`
  const settings = {
    slug,
    is_open: true,
    legal_name: 'Conversa Ltda.',
    tax_id: '12.345.678/0001-95',
    address: 'Rua das Flores, 10, São Paulo',
    phone: '(11) 3000-1000',
  }
  await call('save_shop_settings', { p_settings: settings })

  const staff = await browser.newPage({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  await storeSession(staff, owner)
  await staff.goto('/configuracoes/loja')
  await staff.getByRole('switch', { name: 'Chat na loja' }).click()
  await staff.getByRole('button', { name: 'Salvar' }).click()
  await staff.getByText('Alterações salvas.').first().waitFor()
  await expectAccessible(staff)

  const visitor = await browser.newPage({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  })
  await visitor.goto(`/loja/${slug}`)
  await visitor.getByRole('link', { name: 'Fale com a clínica' }).click()
  await visitor.getByRole('heading', { name: 'Fale com a clínica' }).waitFor()
  await expectAccessible(visitor)
  await visitor.getByLabel('Seu nome').fill('Camila Duarte')
  await visitor.getByLabel('Telefone com DDD').fill('11977771234')
  await visitor.getByLabel('Mensagem').fill('Vocês entregam em Osasco?')
  await visitor.getByLabel('Li e aceito o aviso de privacidade').check()
  await visitor.getByRole('button', { name: 'Enviar' }).click()
  await visitor.getByText('Sua mensagem chegou').waitFor()
  await visitor.getByText('Vocês entregam em Osasco?').waitFor()
  expect(await visitor.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)

  await staff.goto('/conversas')
  const inbox = new InboxPage(staff)
  await inbox.open('Camila Duarte')
  await inbox.bubble('Vocês entregam em Osasco?').waitFor()
  await inbox.composer.fill('Entregamos, sim!')
  await staff.getByRole('button', { name: 'Enviar mensagem' }).click()
  await inbox.waitForStatus('Entregamos, sim!', 'Enviada')
  await expectAccessible(staff)
  await staff.getByRole('button', { name: 'Detalhes da conversa' }).click()
  await staff.getByText('Veio pelo chat da loja').waitFor()
  await staff.getByText('(11) 97777-1234').first().waitFor()
  await expectAccessible(staff)
  await staff.keyboard.press('Escape')

  await visitor.getByRole('link', { name: 'Atualizar' }).click()
  await visitor.getByText('Entregamos, sim!').waitFor()
  await visitor.getByText('A clínica respondeu.').waitFor()
  await expectAccessible(visitor)
  await inbox.waitForStatus('Entregamos, sim!', 'Lida')

  const other = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await other.goto(`/loja/${slug}/conversa`)
  await other.getByLabel('Seu nome').waitFor()
  expect(await other.getByText('Entregamos, sim!').count()).toBe(0)
}, 120_000)
