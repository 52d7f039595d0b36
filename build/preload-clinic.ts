import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

/**
 * Has the browser fetch the routes of the clinic beside the first scripts: somebody who is signed in needs them next,
 * and whoever signs in a moment later. A stranger's page does not wait for them.
 */
export function preloadClinic(): Plugin {
  return {
    name: 'preload-clinic',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const files = scriptsOf(bundle, (chunk) => chunk.name === 'clinic')
        if (files.size === 0) throw new Error('The build has no chunk of the clinic.')
        const entry = scriptsOf(bundle, (chunk) => chunk.isEntry)
        return [...files]
          .filter((file) => !entry.has(file))
          .map((file): HtmlTagDescriptor => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          }))
      },
    },
  }
}

/** The scripts that a chunk needs before it runs, itself among them. */
function scriptsOf(
  bundle: Rolldown.OutputBundle,
  isWanted: (chunk: Rolldown.OutputChunk) => boolean,
): Set<string> {
  const files = new Set<string>()
  const add = (file: string) => {
    const chunk = bundle[file]
    if (chunk?.type !== 'chunk' || files.has(file)) return
    files.add(file)
    chunk.imports.forEach(add)
  }
  for (const chunk of Object.values(bundle))
    if (chunk.type === 'chunk' && isWanted(chunk)) add(chunk.fileName)
  return files
}
