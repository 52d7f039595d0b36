import { beforeEach, describe, expect, it } from 'vitest'
import { gradientPng } from '../../local/simulators/core/samples.ts'
import { openDatabase } from '../stack/support/clients.ts'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'
import { ownStack } from '../stack/support/stack.ts'

const browser = useBrowser({
  extra: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
})
let phone: string
let name: string

beforeEach(() => {
  phone = freshPhone()
  name = `Paciente ${phone.slice(-6)}`
})

const write = (patch: object) => patientWrites({ provider: 'evolution', from: phone, name, ...patch })

async function openConversation(options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn('admin@aurora.test')
  await inbox.open(name)
  return inbox
}

/** What reached the patient's phone from the clinic. */
async function received() {
  const messages = (await phoneOf(phone)) as unknown as {
    from: string
    kind: string
    text?: string
    mediaId?: string
  }[]
  return messages.filter(({ from }) => from === 'clinic')
}

async function bytesOf(mediaId: string | undefined): Promise<Buffer> {
  const answer = await fetch(`${ownStack().simulatorsUrl}/control/media/${mediaId}`)
  return Buffer.from(await answer.arrayBuffer())
}

const png = (fileName: string) => ({
  name: fileName,
  mimeType: 'image/png',
  buffer: Buffer.from(gradientPng(320)),
})

describe('what a patient sends', () => {
  it('becomes a picture without a reload, opens, and is leafed through', async () => {
    await write({ text: 'Oi' })
    const inbox = await openConversation()
    await write({ type: 'image', text: 'primeira' })
    await write({ type: 'image', text: 'segunda' })
    const second = inbox.messages.getByRole('button', { name: 'Ampliar: segunda' })
    await second.click()
    const viewer = inbox.page.getByRole('dialog', { name: `Fotos e vídeos de ${name}` })
    await viewer.getByRole('img', { name: 'segunda' }).waitFor()
    await viewer.getByText('2 de 2').waitFor()
    await expectAccessible(inbox.page)
    await inbox.page.keyboard.press('ArrowLeft')
    const first = viewer.getByRole('img', { name: 'primeira' })
    await first.waitFor()
    await inbox.page.keyboard.press('+')
    expect(await first.evaluate((image) => image.style.transform)).toContain('scale(1.5)')
    const downloading = inbox.page.waitForEvent('download')
    await viewer.getByRole('button', { name: 'Baixar' }).click()
    expect((await downloading).suggestedFilename()).toMatch(/\.png$/)
    await inbox.page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
    expect(await second.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it('is heard: a voice message plays, faster when asked', async () => {
    await write({ type: 'audio' })
    const inbox = await openConversation()
    const player = inbox.messages.getByRole('group', { name: 'Mensagem de voz' })
    await player.getByRole('button', { name: 'Velocidade: 1×' }).click()
    await player.getByRole('button', { name: 'Ouvir ou assistir: Mensagem de voz' }).click()
    await expect
      .poll(() => player.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0)
    expect(
      await player
        .locator('audio')
        .evaluate((audio: HTMLAudioElement) => [audio.playbackRate, audio.preload]),
    ).toEqual([1.5, 'metadata'])
  })

  it('is refused when it is not what a clinic takes, and says why', async () => {
    const base64 = Buffer.from('<html><script>alert(1)</script></html>').toString('base64')
    await write({ type: 'document', media: { base64, mimetype: 'application/pdf', fileName: 'laudo.pdf' } })
    const inbox = await openConversation()
    await inbox.messages.getByText('este tipo não é aceito, por segurança').waitFor()
    expect(await inbox.messages.getByRole('button', { name: 'Tentar de novo' }).count()).toBe(0)
  })

  it('is fetched again when it had expired', async () => {
    await write({ type: 'image', text: 'antiga' })
    const inbox = await openConversation()
    await inbox.messages.getByRole('button', { name: 'Ampliar: antiga' }).waitFor()
    const sql = openDatabase()
    await sql`update public.conversation_messages set media = media - 'path' || '{"state": "expired"}' where body = 'antiga'`
    await sql.end()
    await inbox.page.reload()
    await inbox.messages.getByRole('button', { name: 'Tentar de novo' }).click()
    await inbox.messages.getByRole('button', { name: 'Ampliar: antiga' }).waitFor()
  })

  it('is in the gallery of the conversation, documents to be saved', async () => {
    await write({ type: 'image', text: 'foto' })
    await write({ type: 'document' })
    const inbox = await openConversation()
    await inbox.messages.getByRole('button', { name: /Baixar/ }).waitFor()
    await inbox.page.getByRole('button', { name: 'Fotos, vídeos e arquivos' }).click()
    const gallery = inbox.page.getByRole('dialog', { name: 'Fotos, vídeos e arquivos' })
    await gallery.getByRole('button', { name: /^Ampliar: foto/ }).waitFor()
    await expectAccessible(inbox.page)
    await gallery.getByText('Documentos').click()
    const downloading = inbox.page.waitForEvent('download')
    await gallery.getByRole('button', { name: /Baixar/ }).click()
    expect((await downloading).suggestedFilename()).toMatch(/\.pdf$/)
  })
})

describe('what the clinic sends', () => {
  it('is seen before it leaves, in order, with its caption, and what cannot leave says so', async () => {
    await write({ text: 'Oi' })
    const inbox = await openConversation()
    const input = inbox.page.locator('input[type=file]')
    await input.setInputFiles([
      png('um.png'),
      png('dois.png'),
      { name: 'pacote.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') },
    ])
    const tray = inbox.page.getByRole('region', { name: 'Arquivos a enviar' })
    await tray.getByText('Este WhatsApp não envia este tipo de arquivo.').waitFor()
    const send = inbox.page.getByRole('button', { name: 'Enviar mensagem' })
    expect(await send.isDisabled()).toBe(true)
    await expectAccessible(inbox.page)
    await tray.getByRole('button', { name: 'Remover pacote.zip' }).click()
    await inbox.composer.fill('Segue o pedido')
    await send.click()
    await inbox.messages.getByRole('button', { name: 'Ampliar: Segue o pedido' }).waitFor()
    await expect.poll(async () => (await received()).length).toBe(2)
    const [first, second] = await received()
    expect([first, second]).toMatchObject([
      { kind: 'image', text: 'Segue o pedido' },
      { kind: 'image', text: '' },
    ])
    expect((await bytesOf(first?.mediaId)).byteLength).toBeGreaterThan(100)
  })

  it('goes on with a file that a reload interrupted', async () => {
    await write({ text: 'Oi' })
    // 400: what had arrived before the reload is there already, and storage says so
    const inbox = await openConversation({ allowErrors: /ERR_FAILED|ERR_INTERNET|400/ })
    await inbox.page.context().route('**/storage/v1/object/whatsapp-media/**', (route) => route.abort())
    await inbox.page.locator('input[type=file]').setInputFiles([png('exame.png')])
    await inbox.page.getByRole('button', { name: 'Enviar mensagem' }).click()
    await inbox.messages.getByRole('progressbar', { name: 'Enviando exame.png' }).waitFor()
    await inbox.page.context().unroute('**/storage/v1/object/whatsapp-media/**')
    await inbox.page.reload()
    await expect.poll(async () => (await received()).length).toBe(1)
    await inbox.messages.getByRole('button', { name: 'Ampliar: Foto' }).waitFor()
  })

  it('goes in parts above 6 MB, and arrives byte by byte', async () => {
    await write({ text: 'Oi' })
    const inbox = await openConversation()
    const buffer = Buffer.alloc(7 * 1024 * 1024, '%')
    buffer.write('%PDF-1.4\n')
    const parts = inbox.page.waitForRequest((request) => request.method() === 'PATCH')
    await inbox.page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'exames.pdf', mimeType: 'application/pdf', buffer }])
    await inbox.composer.fill('Os exames')
    await inbox.page.getByRole('button', { name: 'Enviar mensagem' }).click()
    expect((await parts).url()).toContain('/upload/resumable')
    await inbox.messages.getByRole('button', { name: /exames\.pdf/ }).waitFor({ timeout: 30_000 })
    await expect.poll(async () => (await received()).length).toBe(1)
    const [sent] = await received()
    expect(sent).toMatchObject({ kind: 'document', text: 'Os exames' })
    expect((await bytesOf(sent?.mediaId)).equals(buffer)).toBe(true)
  })

  it('goes on in the middle of a large file that a reload interrupted', async () => {
    await write({ text: 'Oi' })
    const inbox = await openConversation({ allowErrors: /ERR_FAILED|ERR_INTERNET/ })
    const buffer = Buffer.alloc(7 * 1024 * 1024, '%')
    buffer.write('%PDF-1.4\n')
    const context = inbox.page.context()
    // The first part arrives, the rest does not.
    const broken = new Promise<void>((resolve) => {
      void context.route('**/upload/resumable/**', (route) => {
        if (route.request().method() === 'PATCH') resolve()
        return route.abort()
      })
    })
    await inbox.page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'exames.pdf', mimeType: 'application/pdf', buffer }])
    await inbox.page.getByRole('button', { name: 'Enviar mensagem' }).click()
    await broken
    await context.unroute('**/upload/resumable/**')
    const methods: string[] = []
    inbox.page.on('request', (request) => {
      if (request.url().includes('/upload/resumable') && request.method() !== 'OPTIONS')
        methods.push(request.method())
    })
    await inbox.page.reload()
    await expect.poll(async () => (await received()).length, { timeout: 30_000 }).toBe(1)
    // Asked how much is there and went on from it, perhaps more than once; nothing began anew.
    expect(methods[0]).toBe('HEAD')
    expect(methods).not.toContain('POST')
    const [sent] = await received()
    expect((await bytesOf(sent?.mediaId)).equals(buffer)).toBe(true)
  })

  it('is a voice message that WhatsApp plays: recorded, heard, sent', async () => {
    await write({ text: 'Oi' })
    const inbox = await openConversation()
    await inbox.page.getByRole('button', { name: 'Gravar mensagem de voz' }).click()
    const recorder = inbox.page.getByRole('group', { name: 'Gravação de voz' })
    await recorder.getByText('0:01').waitFor()
    await recorder.getByRole('button', { name: 'Parar e ouvir' }).click()
    await recorder.getByRole('group', { name: 'Sua gravação' }).waitFor()
    await expectAccessible(inbox.page)
    await recorder.getByRole('button', { name: 'Enviar gravação' }).click()
    await inbox.messages.getByRole('group', { name: 'Mensagem de voz' }).waitFor()
    await expect.poll(async () => (await received()).length).toBe(1)
    const [voice] = await received()
    expect(voice).toMatchObject({ kind: 'audio' })
    const bytes = await bytesOf(voice?.mediaId)
    expect(bytes.subarray(0, 4).toString()).toBe('OggS')
    expect(bytes.includes('OpusHead')).toBe(true)
  })
})

it('works on a phone: a file is chosen, removed, and the picture opens', async () => {
  await write({ type: 'image', text: 'foto' })
  const inbox = new InboxPage(
    await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }),
  )
  await inbox.signIn('admin@aurora.test')
  await inbox.row(name).click()
  await inbox.messages.getByRole('button', { name: 'Ampliar: foto' }).click()
  await inbox.page.getByRole('dialog', { name: `Fotos e vídeos de ${name}` }).waitFor()
  await inbox.page.getByRole('button', { name: 'Fechar' }).click()
  await inbox.page.getByRole('button', { name: 'Anexar arquivos' }).click()
  await inbox.page.getByRole('button', { name: 'Câmera' }).waitFor()
  await inbox.page.locator('input[type=file]').setInputFiles([png('um.png')])
  await inbox.page.getByRole('button', { name: 'Remover um.png' }).waitFor()
  await expectAccessible(inbox.page)
  await inbox.page.getByRole('button', { name: 'Remover um.png' }).click()
  await inbox.page.getByRole('button', { name: 'Gravar mensagem de voz' }).waitFor()
})

it('keeps nothing of a file that was given up', async () => {
  await write({ text: 'Oi' })
  const inbox = await openConversation({ allowErrors: /ERR_/ })
  await inbox.page.context().route('**/storage/v1/object/whatsapp-media/**', (route) => route.abort())
  await inbox.page.locator('input[type=file]').setInputFiles([png('errado.png')])
  await inbox.page.getByRole('button', { name: 'Enviar mensagem' }).click()
  const cancelled = inbox.page.waitForResponse('**/rpc/cancel_media_upload')
  await inbox.messages.getByRole('button', { name: 'Cancelar o envio do arquivo' }).click()
  expect((await cancelled).ok()).toBe(true)
  await inbox.messages.getByRole('progressbar').waitFor({ state: 'detached' })
  expect(await received()).toEqual([])
})
