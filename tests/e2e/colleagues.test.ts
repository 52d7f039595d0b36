import { expect, it } from 'vitest'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()

async function openInbox(email: string): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage())
  await inbox.signIn(email)
  return inbox
}

it('two people see each other in a conversation, and do not answer it twice unawares', async () => {
  const phone = freshPhone()
  const name = `Paciente ${phone.slice(-6)}`
  const [ana, bia] = await Promise.all([openInbox('admin@aurora.test'), openInbox('recepcao@aurora.test')])
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Vocês abrem sábado?' })
  await ana.open(name)

  const looks = bia.row(name).getByRole('img', { name: / está vendo$/ })
  await looks.waitFor()
  await bia.open(name)
  await ana.page
    .getByRole('heading', { name, level: 2 })
    .locator('..')
    .getByText(/ está vendo/)
    .waitFor()

  await ana.composer.pressSequentially('Sim, das 8h')
  const typing = (inbox: InboxPage) =>
    inbox.page.getByRole('status').filter({ hasText: / está respondendo…/ })
  await typing(bia).waitFor()
  await expectAccessible(bia.page)
  await bia.send('Abrimos sim!')
  const wait = bia.page.getByRole('dialog', { name: / está respondendo$/ })
  await expectAccessible(bia.page)
  await wait.getByRole('button', { name: 'Esperar' }).click()
  await wait.waitFor({ state: 'detached' })
  expect(await bia.composer.inputValue()).toBe('Abrimos sim!')

  // Who stopped writing is no longer said to write, although the text stays.
  await typing(ana).waitFor({ state: 'detached' })
  await ana.composer.press('Enter')
  await bia.bubble('Sim, das 8h').waitFor()
  await typing(bia).waitFor({ state: 'detached' })
  await bia.composer.press('Enter')
  const answered = bia.page.getByRole('dialog', { name: / já respondeu$/ })
  await answered.getByText('Sim, das 8h').waitFor()
  await answered.getByRole('button', { name: 'Ver a resposta' }).click()
  await answered.waitFor({ state: 'detached' })
  expect((await phoneOf(phone)).filter((message) => message.text === 'Abrimos sim!')).toEqual([])

  // What was seen asks no second time.
  await bia.composer.press('Enter')
  await bia.waitForStatus('Abrimos sim!', 'Entregue')

  await ana.page.context().close()
  await bia.page
    .getByText(/ está vendo/)
    .first()
    .waitFor({ state: 'detached' })
})

it('asks nothing of somebody who is alone, and lets them send in spite of an answer', async () => {
  const phone = freshPhone()
  const name = `Paciente ${phone.slice(-6)}`
  const [ana, bia] = await Promise.all([openInbox('admin@aurora.test'), openInbox('recepcao@aurora.test')])
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Bom dia' })
  await ana.open(name)
  await bia.open(name)
  await bia.composer.fill('Olá!')
  await ana.send('Bom dia!')
  await bia.bubble('Bom dia!').waitFor()
  await bia.composer.press('Enter')
  await bia.page.getByRole('dialog').getByRole('button', { name: 'Enviar mesmo assim' }).click()
  await bia.waitForStatus('Olá!', 'Entregue')
  await bia.page.context().close()

  await ana.send('Até logo!')
  await ana.waitForStatus('Até logo!', 'Entregue')
})
