import { escapeHtml } from './mail.ts'

/** The words of a mail, with the one thing to do if there is one. */
export interface MailPage {
  title: string
  paragraphs: readonly string[]
  action: { label: string; url: string } | null
  /** What somebody should know who did not expect the mail. */
  footnote: string
}

const font = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/**
 * A mail as people see it. Mail programs know tables and styles on the elements, and little else; those that darken
 * mails do so by themselves.
 */
export function mailPage({ title, paragraphs, action, footnote }: MailPage): string {
  const text = (words: string, style: string) =>
    `<p style="margin:0 0 16px;${style}">${escapeHtml(words)}</p>`
  return `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:0;background:#f6f8fa">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f8fa">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px">
<tr><td style="padding:0 0 20px;${font};font-size:20px;font-weight:600;color:#0c665f">Zelo</td></tr>
<tr><td style="padding:32px;background:#ffffff;border:1px solid #e1e7ed;border-radius:16px;${font};font-size:16px;line-height:24px;color:#0f172a">
<h1 style="margin:0 0 16px;font-size:22px;line-height:30px;font-weight:600">${escapeHtml(title)}</h1>
${paragraphs.map((words) => text(words, 'color:#45556c')).join('\n')}
${action === null ? '' : button(action.label, escapeHtml(action.url))}
</td></tr>
<tr><td style="padding:20px 8px 0;${font};font-size:13px;line-height:20px;color:#566479">${escapeHtml(footnote)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const button = (label: string, url: string) =>
  `<p style="margin:24px 0"><a href="${url}" style="display:inline-block;padding:12px 24px;background:#0f766e;border-radius:10px;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>
<p style="margin:0;font-size:14px;line-height:20px;color:#566479">Se o botão não abrir, copie este endereço no navegador:<br><a href="${url}" style="color:#0c665f;word-break:break-all">${url}</a></p>`
