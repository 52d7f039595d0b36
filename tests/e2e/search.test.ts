import { beforeAll, describe, expect, it } from 'vitest'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const phone = freshPhone()
const name = `Paciente ${phone.slice(-6)}`
/** A word that nobody else says. */
const word = `xilo${phone.slice(-6)}`
/** More than a conversation loads at first, so that the first message is far away. */
const FILLER = 70

const write = (text: string, at: number) =>
  patientWrites({
    provider: 'evolution',
    from: phone,
    name,
    text,
    at: new Date(Date.now() - (FILLER + 5 - at) * 60_000).toISOString(),
  })

beforeAll(async () => {
  await write(`Podemos remarcar a sessão de ${word}?`, 0)
  for (let n = 1; n <= FILLER; n += 1) await write(`mensagem ${n}.`, n)
})

async function openInbox(options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn('admin@aurora.test')
  return inbox
}

/** Finds the first message by its words and opens it, with the keyboard alone. */
async function jump(inbox: InboxPage) {
  const { page } = inbox
  // until it is there nobody listens to the keys
  await page.getByRole('button', { name: 'Buscar', exact: true }).waitFor()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Buscar em toda a clínica' })
  await field.waitFor()
  await page.keyboard.type(`SESSOES ${word}`)
  await page.getByRole('option', { name: new RegExp(word) }).waitFor()
  expect(await page.getByRole('option').locator('mark').allTextContents()).toEqual(['sessão', word])
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.has('m'))
}

const found = (inbox: InboxPage) => inbox.messages.locator('[data-found]')
const isInView = (inbox: InboxPage) =>
  expect
    .poll(
      async () => {
        const box = await found(inbox).boundingBox()
        const frame = await inbox.messages.boundingBox()
        return box && frame ? box.y >= frame.y - 1 && box.y + box.height <= frame.y + frame.height + 1 : null
      },
      { timeout: 10_000 },
    )
    .toBe(true)

describe('the search', () => {
  it.each([
    ['on a desk', undefined],
    ['on a phone', onPhone],
  ] as const)('finds a message by its words and opens it in its place, %s', async (_, options) => {
    const inbox = await openInbox(options)
    await jump(inbox)
    await found(inbox).getByText(word).waitFor()
    await isInView(inbox)
    expect(await found(inbox).locator('mark').allTextContents()).toEqual(['sessão', word])
    await expectAccessible(inbox.page)

    // a reload, and whoever gets the address, opens the same place
    await inbox.page.reload()
    await found(inbox).getByText(word).waitFor()
    await isInView(inbox)

    // what arrives meanwhile is at the end, once
    await write('chegou agora', FILLER + 4)
    const back = inbox.page.getByRole('button', { name: '1 nova mensagem' })
    await back.waitFor()
    await back.click()
    await inbox.bubble('chegou agora').last().waitFor()
    await inbox.page.waitForURL((url) => !url.searchParams.has('m'))
    await inbox.bubble(`mensagem ${FILLER}.`).waitFor()
    expect(await found(inbox).count()).toBe(0)
  })

  it('reads on from the place to the end without a gap', async () => {
    const inbox = await openInbox()
    await jump(inbox)
    await isInView(inbox)
    const last = inbox.bubble(`mensagem ${FILLER}.`)
    await expect
      .poll(
        async () => {
          await inbox.messages.evaluate((box) => box.scrollBy(0, 2_000))
          return last.count()
        },
        { timeout: 20_000, interval: 300 },
      )
      .toBe(1)
    const texts = await inbox.messages.getByRole('article').allTextContents()
    const numbers = texts.flatMap((text) => /mensagem (\d+)\./.exec(text)?.[1] ?? []).map(Number)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => FILLER - numbers.length + 1 + n))
  })

  it('walks through what is found in the open conversation', async () => {
    const inbox = await openInbox()
    await inbox.open(name)
    await inbox.page.keyboard.press('Control+f')
    const field = inbox.page.getByRole('searchbox', { name: 'Buscar nesta conversa' })
    await field.fill(word)
    await inbox.page.getByText('1 de 1').waitFor()
    await found(inbox).getByText(word).waitFor()
    await field.press('Escape')
    await field.waitFor({ state: 'detached' })
  })

  it('says that a message is gone, and shows the end', async () => {
    const inbox = await openInbox({ allowErrors: /404/ })
    await inbox.open(name)
    const here = new URL(inbox.page.url())
    here.searchParams.set('m', '00000000-0000-4000-8000-000000000000')
    await inbox.page.goto(here.toString())
    await inbox.page.getByText('Esta mensagem não existe mais.').waitFor()
    await inbox.page.waitForURL((url) => !url.searchParams.has('m'))
    await inbox.bubble(`mensagem ${FILLER}.`).waitFor()
  })
})
