import { beforeEach, expect, it } from 'vitest'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let phone: string
let name: string

beforeEach(async () => {
  phone = freshPhone()
  name = `Paciente ${phone.slice(-6)}`
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Vocês atendem criança?' })
})

/** A device of the same person. */
async function device(options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn('recepcao@aurora.test')
  return inbox
}
const text = (inbox: InboxPage) => expect.poll(() => inbox.composer.inputValue())

it('what is begun at the desk goes on on the phone, and is sent once', async () => {
  const [desk, mobile] = await Promise.all([device(), device(onPhone)])
  await desk.open(name)
  await desk.composer.fill('Atendemos a partir')
  await mobile.row(name).getByText('Rascunho:').waitFor()
  await mobile.row(name).getByText('Atendemos a partir').waitFor()
  await mobile.open(name)
  await text(mobile).toBe('Atendemos a partir')
  await mobile.composer.fill('Atendemos a partir dos 6 anos.')
  await text(desk).toBe('Atendemos a partir dos 6 anos.')
  await desk.composer.press('Enter')
  await text(mobile).toBe('')
  await mobile.bubble('Atendemos a partir dos 6 anos.').waitFor()
  await mobile.page.reload()
  await mobile.messages.waitFor()
  await text(mobile).toBe('')
})

it('of two texts that were written at once none is lost', async () => {
  const [desk, mobile] = await Promise.all([
    device({ allowErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/ }),
    device(onPhone),
  ])
  await desk.open(name)
  await desk.composer.waitFor()
  await desk.page.context().setOffline(true)
  await desk.composer.fill('Do computador')
  await mobile.open(name)
  await mobile.composer.fill('Do celular')
  await mobile.page.getByRole('button', { name: 'Voltar para a lista' }).click()
  await mobile.row(name).getByText('Do celular').waitFor()
  await desk.page.context().setOffline(false)
  await desk.page.getByText('Você escreveu outro texto em outro aparelho').waitFor()
  await expectAccessible(desk.page)
  await text(desk).toBe('Do computador')
  await desk.page.getByRole('button', { name: 'Usar esse' }).click()
  await text(desk).toBe('Do celular')
})

it('a note is kept apart, over a reload too', async () => {
  const desk = await device()
  await desk.open(name)
  await desk.composer.fill('Para a paciente')
  await desk.page.getByRole('button', { name: 'Nota interna' }).click()
  const note = desk.page.getByRole('textbox', { name: 'Escreva uma nota interna' })
  await note.fill('Mãe pediu desconto')
  await desk.page.reload()
  await desk.messages.waitFor()
  await text(desk).toBe('Para a paciente')
  await desk.page.getByRole('button', { name: 'Nota interna' }).click()
  await expect.poll(() => note.inputValue()).toBe('Mãe pediu desconto')
})
