import { describe, expect, it, test } from 'vitest'
import { createLog } from '../../platform/log.ts'
import type { Mail } from '../../platform/mail.ts'
import { sendEmail } from '../jobs/send-email.ts'
import { writeMail } from './mails.ts'

const app = 'https://zelo.test'

describe('writeMail', () => {
  it('says an alert in the language of the person, with its figures', () => {
    const data = { clinic: 'Aurora', kind: 'queue_stuck', data: { minutes: 40 } }
    const mail = writeMail('alert', data, app)
    expect(mail.subject).toBe('Aurora: A fila está parada')
    expect(mail.text).toContain('espera há 40 minutos')
    expect(mail.text).toContain(`${app}/configuracoes/operacao`)
    expect(writeMail('alert', { ...data, locale: 'en' }, app).text).toContain('waited for 40 minutes')
  })

  it('keeps names from adding lines or markup', () => {
    const mail = writeMail('alert', { clinic: 'A\r\nBcc: x <b>', kind: 'queue_stuck' }, app)
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.html).not.toContain('<b>')
  })

  it('says when a cancelled clinic is deleted, and what to do before', () => {
    const data = { clinic: 'Aurora', deletion_on: '2026-12-29', days: 7 }
    const mail = writeMail('clinic_deletion', data, app)
    expect(mail.subject).toBe('Aurora será excluída em 29 de dezembro de 2026')
    expect(mail.text).toContain('daqui a 7 dias')
    expect(mail.text).toContain(`${app}/configuracoes/exportacoes`)
    expect(writeMail('clinic_deletion', { ...data, days: 1, locale: 'en' }, app).text).toContain('tomorrow')
  })

  it('leads to pages of the app alone', () => {
    const notice = (path: string) =>
      writeMail('notice', { subject: 'Oi', paragraphs: ['Olá'], path }, app).text
    expect(notice('/lgpd')).toContain(`${app}/lgpd`)
    for (const path of ['//evil.test', 'https://evil.test']) expect(notice(path)).not.toContain('evil')
  })

  it('tells whoever lost a second factor who reset it, and what to do if it was not asked for', () => {
    const mail = writeMail('second_factor', { what: 'reset', clinic: 'Aurora', by: 'Dona Clara' }, app)
    expect(mail.text).toContain('Dona Clara, de Aurora, redefiniu')
    expect(mail.html).toContain('troque a sua senha')
    expect(writeMail('second_factor', { what: 'recovered', locale: 'en' }, app).subject).toContain(
      'recovery code',
    )
  })

  it('sends a supplier the order as a file too', async () => {
    const data = {
      clinic: 'Aurora',
      supplier: 'Aromas do Sul',
      buyer: { name: 'Clínica Aurora Ltda.', document: '11222333000181', city: 'São Paulo' },
      number: 7,
      expected_on: '2026-12-01',
      freight_cents: 500,
      items: [{ sku: 'OL-1', name: 'Óleo de lavanda', quantity: 3, unit: 'un', cost_cents: 1800 }],
    }
    const { text, papers } = writeMail('purchase_order', data, app)
    expect(text).toContain('59,00')
    const [paper] = await papers!()
    expect(paper).toMatchObject({ filename: 'pedido-de-compra-7.pdf', contentType: 'application/pdf' })
    expect(new TextDecoder('latin1').decode(paper!.content.slice(0, 5))).toBe('%PDF-')
    expect(paper!.content.length).toBeGreaterThan(1000)
  })

  it('knows no other template', () => {
    expect(() => writeMail('toString', {}, app)).toThrow('no mail template')
  })
})

describe('send_email', () => {
  const job = {
    job_id: 7,
    kind: 'send_email',
    tenant_id: 't',
    lease_token: 'l',
    attempts: 1,
    payload: { template: 'notice', to: 'ana@exemplo.test', data: { subject: 'Oi', paragraphs: ['Olá'] } },
    opened: null,
  }
  const log = createLog(() => {}, 'error')

  test('sends under one id, however often it is tried', async () => {
    const mails: Mail[] = []
    const send = sendEmail({ sendMail: (mail) => Promise.resolve(void mails.push(mail)), appUrl: app, log })
    await send(job)
    await send(job)
    expect(mails.map(({ to, id }) => [to, id])).toEqual([
      ['ana@exemplo.test', 't.7'],
      ['ana@exemplo.test', 't.7'],
    ])
  })

  test('is tried again when the mail server refuses, and is nothing where there is none', async () => {
    const refuse = () => Promise.reject(new Error('refused'))
    await expect(sendEmail({ sendMail: refuse, appUrl: app, log })(job)).rejects.toThrow('refused')
    await sendEmail({ sendMail: null, appUrl: app, log })(job)
  })
})
