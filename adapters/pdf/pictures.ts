import { z } from 'zod'
import { placeFlow } from '#domain/flow-layout.ts'

const flow = z.object({
  kind: z.literal('flow'),
  columns: z.array(z.array(z.object({ id: z.string(), label: z.string() }))),
  bands: z.array(
    z.object({ nodes: z.array(z.string()), size: z.number(), tone: z.enum(['sharing', 'half-stopped']) }),
  ),
})
type Flow = z.infer<typeof flow>

const logo = z.looseObject({ kind: z.literal('logo'), png: z.base64() })

/** Typst reads no base64. */
const withBytes = ({ png, ...value }: z.infer<typeof logo>) => ({
  ...value,
  bytes: [...Buffer.from(png, 'base64')],
})

/** A document with the pictures of its flows and its logo, as the template takes them. */
export const withPictures = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withPictures)
  if (typeof value !== 'object' || value === null) return value
  if (Reflect.get(value, 'kind') === 'flow') return { ...value, svg: flowSvg(flow.parse(value)) }
  if (Reflect.get(value, 'kind') === 'logo') return withBytes(logo.parse(value))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPictures(item)]))
}

/** In the picture's own units, as many as a page is wide in points. */
const width = 480
const leftMargin = 34
const rightMargin = 92

const colours = { sharing: '#b4540a', 'half-stopped': '#b3261e' } as const

/** A flow as SVG 1.1: bands as wide as what they stand for, with the names of what they run through. */
const flowSvg = ({ columns, bands }: Flow): string => {
  const shapes = bands.map(({ nodes, size }) => ({ id: nodes.join(' '), nodes: [...nodes], size }))
  const placed = placeFlow(
    columns.map((column) => column.map(({ id }) => id)),
    shapes,
    leftMargin,
    width - rightMargin,
    { node: 24, padding: 12 },
  )
  const toneOf = new Map(bands.map(({ nodes, tone }) => [nodes.join(' '), tone]))
  const paths = placed.bands.flatMap(({ id, width: thickness, paths }) =>
    paths.map(
      (d) =>
        `<path d="${d}" fill="none" stroke="${colours[toneOf.get(id) ?? 'sharing']}" stroke-opacity="0.3" stroke-width="${thickness}"/>`,
    ),
  )
  const nodes = placed.nodes.map(({ id, column, x, y, width: wide, height }) => {
    const label = columns[column]?.find((node) => node.id === id)?.label ?? id
    const anchor = column === 0 ? 'end' : 'start'
    const at = column === 0 ? x - 4 : x + wide + 4
    return [
      `<rect x="${x}" y="${y}" width="${wide}" height="${height}" fill="#16211c"/>`,
      `<text x="${at}" y="${y + height / 2 + 2.8}" text-anchor="${anchor}" font-family="IBM Plex Sans" font-size="8" fill="#16211c" stroke="#ffffff" stroke-width="2.2" stroke-linejoin="round" paint-order="stroke">${escaped(label)}</text>`,
    ].join('')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${placed.height}" width="${width}" height="${placed.height}">${[...paths, ...nodes].join('')}</svg>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '')
