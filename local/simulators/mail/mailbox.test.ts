import { expect, test } from 'vitest'
import { EventHub } from '../core/events.ts'
import { linksIn, Mailbox } from './mailbox.ts'

const mail = (to: string) => ({
  to: [to],
  from: 'zelo@zelo.test',
  subject: 'Convite',
  text: '',
  html: '',
  links: [],
  files: [],
  date: new Date(0).toISOString(),
})

test('links are found in both parts, once each', () => {
  const html =
    '<a href="http://127.0.0.1:5173/convite?token=a&amp;x=1">Aceitar</a> <a href="mailto:x@y.z">x</a>'
  const text = 'Aceitar: http://127.0.0.1:5173/convite?token=a&x=1\nAjuda: https://zelo.test/ajuda.'
  expect(linksIn(text, html)).toEqual([
    'http://127.0.0.1:5173/convite?token=a&x=1',
    'https://zelo.test/ajuda.',
  ])
})

test('mails are listed newest first, of one recipient if named', () => {
  const mailbox = new Mailbox(new EventHub(), () => undefined)
  const first = mailbox.add(mail('a@zelo.test'))
  const second = mailbox.add(mail('b@zelo.test'))
  expect(mailbox.list().map(({ id }) => id)).toEqual([second.id, first.id])
  expect(mailbox.list('A@zelo.test').map(({ id }) => id)).toEqual([first.id])
})
