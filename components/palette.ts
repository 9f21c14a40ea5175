/**
 * Every colour the product uses, once. `theme.ts` turns these into Mantine scales and CSS variables;
 * `palette.test.ts` holds them to the contrast of WCAG 2.2 (1.4.3 text, 1.4.11 marks) in both schemes.
 */
type Scale = readonly [string, string, string, string, string, string, string, string, string, string]

/** Orchard green; step 7 is the brand. */
export const orchard: Scale = [
  '#eef6f1',
  '#d8eae0',
  '#b2d6c3',
  '#86bfa2',
  '#5da683',
  '#3f8f6a',
  '#2d7d5a',
  '#1f6b4f',
  '#18553f',
  '#11402f',
]

/** From paper over the ruled lines to ink: Mantine's greys in the light scheme. */
export const paperToInk: Scale = [
  '#f6f4ed',
  '#f0ede4',
  '#e6e3d9',
  '#dcd9cf',
  '#c9c6bb',
  '#a5a399',
  '#6b6c64',
  '#565b55',
  '#3b423d',
  '#16211c',
]

/** From light ink to night paper: Mantine's greys in the dark scheme, which count the other way round. */
export const inkToNight: Scale = [
  '#e9e7df',
  '#cfcec6',
  '#a9aca4',
  '#7f867f',
  '#39423d',
  '#2d3531',
  '#222925',
  '#171d1a',
  '#121714',
  '#0d110f',
]

/** The half-stopped red; Mantine's `red`, so that field errors speak the same colour. */
export const alarm: Scale = [
  '#fdf0ef',
  '#f9dcd9',
  '#f2b8b3',
  '#ec9b94',
  '#e4736a',
  '#d55147',
  '#c63a30',
  '#b3261e',
  '#8f1e18',
  '#6c1712',
]

/** Colours named by what they are for. A colour has a meaning or it is ink, paper or a line. */
export const roles = [
  'paper',
  'surface',
  'shade',
  'ink',
  'ink-soft',
  'line',
  'line-strong',
  'brand',
  'brand-fill',
  'brand-wash',
  'sharing',
  'half-stopped',
  'half-stopped-fill',
  'half-stopped-wash',
  'stopped',
  'unknown',
  'expiring',
  'expiring-wash',
  'on-fill',
] as const
export type Role = (typeof roles)[number]

export const light: Record<Role, string> = {
  paper: '#fbfaf6',
  surface: '#ffffff',
  shade: '#f7f5ef',
  ink: '#16211c',
  'ink-soft': '#565b55',
  line: '#dcd9cf',
  'line-strong': '#858579',
  brand: '#1f6b4f',
  'brand-fill': '#1f6b4f',
  'brand-wash': '#e8f1ec',
  sharing: '#b4540a',
  'half-stopped': '#b3261e',
  'half-stopped-fill': '#b3261e',
  'half-stopped-wash': '#fbeeec',
  stopped: '#1f6b4f',
  unknown: '#666a71',
  expiring: '#7d6100',
  'expiring-wash': '#f7f0d8',
  'on-fill': '#ffffff',
}

export const dark: Record<Role, string> = {
  paper: '#171d1a',
  surface: '#1e2522',
  shade: '#232a27',
  ink: '#e9e7df',
  'ink-soft': '#a9aca4',
  line: '#39423d',
  'line-strong': '#78807a',
  brand: '#7cc4a3',
  'brand-fill': '#2a7a5b',
  'brand-wash': '#1d3128',
  sharing: '#ee9d58',
  'half-stopped': '#ff8f85',
  'half-stopped-fill': '#c8352b',
  'half-stopped-wash': '#38201e',
  stopped: '#7cc4a3',
  unknown: '#a3a8b0',
  expiring: '#d8ba4a',
  'expiring-wash': '#302b18',
  'on-fill': '#ffffff',
}
