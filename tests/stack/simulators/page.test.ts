import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { ownStack } from '../support/stack.ts'

const { simulatorsUrl } = ownStack()
const flags = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking'

let browser: Browser
let context: BrowserContext
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: flags.split(' '),
  })
})
afterAll(() => browser.close())

beforeEach(async () => {
  problems = []
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'pt-BR' })
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error') problems.push(line.text())
  })
  await page.goto(`${simulatorsUrl}/simulador`)
})
afterEach(async () => {
  await context.close()
  expect(problems).toEqual([])
})

const write = async (text: string) => {
  await page.getByLabel('Mensagem', { exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

/** A clinic may be on Messenger and Instagram as well. */
const ofWhatsapp = (clinic: string) => new RegExp(`^${clinic} .*(Evolution|Twilio)`)

const bubble = (text: string) => page.getByRole('article').filter({ hasText: text }).first()

describe('the patient', () => {
  test.each(['Clínica Aurora', 'Clínica Horizonte'])(
    'writes to %s and sees the message taken',
    async (clinic) => {
      const text = `Bom dia ${crypto.randomUUID()}`
      await page.getByRole('button', { name: ofWhatsapp(clinic) }).click()
      await page.getByRole('button', { name: /^Beatriz Almeida/ }).click()
      await write(text)
      await expect.poll(() => bubble(text).textContent()).toContain('entregue')
    },
  )

  test('answers a message and sends a voice note that plays', async () => {
    const text = `Pergunta ${crypto.randomUUID()}`
    await write(text)
    await bubble(text).hover()
    await bubble(text).getByLabel('Ações da mensagem').click()
    await page.getByRole('button', { name: 'Responder' }).click()
    await write('Resposta à minha pergunta')
    await expect.poll(() => bubble('Resposta à minha pergunta').textContent()).toContain(text)
    await page.getByLabel('Anexar').click()
    await page.getByRole('button', { name: 'Mensagem de voz' }).click()
    const audio = page.locator('audio').last()
    await audio.waitFor()
    await expect.poll(() => audio.evaluate((player: HTMLAudioElement) => player.duration)).toBeCloseTo(9, 0)
  })

  test.each(['Clínica Aurora', 'Clínica Horizonte'])(
    'sends %s everything that a phone can',
    async (clinic) => {
      await page.getByLabel('Nome').fill(`Tudo ${clinic}`)
      await page.getByLabel('Celular', { exact: true }).fill(`119${String(Date.now()).slice(-8)}`)
      await page.getByRole('button', { name: ofWhatsapp(clinic) }).click()
      await page.getByRole('button', { name: 'Usar outro número' }).click()
      const kinds = [
        'Foto de exemplo',
        'Vídeo de exemplo',
        'GIF',
        'Figurinha',
        'Mensagem de voz',
        'Arquivo de áudio',
        'Documento de exemplo',
        'Localização',
        'Contato',
      ]
      for (const [index, kind] of kinds.entries()) {
        await page.getByLabel('Anexar').click()
        await page.getByRole('button', { name: kind, exact: true }).click()
        await expect.poll(() => page.getByRole('article').count()).toBe(index + 1)
      }
      await page.locator('#file').setInputFiles([
        { name: 'meu exame.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 exame') },
        { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from('nome;dia') },
      ])
      await bubble('meu exame.pdf').waitFor()
      await bubble('lista.csv').waitFor()
      await expect
        .poll(() => page.getByRole('article').filter({ hasText: 'entregue' }).count())
        .toBe(kinds.length + 2)
    },
  )

  test('writes in a group, and says who', async () => {
    const text = `Olá, pessoal ${crypto.randomUUID()}`
    await page.getByRole('button', { name: ofWhatsapp('Clínica Aurora') }).click()
    await page.getByRole('button', { name: /^Beatriz Almeida/ }).click()
    await page.getByRole('button', { name: /^Grupo de pais/ }).click()
    await write(text)
    await expect.poll(() => bubble(text).textContent()).toContain('Beatriz Almeida')
  })

  test('uses a number of their own', async () => {
    await page.getByLabel('Nome').fill('Pessoa Nova')
    await page.getByLabel('Celular', { exact: true }).fill('(11) 97777-1234')
    await page.getByRole('button', { name: 'Usar outro número' }).click()
    await write('Sou novo aqui')
    await page.getByRole('button', { name: /^Pessoa Nova/ }).waitFor()
  })
})

test.each(['light', 'dark'] as const)('nobody is kept out in %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  for (const tab of ['Falhas', 'Conexão', 'PIX', 'Correio', 'Sinais']) {
    await page.getByRole('tab', { name: tab }).click()
    await expectAccessible(page)
  }
})

test('fits a phone of 360 px', async () => {
  await page.setViewportSize({ width: 360, height: 700 })
  for (const place of ['Pessoas', 'Conversa', 'Bastidores']) {
    await page.getByRole('button', { name: place, exact: true }).click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  }
})
