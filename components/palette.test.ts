import { describe, expect, it } from 'vitest'
import { dark, light, type Role } from './palette.ts'

/** Relative luminance of a `#rrggbb` colour, from WCAG 2.2's definition. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const grounds: Role[] = ['paper', 'surface', 'shade']
const words: Role[] = [
  'ink',
  'ink-soft',
  'brand',
  'sharing',
  'half-stopped',
  'stopped',
  'unknown',
  'expiring',
]

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s palette', (_name, palette) => {
  it.each(words.flatMap((word) => grounds.map((ground) => [word, ground] as const)))(
    'shows %s as readable text on %s',
    (word, ground) => {
      expect(contrast(palette[word], palette[ground])).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each<[Role, Role]>([
    ['half-stopped', 'half-stopped-wash'],
    ['ink', 'half-stopped-wash'],
    ['brand', 'brand-wash'],
    ['ink', 'brand-wash'],
    ['expiring', 'expiring-wash'],
    ['ink', 'expiring-wash'],
    ['on-fill', 'brand-fill'],
    ['on-fill', 'half-stopped-fill'],
  ])('shows %s as readable text on %s', (word, ground) => {
    expect(contrast(palette[word], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['paper', 'surface'] as const)('outlines fields visibly on %s', (ground) => {
    expect(contrast(palette['line-strong'], palette[ground])).toBeGreaterThanOrEqual(3)
  })

  it.each(['brand-fill', 'half-stopped-fill'] as const)('lets %s be seen as a mark on paper', (fill) => {
    expect(contrast(palette[fill], palette.paper)).toBeGreaterThanOrEqual(3)
  })
})
