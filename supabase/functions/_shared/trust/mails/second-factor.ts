import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import type { Letter, MailLocale, WriteLetter } from './mails.ts'

const shape = z.object({
  what: z.enum(['reset', 'recovered']),
  clinic: z.string().default(''),
  by: z.string().default(''),
})

type Words = Record<'reset' | 'recovered', Omit<Letter, 'action'> & { label: string }>

const words: Record<MailLocale, Words> = {
  'pt-BR': {
    reset: {
      subject: 'Seu segundo fator no Zelo foi redefinido',
      paragraphs: [
        '{by}, de {clinic}, redefiniu o segundo fator da sua conta, e você saiu de todos os aparelhos.',
        'Na próxima vez, entre com a sua senha e cadastre o aplicativo de códigos de novo.',
      ],
      label: 'Entrar no Zelo',
      footnote: 'Se não foi você quem pediu, troque a sua senha e fale com a clínica agora.',
    },
    recovered: {
      subject: 'Alguém entrou na sua conta do Zelo com um código de recuperação',
      paragraphs: [
        'Um código de recuperação foi usado: o segundo fator da sua conta foi desligado, e os outros aparelhos saíram.',
        'Cadastre o aplicativo de códigos de novo assim que puder.',
      ],
      label: 'Cadastrar de novo',
      footnote: 'Se não foi você, troque a sua senha agora: alguém tem a senha e um dos seus códigos.',
    },
  },
  en: {
    reset: {
      subject: 'Your second factor at Zelo was reset',
      paragraphs: [
        '{by}, of {clinic}, reset the second factor of your account, and you were signed out everywhere.',
        'Next time, sign in with your password and set up your authenticator app again.',
      ],
      label: 'Sign in to Zelo',
      footnote: 'If you did not ask for it, change your password and talk to the clinic now.',
    },
    recovered: {
      subject: 'Somebody came into your Zelo account with a recovery code',
      paragraphs: [
        'A recovery code was used: the second factor of your account was switched off, and other devices were signed out.',
        'Set up your authenticator app again as soon as you can.',
      ],
      label: 'Set it up again',
      footnote: 'If it was not you, change your password now: somebody has it and one of your codes.',
    },
  },
}

/** That somebody's second factor is gone, to that person. */
export const secondFactorMail: WriteLetter = (given, locale) => {
  const { what, clinic, by } = shape.parse(given)
  const { label, paragraphs, ...letter } = words[locale][what]
  const fill = (text: string) =>
    text.replace('{by}', () => oneLine(by)).replace('{clinic}', () => oneLine(clinic))
  return { ...letter, paragraphs: paragraphs.map(fill), action: { label, path: '/configuracoes/perfil' } }
}
