import { oneLine, type Mail } from '../_shared/platform/mail.ts'
import { mailPage } from '../_shared/platform/mail-page.ts'

/** The words of an invitation. Whoever gets it has no account yet, so no language is known but the product's. */
export function invitationMail(clinic: string, link: string): Omit<Mail, 'to'> {
  const name = oneLine(clinic)
  const title = `Convite para a equipe de ${name}`
  const paragraphs = [
    `Você foi convidado para a equipe de ${name} no Zelo.`,
    'Abra o link para criar sua conta ou entrar. Ele vale por alguns dias e só para este e-mail.',
  ]
  return {
    subject: title,
    text: `${paragraphs.join('\n\n')}\n\n${link}\n`,
    html: mailPage({
      title,
      paragraphs,
      action: { label: 'Aceitar convite', url: link },
      footnote: 'Se você não esperava este convite, ignore este e-mail.',
    }),
  }
}
