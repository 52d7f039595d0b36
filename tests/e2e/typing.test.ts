import { expect, it } from 'vitest'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { control, freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()

it('the clinic sees a patient write, and the patient sees the clinic write', async () => {
  const phone = freshPhone()
  const name = `Paciente ${phone.slice(-6)}`
  const inbox = new InboxPage(await browser.newPage())
  await inbox.signIn('recepcao@aurora.test')
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Bom dia' })
  await inbox.open(name)
  const act = (state: string) => control('/presence', { from: phone, state })
  const header = inbox.page.getByRole('heading', { name, level: 2 }).locator('..')

  await act('composing')
  await header.getByText('digitando…').waitFor()
  await inbox.row(name).getByText('digitando…').waitFor()
  await expectAccessible(inbox.page)
  await act('recording')
  await header.getByText('gravando áudio…').waitFor()
  // The message itself says that nobody writes any more.
  await patientWrites({ provider: 'evolution', from: phone, name, text: 'Tem horário hoje?' })
  await header.getByText('gravando áudio…').waitFor({ state: 'detached' })

  await inbox.composer.pressSequentially('Temos sim')
  const shown = () =>
    control<{ state: string; delay: number }[]>(`/presence?phone=${phone}`, undefined, 'GET').then((all) =>
      all.filter(({ state }) => state !== 'paused'),
    )
  await expect.poll(shown).toMatchObject([{ state: 'composing', delay: 10_000 }])
})
