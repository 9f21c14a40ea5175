import type { CSSVariablesResolver, MantineThemeOverride } from '@mantine/core'
import { alarm, dark, inkToNight, light, orchard, paperToInk, roles } from './palette.ts'

/** Sizes, faces and scales of look.md for Mantine: 12 13 14 16 20 28 pixels, an 8-pixel grid, square corners. */
export const theme: MantineThemeOverride = {
  black: light.ink,
  colors: { orchard, gray: paperToInk, dark: inkToNight, red: alarm },
  primaryColor: 'orchard',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'IBM Plex Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontFamily: "'IBM Plex Sans', system-ui, sans-serif",
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.5' },
      h4: { fontSize: '0.875rem', lineHeight: '1.5' },
      h5: { fontSize: '0.8125rem', lineHeight: '1.5' },
      h6: { fontSize: '0.75rem', lineHeight: '1.5' },
    },
  },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '1px', sm: '2px', md: '2px', lg: '4px', xl: '4px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  activeClassName: '',
}

/**
 * Each role as one variable that follows `color-scheme`, so that print can ask for the light palette by
 * setting that one property.
 */
const roleVariables = Object.fromEntries(
  roles.map((role) => [`--${role}`, `light-dark(${light[role]}, ${dark[role]})`]),
)

/** Mantine's own surfaces, pointed at the palette so that its inputs and ours cannot drift apart. */
const mantineSurfaces = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-error': 'var(--half-stopped)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--shade)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-orchard-filled': 'var(--brand-fill)',
  '--mantine-color-red-filled': 'var(--half-stopped-fill)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: roleVariables,
  light: { ...mantineSurfaces, '--mantine-color-orchard-filled-hover': orchard[8] },
  dark: { ...mantineSurfaces, '--mantine-color-orchard-filled-hover': orchard[7] },
})
