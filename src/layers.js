/**
 * Who may import whom in `src/`, as rules of ESLint: lib ← ui ← kit ← features ← app. Each layer imports what stands
 * to its left; a feature reaches another one through its `index.ts` alone.
 */

const imports = {
  outside: {
    regex: String.raw`(^|/)(local|tests)/`,
    message: 'The product does not know how it is run.',
  },
  app: { regex: '^@/app/', message: 'The app is on top: nothing below imports it.' },
  features: {
    regex: '^@/features/',
    message: 'What features share stands in kit, ui or lib; only the app and features import features.',
  },
  kit: { regex: '^@/kit(/|$)', message: 'ui and lib do not know the kit.' },
  ui: { regex: '^@/ui/', message: 'lib does not know what is on screen.' },
  insides: {
    regex: '^@/features/[^/]+/[^/]+/',
    message: "Another feature is imported through its index.ts: '@/features/<domain>/<feature>'.",
  },
}

/** Relative paths stay in their folder: `levels` up from the file is where the folder ends. */
function leaving(levels) {
  return {
    regex: String.raw`^(\.\./){${levels}}`,
    message: "What is outside of this folder is imported by its full path: '@/…'.",
  }
}

/** One rule for `import … from`, one for `import()`, which the first does not see. */
function forbid(files, patterns) {
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': [
        'error',
        ...patterns.map(({ regex, message }) => ({
          selector: `ImportExpression[source.value=/${regex.replaceAll('/', String.raw`\/`)}/]`,
          message,
        })),
      ],
    },
  }
}

const { outside, app, features, kit, ui, insides } = imports

/** Files at a depth below a folder, and what they may not import: from two to five folders down. */
function nested(folder, patterns) {
  return [1, 2, 3].map((levels) =>
    forbid([`src/${folder}/${'*/'.repeat(levels - 1)}*.{ts,vue}`], [outside, leaving(levels), ...patterns]),
  )
}

export const layers = [
  ...nested('lib', [app, features, kit, ui]),
  ...nested('ui', [app, features, kit]),
  ...nested('kit', [app, features]),
  ...nested('features/*/*', [app, insides]),
  ...nested('app', [insides]),
]
