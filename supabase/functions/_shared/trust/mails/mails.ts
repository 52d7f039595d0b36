import { oneLine, type Attachment, type Mail } from '../../platform/mail.ts'
import { mailPage } from '../../platform/mail-page.ts'
import { alertMail } from './alert.ts'
import { clinicDeletionMail } from './clinic-deletion.ts'
import { noticeMail } from './notice.ts'
import { orderPaidMail } from './order-paid.ts'
import { privacyRequestMail } from './privacy-request.ts'
import { purchaseOrderMail } from './purchase-order.ts'
import { reportMail } from './report.ts'
import { secondFactorMail } from './second-factor.ts'

/** The words of a mail: what it says, and the one thing to do; none for somebody outside of the clinic. */
export interface Letter {
  subject: string
  paragraphs: readonly string[]
  action: { label: string; path: string } | null
  footnote: string
  /** Makes the files that go with it. */
  papers?: () => Promise<Attachment[]>
}

/** A mail before its files are made. */
export type WrittenMail = Omit<Mail, 'to' | 'attachments'> & Pick<Letter, 'papers'>

/** Language of a mail. */
export type MailLocale = 'pt-BR' | 'en'

/** Makes the words of one template from its data. */
export type WriteLetter = (data: Record<string, unknown>, locale: MailLocale) => Letter

/** Every template that `app.send_email` may name. */
const templates: Readonly<Record<string, WriteLetter>> = {
  alert: alertMail,
  clinic_deletion: clinicDeletionMail,
  notice: noticeMail,
  order_paid: orderPaidMail,
  privacy_request: privacyRequestMail,
  purchase_order: purchaseOrderMail,
  report: reportMail,
  second_factor: secondFactorMail,
}

/** The mail of a template. Links lead into the app, so data can name a page of it and no other address. */
export function writeMail(template: string, data: Record<string, unknown>, appUrl: string): WrittenMail {
  const write = Object.hasOwn(templates, template) ? templates[template] : undefined
  if (!write) throw new Error(`There is no mail template "${template}".`)
  const { subject, paragraphs, action, footnote, papers } = write(data, data.locale === 'en' ? 'en' : 'pt-BR')
  const title = oneLine(subject)
  const lines = paragraphs.map((paragraph) => paragraph.trim()).filter(Boolean)
  const url = action && `${appUrl}${/^\/(?!\/)/.test(action.path) ? action.path : '/'}`
  return {
    subject: title,
    text: `${[...lines, ...(url ? [url] : [])].join('\n\n')}\n`,
    html: mailPage({
      title,
      paragraphs: lines,
      action: action && url ? { label: action.label, url } : null,
      footnote,
    }),
    ...(papers ? { papers } : {}),
  }
}
