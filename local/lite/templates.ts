import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../config.ts'

/** A mail of the Auth service, as `supabase/config.toml` names it. */
export interface MailTemplate {
  subject: string
  content_path: string
}

const section = /^\[auth\.email\.template\.(\w+)\]\nsubject = "(.*)"\ncontent_path = "(.*)"$/gm

/** The templates that a hosted project would use, by name. */
export function readTemplates(): Record<string, MailTemplate> {
  const config = readFileSync(join(repositoryRoot, 'supabase', 'config.toml'), 'utf8')
  return Object.fromEntries(
    [...config.matchAll(section)].map(([, name = '', subject = '', path = '']) => [
      name,
      { subject, content_path: join(repositoryRoot, path) },
    ]),
  )
}

/** One mail with its values filled in, for links that lite does not mail by itself. */
export function renderTemplate(
  name: string,
  values: Record<string, string>,
): { subject: string; html: string } {
  const template = readTemplates()[name]
  if (!template) throw new Error(`supabase/config.toml has no mail template "${name}".`)
  const html = readFileSync(template.content_path, 'utf8')
  return {
    subject: template.subject,
    html: html.replace(/\{\{ \.(\w+) \}\}/g, (_, key: string) => escapeHtml(values[key] ?? '')),
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
