import { definePreset } from '@primeuix/themes'
import base from '@primeuix/themes/aura/base'
import button from '@primeuix/themes/aura/button'
import dialog from '@primeuix/themes/aura/dialog'
import drawer from '@primeuix/themes/aura/drawer'
import popover from '@primeuix/themes/aura/popover'

/** One colour scheme of the preset: our tokens decide, so light and dark read the same. */
const scheme = {
  surface: {
    0: '#ffffff',
    50: '{slate.50}',
    100: '{slate.100}',
    200: '{slate.200}',
    300: '{slate.300}',
    400: '{slate.400}',
    500: '{slate.500}',
    600: '{slate.600}',
    700: '{slate.700}',
    800: '{slate.800}',
    900: '{slate.900}',
    950: '{slate.950}',
  },
  primary: {
    color: 'var(--zelo-primary)',
    contrastColor: 'var(--zelo-on-primary)',
    hoverColor: 'var(--zelo-primary-hover)',
    activeColor: 'var(--zelo-primary-press)',
  },
  highlight: {
    background: 'var(--zelo-primary-soft)',
    focusBackground: 'var(--zelo-primary-soft)',
    color: 'var(--zelo-primary-ink)',
    focusColor: 'var(--zelo-primary-ink)',
  },
  formField: {
    background: 'var(--zelo-surface)',
    disabledBackground: 'var(--zelo-sunken)',
    borderColor: 'var(--zelo-control-line)',
    hoverBorderColor: 'var(--zelo-muted)',
    focusBorderColor: 'var(--zelo-primary)',
    invalidBorderColor: 'var(--zelo-coral)',
    color: 'var(--zelo-ink)',
    placeholderColor: 'var(--zelo-faint)',
    iconColor: 'var(--zelo-faint)',
    shadow: 'none',
  },
  text: {
    color: 'var(--zelo-ink)',
    hoverColor: 'var(--zelo-ink)',
    mutedColor: 'var(--zelo-muted)',
    hoverMutedColor: 'var(--zelo-ink)',
  },
  content: {
    background: 'var(--zelo-surface)',
    hoverBackground: 'var(--zelo-hover)',
    borderColor: 'var(--zelo-line)',
    color: 'var(--zelo-ink)',
    hoverColor: 'var(--zelo-ink)',
  },
  overlay: {
    select: { background: 'var(--zelo-raised)', borderColor: 'var(--zelo-line)', color: 'var(--zelo-ink)' },
    popover: { background: 'var(--zelo-raised)', borderColor: 'var(--zelo-line)', color: 'var(--zelo-ink)' },
    modal: { background: 'var(--zelo-raised)', borderColor: 'var(--zelo-line)', color: 'var(--zelo-ink)' },
  },
  list: {
    option: {
      focusBackground: 'var(--zelo-hover)',
      selectedBackground: 'var(--zelo-primary-soft)',
      selectedFocusBackground: 'var(--zelo-primary-soft)',
      color: 'var(--zelo-ink)',
      focusColor: 'var(--zelo-ink)',
      selectedColor: 'var(--zelo-primary-ink)',
      selectedFocusColor: 'var(--zelo-primary-ink)',
    },
  },
  navigation: {
    item: {
      focusBackground: 'var(--zelo-hover)',
      color: 'var(--zelo-ink)',
      focusColor: 'var(--zelo-ink)',
      icon: { color: 'var(--zelo-faint)', focusColor: 'var(--zelo-muted)' },
    },
  },
}

/**
 * PrimeVue's Aura in the colours of tokens.css, with the tokens of only those components that the product
 * uses: a component that is new to the product adds its line here.
 */
export const zeloPreset = definePreset(
  {
    ...base,
    components: { button, dialog, drawer, popover },
  },
  {
    semantic: {
      primary: {
        50: '{teal.50}',
        100: '{teal.100}',
        200: '{teal.200}',
        300: '{teal.300}',
        400: '{teal.400}',
        500: '{teal.500}',
        600: '{teal.600}',
        700: '{teal.700}',
        800: '{teal.800}',
        900: '{teal.900}',
        950: '{teal.950}',
      },
      focusRing: { width: '2px', style: 'solid', color: 'var(--zelo-primary)', offset: '2px' },
      formField: {
        paddingX: '0.75rem',
        paddingY: '0.5rem',
        borderRadius: '0.5rem',
      },
      colorScheme: { light: scheme, dark: scheme },
    },
  },
)
