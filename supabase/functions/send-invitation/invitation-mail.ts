import { escapeHtml, type Mail } from '../_shared/mail.ts'

/** The words of an invitation. Whoever gets it has no account yet, so no language is known but the product's. */
export function invitationMail(clinic: string, link: string): Omit<Mail, 'to'> {
  const subject = `Convite para a equipe de ${clinic.replace(/[\r\n]+/g, ' ')}`
  const lines = [
    `Você foi convidado para a equipe de ${clinic} no Zelo.`,
    'Abra o link para criar sua conta ou entrar. Ele vale por alguns dias e só para este e-mail.',
  ]
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')
  return {
    subject,
    text: `${lines.join('\n\n')}\n\n${link}\n`,
    html: `${paragraphs}<p><a href="${escapeHtml(link)}">Aceitar convite</a></p><p>${escapeHtml(link)}</p>`,
  }
}
