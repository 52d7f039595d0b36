import { expect, test } from 'vitest'
import { invitationMail } from '../../send-invitation/invitation-mail.ts'
import { oneLine } from './mail.ts'

const name = 'Aurora\r\n\r\nPague <a href="http://evil.test">aqui</a>\u2028\u202e\u200b'

test('a name in a mail is one line without hidden or turning characters', () => {
  expect(oneLine(name)).toBe('Aurora Pague <a href="http://evil.test">aqui</a>')
})

test('a clinic’s name adds no paragraph and no markup to an invitation', () => {
  const plain = invitationMail('Aurora', 'https://zelo.test/convite/x')
  const { subject, text, html } = invitationMail(name, 'https://zelo.test/convite/x')
  expect(subject).not.toMatch(/[\r\n\u2028\u202e\u200b]/)
  expect(text.split('\n')).toHaveLength(plain.text.split('\n').length)
  expect(html).not.toContain('evil.test">')
  expect(html).toContain('&lt;a href=')
})
