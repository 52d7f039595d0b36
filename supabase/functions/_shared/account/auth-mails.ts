import { mailPage, type MailPage } from '../platform/mail-page.ts'

/**
 * The page of ours that asks for one press before the token is used: mail scanners and link previews open every link,
 * and Auth's own `ConfirmationURL` is used up by that.
 */
const url = (type: string) => `{{ .SiteURL }}/confirmar?token_hash={{ .TokenHash }}&type=${type}`

const ignore = 'Se não foi você, ignore este e-mail: nada muda na sua conta.'

const pages: Record<string, MailPage> = {
  confirmation: {
    title: 'Confirme seu e-mail',
    paragraphs: ['Falta só um passo para usar o Zelo: confirme que este e-mail é seu.'],
    action: { label: 'Confirmar e-mail', url: url('signup') },
    footnote: 'Se você não criou uma conta no Zelo, ignore este e-mail.',
  },
  recovery: {
    title: 'Crie uma nova senha',
    paragraphs: [
      'Recebemos um pedido para trocar a senha da sua conta no Zelo.',
      'O link vale por uma hora e funciona uma vez só.',
    ],
    action: { label: 'Criar nova senha', url: url('recovery') },
    footnote: ignore,
  },
  magic_link: {
    title: 'Entre no Zelo',
    paragraphs: ['Abra o link para entrar sem senha. Ele vale por uma hora e funciona uma vez só.'],
    action: { label: 'Entrar', url: url('magiclink') },
    footnote: ignore,
  },
  invite: {
    title: 'Você foi convidado para o Zelo',
    paragraphs: ['Abra o link para criar sua conta. Ele vale só para este e-mail.'],
    action: { label: 'Aceitar convite', url: url('invite') },
    footnote: 'Se você não esperava este convite, ignore este e-mail.',
  },
  email_change: {
    title: 'Confirme a troca de e-mail',
    paragraphs: [
      'O e-mail da sua conta no Zelo vai mudar de {{ .Email }} para {{ .NewEmail }}.',
      'Para valer, a troca precisa ser confirmada nos dois endereços.',
    ],
    action: { label: 'Confirmar troca', url: url('email_change') },
    footnote: 'Se não foi você, não abra o link e troque sua senha.',
  },
}

/**
 * The mails that the Auth service sends, as the templates of `supabase/config.toml`: `npm run generate` writes them
 * to `supabase/templates/<name>.html`, in the look of the mails that functions send.
 */
export function authMails(): { name: string; html: string }[] {
  return Object.entries(pages).map(([name, page]) => ({ name, html: mailPage(page) }))
}
