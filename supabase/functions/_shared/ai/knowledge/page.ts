import { NodeHtmlMarkdown } from 'node-html-markdown'
import { readBytes } from '../../platform/read-bytes.ts'
import { NeverSent, type Fetch } from '../../platform/provider-http.ts'
import { UnreadableDocument } from './unreadable.ts'

const mostBytes = 4 * 1024 * 1024
const mostRedirects = 4
const timeoutMs = 15_000

/** A page and where it was found in the end. */
export interface Page {
  bytes: Uint8Array
  type: string
  charset: string | null
}

/**
 * Fetches a page that somebody of a clinic names. `fetch` looks where every address leads before it is called, so each
 * redirect is a call of its own. Throws UnreadableDocument: page_unreachable, page_refused, too_large.
 */
export async function fetchPage(fetch: Fetch, address: string): Promise<Page> {
  let url = address
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    if (!/^https?:\/\//i.test(url)) throw new UnreadableDocument('page_refused')
    let response: Response
    try {
      response = await fetch(url, {
        method: 'GET',
        headers: {
          accept: 'text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown;q=0.9',
          'accept-language': 'pt-BR,pt;q=0.9',
          'user-agent': 'Zelo/1.0 (leitura de documentos da clinica)',
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (error) {
      throw new UnreadableDocument(error instanceof NeverSent ? 'page_refused' : 'page_unreachable')
    }
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (next !== null) {
      await response.body?.cancel().catch(() => undefined)
      if (!URL.canParse(next, url)) throw new UnreadableDocument('page_unreachable')
      url = new URL(next, url).href
      continue
    }
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined)
      throw new UnreadableDocument('page_unreachable')
    }
    const bytes = await readBytes(response.body, mostBytes).catch(() => {
      throw new UnreadableDocument('page_unreachable')
    })
    if (bytes === null) throw new UnreadableDocument('too_large')
    const [type = '', ...parameters] = (response.headers.get('content-type') ?? 'text/html').split(';')
    const charset = /charset="?([\w-]+)/i.exec(parameters.join(';'))?.[1] ?? null
    return { bytes, type: type.trim().toLowerCase(), charset }
  }
  throw new UnreadableDocument('page_unreachable')
}

/** The text of a page as Markdown, without menus, headers and footers. */
export function readHtml(html: string): { title: string | null; text: string } {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1] ?? null
  const main =
    /<main[\s>][\s\S]*<\/main>/i.exec(html)?.[0] ?? /<article[\s>][\s\S]*<\/article>/i.exec(html)?.[0] ?? html
  const text = NodeHtmlMarkdown.translate(main, {
    ignore: [
      'nav',
      'header',
      'footer',
      'aside',
      'script',
      'style',
      'noscript',
      'form',
      'svg',
      'iframe',
      'button',
      'img',
      'head',
      'template',
    ],
    keepDataImages: false,
    maxConsecutiveNewlines: 2,
  })
    // what a link says stays, where it leads does not
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([.()#*_[\]>+-])/g, '$1')
    .trim()
  return { title: title === null ? null : NodeHtmlMarkdown.translate(title).trim(), text }
}
